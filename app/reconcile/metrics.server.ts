import { counter } from '../platform/metrics.server.ts';
import type { Finding } from './judgeOrder.ts';

const pages = counter('reconciliation_pages_total', 'Pages that were asked for, by how that ended', [
  'kind',
  'outcome',
]);
const orders = counter('reconciliation_orders_total', 'Orders compared with the ledger, by what was found', [
  'kind',
  'finding',
]);
const silent = counter(
  'webhooks_missing_total',
  'Orders found whose webhook should have come and did not',
  [],
);
const documents = counter('reconciliation_documents_total', 'Documents compared with sevdesk', ['finding']);

export const countPage = (kind: string, outcome: string): void => pages.add({ kind, outcome });

export function countOrders(kind: string, seen: number, found: Exclude<Finding, { kind: 'same' }>[]): void {
  orders.add({ kind, finding: 'same' }, seen - found.length);
  for (const finding of found) {
    orders.add({ kind, finding: finding.kind });
    if (finding.silent) silent.add({});
  }
}

export const countDocuments = (finding: string, by = 1): void => documents.add({ finding }, by);
