import type { Agreement, Order, Refund } from '../order.ts';
import { sum } from '../money.ts';
import { problem, type Problem } from '../problem.ts';
import type { Change, History } from './change.ts';
import type { Item } from './item.ts';
import type { Language } from './labels.ts';
import { isUnknown, LedgerReader } from './ledgerReader.ts';

/** Reads the sales ledger and the refunds as one history. `items`: all that the order ever charged. */
export function readHistory(order: Order, items: Item[], language: Language): History | Problem {
  const reader = new LedgerReader(order, items, language);
  const placed = order.agreements.filter((agreement) => agreement.kind === 'order');
  const later = order.agreements.filter((agreement) => agreement.kind !== 'order');
  const changes: Change[] = [];
  const matched = new Set<string>();
  const unknown = placed
    .flatMap((entry) => entry.sales)
    .filter((sale) => isUnknown(sale) && sale.total !== 0);
  if (unknown.length > 0) {
    return problem('order.ledger_unknown', { amountCents: sum(unknown.map((sale) => sale.total)) });
  }
  for (const refund of order.refunds) {
    const entries = entriesOf(
      refund,
      later.filter((entry) => !matched.has(entry.gid)),
    );
    for (const entry of entries) matched.add(entry.gid);
    changes.push(reader.refund(refund, entries));
  }
  for (const agreement of later) if (!matched.has(agreement.gid)) changes.push(reader.agreement(agreement));
  changes.sort((a, b) => Date.parse(a.happenedAt) - Date.parse(b.happenedAt));
  const charges = placed.flatMap((agreement) => agreement.sales).filter((sale) => sale.total > 0);
  return {
    placed: { gids: placed.map((entry) => entry.gid), items: charges.map((sale) => reader.sale(sale)) },
    changes,
  };
}

/**
 * A refund's ledger entry names it, except where the refund closes a return or an edit: then it is the entry nearest in
 * time that takes off the same units of the same lines, be it beside one that names the refund and takes off nothing.
 */
function entriesOf(refund: Refund, entries: Agreement[]): Agreement[] {
  const named = entries.filter((entry) => entry.refundGid === refund.gid);
  if (named.some((entry) => entry.sales.some((sale) => sale.action === 'return' && sale.lineGid !== null)))
    return named;
  const distance = (entry: Agreement) =>
    Math.abs(Date.parse(entry.happenedAt) - Date.parse(refund.createdAt));
  const alike = entries.filter((entry) => entry.refundGid === null && takesOffTheSame(entry, refund));
  const [nearest] = alike.toSorted((a, b) => distance(a) - distance(b));
  return nearest ? [...named, nearest] : named;
}

function takesOffTheSame(agreement: Agreement, refund: Refund): boolean {
  const units = new Map<string, number>();
  for (const sale of agreement.sales) {
    if (sale.action === 'return' && sale.lineGid && sale.dutyGid === null)
      count(units, sale.lineGid, -(sale.quantity ?? 0));
  }
  for (const line of refund.lines) count(units, line.lineGid, -line.quantity);
  return refund.lines.length > 0 && [...units.values()].every((left) => left === 0);
}

const count = (units: Map<string, number>, gid: string, quantity: number) =>
  units.set(gid, (units.get(gid) ?? 0) + quantity);
