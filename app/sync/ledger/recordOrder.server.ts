import type { Plan } from '../../accounting/documents.ts';
import type { Order } from '../../accounting/order.ts';
import { storedEvidence } from '../../accounting/stored/document.ts';
import { storedOrder } from '../../accounting/stored/order.ts';
import { receivedAt } from '../../accounting/receivedAt.ts';
import type { Encryption } from '../../platform/encryption.server.ts';
import {
  buyerContext,
  buyerWordContext,
  evidenceContext,
  snapshotContext,
} from '../../platform/encryptionContexts.ts';
import {
  bool,
  instant,
  int,
  json,
  list,
  nullable,
  text,
  whole,
  type Values,
} from '../../platform/sql/codecs.ts';
import { statement } from '../../platform/sql/statement.ts';
import type { SyncPorts } from '../ports.server.ts';
import { HELD, heldBy, heldParams } from './fencedWrite.server.ts';
import type { Lease } from './lease.server.ts';
import { personalUntil } from './personalUntil.ts';
import { digestOfOrder } from './digest.ts';
import { nameWords, wordBeginnings, numberIndex } from './searchWords.ts';

const orderParams = {
  name: text,
  buyer: nullable(text),
  buyerIndex: list(text),
  numbers: list(text),
  gateway: nullable(text),
  currency: text,
  total: whole,
  processedAt: instant,
  updatedAt: instant,
  paidAt: nullable(instant),
  personalUntil: nullable(instant),
  digest: text,
  snapshot: text,
  planned: bool,
  evidence: nullable(text),
  controls: nullable(json<object>()),
  questions: nullable(json<object[]>()),
  taxRule: nullable(int),
};
export const recordParams = { ...heldParams, ...orderParams };

const ifPlanned = (column: string, param: string) =>
  `${column} = case when :planned then :${param} else o.${column} end`;

/** A common table expression: what the log shows of the order, and its snapshot. */
export const RECORDED = `recorded as (
  update order_sync o set order_name = :name, buyer_encrypted = :buyer, buyer_index = :buyerIndex,
    number_index = :numbers, gateway = :gateway, currency = :currency, total_cents = :total,
    processed_at = :processedAt, listed_at = :processedAt, order_updated_at = :updatedAt, paid_at = :paidAt,
    personal_until = :personalUntil, read_digest = :digest, snapshot_encrypted = :snapshot,
    ${ifPlanned('evidence_encrypted', 'evidence')}, ${ifPlanned('controls', 'controls')},
    ${ifPlanned('questions', 'questions')}, ${ifPlanned('tax_rule', 'taxRule')}
  from held where o.id = held.id)`;

const RECORD = statement('ledger.record_order', {
  params: recordParams,
  row: { held: int },
  sql: `with ${HELD}, ${RECORDED} select count(*)::int as held from held`,
});

/** What the log shows of an order, and its snapshot; false when the lease is lost. `numbers`: of its documents. */
export async function recordOrder(
  { db, encryption }: Pick<SyncPorts, 'db' | 'encryption'>,
  lease: Lease,
  order: Order,
  plan: Plan | null,
  numbers: string[],
): Promise<boolean> {
  const row = await db.sql.first(RECORD, {
    ...heldBy(lease),
    ...orderValues(encryption, lease, order, plan, numbers),
  });
  return row!.held === 1;
}

/** The values of {@link RECORDED}. */
export function orderValues(
  encryption: Encryption,
  { shopId, orderGid }: Lease,
  order: Order,
  plan: Plan | null,
  numbers: string[],
): Values<typeof orderParams> {
  const words = buyerWords(order);
  const name = buyerName(order);
  const sealed = (value: string, context: typeof buyerContext) =>
    encryption.encrypt(value, context(shopId, orderGid));
  return {
    name: order.name,
    buyer: name === '' ? null : sealed(name, buyerContext),
    buyerIndex: [...words, ...wordBeginnings(words)].map((word) =>
      encryption.fingerprint(word, buyerWordContext(shopId)),
    ),
    numbers: numberIndex(shopId, [order.name, ...numbers]),
    gateway: order.gateways[0] ?? null,
    currency: order.currency,
    total: order.totals.total,
    processedAt: new Date(order.processedAt),
    updatedAt: new Date(order.updatedAt),
    paidAt: receivedAt(order.transactions),
    personalUntil: personalUntil(order),
    digest: digestOfOrder(order),
    snapshot: sealed(storedOrder.write(order), snapshotContext),
    planned: plan !== null,
    evidence: plan?.evidence ? sealed(storedEvidence.write(plan.evidence), evidenceContext) : null,
    controls: plan?.controls ?? null,
    questions: plan?.questions ?? [],
    taxRule: plan?.evidence?.rule ?? null,
  };
}

/** The words by which the log finds an order's buyer. */
export const buyerWords = (order: Order): string[] =>
  nameWords([buyerName(order), order.buyer.company, order.buyer.email]);

function buyerName({ buyer, billingAddress, shippingAddress }: Order): string {
  const person = [buyer.firstName, buyer.lastName].filter(Boolean).join(' ');
  return buyer.company ?? (person || (billingAddress?.name ?? shippingAddress?.name ?? buyer.email ?? ''));
}
