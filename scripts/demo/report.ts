import type { ProblemCode } from '../../app/accounting/catalogue.ts';
import { explain } from '../../app/accounting/explain.ts';
import { readFacts } from '../../app/accounting/problem.ts';
import type { Database } from '../../app/platform/database.server.ts';
import type { Played } from './play.ts';
import type { World } from './world.ts';

interface ReportRow {
  file: string;
  orderId: string | null;
  orderName: string | null;
  outcome: 'synced' | 'waiting' | 'skipped' | 'parked' | 'unsettled';
  problem: string | null;
  reason: string;
  taxRule: number | null;
  invoice: {
    id: string | null;
    number: string | null;
    currency: string;
    grossCents: number;
    taxCents: number;
    positions: number;
  } | null;
  paidCents: number;
  creditNotes: {
    id: string | null;
    number: string | null;
    grossCents: number;
    taxCents: number;
    refundedCents: number;
  }[];
  deliveries: number;
  latencyMs: number | null;
}

export interface Report {
  orders: ReportRow[];
  sevdesk: { requests: number; invoices: number; creditNotes: number; contacts: number };
}

/** Reasons to wait that end by themselves in a moment; an order with one of them is not settled yet. */
const PASSING = new Set(['wait.queued', 'wait.retry', 'wait.sevdesk_down', null]);

/** True once nothing more will happen to an order without somebody doing something. */
export function isSettled(order: {
  state: string;
  reason: string | null;
  wantedRevision: bigint;
  doneRevision: bigint;
}) {
  if (order.wantedRevision > order.doneRevision) return false;
  return order.state !== 'waiting' || !PASSING.has(order.reason);
}

/** One row for each played file, from what the app's ledger says. */
export async function makeReport(world: World, shopId: string, played: Played[]): Promise<Report> {
  const orders = await Promise.all(played.map((one) => reportRow(world.db, shopId, one)));
  const account = world.sevdesk?.state().accounts[0];
  const made = account
    ? {
        requests: Object.values(account.requests).reduce((total, count) => total + count, 0),
        invoices: account.invoices.length,
        creditNotes: account.creditNotes.length,
        contacts: account.contacts.length,
      }
    : await countFromLedger(world.db, shopId);
  return { orders, sevdesk: made };
}

async function reportRow(db: Database, shopId: string, played: Played): Promise<ReportRow> {
  const empty = {
    taxRule: null,
    invoice: null,
    paidCents: 0,
    creditNotes: [],
    deliveries: 0,
    latencyMs: null,
  };
  if (played.kind === 'not_an_order') {
    const { file, reason } = played;
    return {
      file,
      orderId: null,
      orderName: null,
      outcome: 'skipped',
      problem: 'skip.not_an_order',
      reason,
      ...empty,
    };
  }
  const { file, orderGid, orderId, orderName } = played;
  const order = await db.orderSync.findUnique({
    where: { shopId_orderGid: { shopId, orderGid } },
    include: { documents: { include: { bookings: true }, orderBy: { createdAt: 'asc' } } },
  });
  const deliveries = await db.webhookDelivery.count({ where: { shopId, orderGid } });
  if (!order || !isSettled(order)) {
    const reason = order ? `still at work (${order.reason ?? order.state})` : 'never arrived';
    return { file, orderId, orderName, outcome: 'unsettled', problem: null, reason, ...empty, deliveries };
  }
  const made = order.documents.filter(({ sevdeskId }) => sevdeskId !== null);
  const invoice = made.find(({ kind, sourceGid }) => kind === 'invoice' && sourceGid === orderGid) ?? null;
  const booked = (documents: typeof made) =>
    documents
      .flatMap(({ bookings }) => bookings)
      .filter(({ state }) => state === 'booked')
      .reduce((total, { amountCents }) => total + Number(amountCents), 0);
  const problem = order.problemCode ?? order.reason;
  return {
    file,
    orderId,
    orderName,
    outcome: order.state as ReportRow['outcome'],
    problem,
    reason: problem
      ? explain({ code: problem as ProblemCode, facts: readFacts(order.problemFacts) }, 'en').explanation
      : '',
    taxRule: invoice?.taxRule ?? null,
    invoice: invoice && {
      id: invoice.sevdeskId,
      number: invoice.number,
      currency: invoice.currency,
      grossCents: Number(invoice.grossCents),
      taxCents: Number(invoice.sevdeskTaxCents ?? invoice.taxCents),
      positions: invoice.positions,
    },
    paidCents: booked(made.filter(({ kind }) => kind === 'invoice')),
    creditNotes: made
      .filter(({ kind }) => kind === 'credit_note')
      .map((note) => ({
        id: note.sevdeskId,
        number: note.number,
        grossCents: Number(note.grossCents),
        taxCents: Number(note.sevdeskTaxCents ?? note.taxCents),
        refundedCents: booked([note]),
      })),
    deliveries,
    latencyMs: order.syncedAt ? order.syncedAt.getTime() - played.at.getTime() : null,
  };
}

/** When another server plays sevdesk, its own figures are not ours to read: the ledger's and the timeline's stand in. */
async function countFromLedger(db: Database, shopId: string): Promise<Report['sevdesk']> {
  const documents = await db.document.groupBy({
    by: ['kind'],
    where: { shopId, sevdeskId: { not: null } },
    _count: true,
  });
  const of = (kind: string) => documents.find((group) => group.kind === kind)?._count ?? 0;
  const contacts = await db.contactLink.count({ where: { shopId, sevdeskId: { not: null } } });
  const requests = await db.event.count({ where: { shopId, durationMs: { not: null } } });
  return { requests, invoices: of('invoice'), creditNotes: of('credit_note'), contacts };
}

const euro = (cents: number) => (cents / 100).toFixed(2);

/** What became of each order, as a table for people. */
export function printReport(report: Report, tell: (line: string) => void): void {
  const rows = report.orders.map((row) => [
    row.file,
    row.orderName ?? '–',
    row.outcome,
    row.invoice?.number ?? '–',
    row.invoice ? euro(row.invoice.grossCents) : '–',
    row.invoice ? euro(row.paidCents) : '–',
    row.creditNotes.map(({ number, grossCents }) => `${number} ${euro(grossCents)}`).join(', ') || '–',
    row.problem ?? '',
  ]);
  const head = ['order', 'name', 'outcome', 'invoice', 'gross', 'paid', 'credit notes', 'why'];
  const widths = head.map((title, at) => Math.max(title.length, ...rows.map((row) => row[at]!.length)));
  for (const row of [head, ...rows])
    tell(
      row
        .map((cell, at) => cell.padEnd(widths[at]!))
        .join('  ')
        .trimEnd(),
    );
  const { requests, invoices, creditNotes, contacts } = report.sevdesk;
  tell(
    `sevdesk: ${requests} requests, ${invoices} invoices, ${creditNotes} credit notes, ${contacts} contacts`,
  );
}
