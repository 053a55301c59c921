import type { OrderSync } from '@prisma/client';
import type { ProblemCode } from '../../app/accounting/catalogue.ts';
import { explain } from '../../app/accounting/explain.ts';
import { readFacts } from '../../app/accounting/problem.ts';
import { readQuestions } from '../../app/accounting/storedQuestions.ts';
import type { Database } from '../../app/platform/database.server.ts';
import { COMMON_SHOP } from './assignShops.ts';
import type { SetUpShop } from './merchant.ts';
import type { Played } from './play.ts';
import { readBooks, type BookDocument, type Books } from './readBooks.ts';
import { readAccounts, type ReadAccount } from './readAccounts.ts';
import { openSevdeskApi } from './sevdeskApi.ts';
import { isSettled } from './waitUntilSettled.ts';
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
  /** What stands in sevdesk, read from there; drafts have no number. */
  documents: BookDocument[];
  /** What waits beside the documents, in the merchant's words. */
  problems: { code: string; text: string }[];
}

export interface Report {
  orders: ReportRow[];
  sevdesk: { requests: number; invoices: number; creditNotes: number; contacts: number };
  /** What moved on each account in sevdesk, read from there. */
  accounts: ReadAccount[];
}

/** The language of what the merchant reads in the report. */
export type ReportLanguage = 'de' | 'en';

/** One row for each played file: the app's own figures, and beside them what sevdesk shows. */
export async function makeReport(
  world: World,
  shops: SetUpShop[],
  played: Played[],
  language: ReportLanguage,
): Promise<Report> {
  const books = new Map<string, Books>();
  const accounts: ReadAccount[] = [];
  const seen = new Set<string>();
  for (const shop of shops) {
    const api = openSevdeskApi(world.sevdeskApiUrl, shop.sevdeskToken);
    // Shops that share a sevdesk account share its accounts.
    if (!seen.has(shop.sevdeskToken))
      accounts.push(...(await readAccounts(api, shop.gatewayOfAccount, new Date())));
    seen.add(shop.sevdeskToken);
    books.set(shop.domain, await readBooks(api, shop.gatewayOfAccount));
  }
  const orders: ReportRow[] = [];
  for (const one of played) {
    const domain = one.kind === 'order' ? one.shop : COMMON_SHOP;
    const shop = shops.find((entry) => entry.domain === domain)!;
    const row = await reportRow(world.db, shop.id, one, language);
    const shopHandle = domain.replace('.myshopify.com', '');
    const documents =
      one.kind === 'order' ? await books.get(domain)!.documentsOf({ orderId: one.orderId, shopHandle }) : [];
    orders.push({ ...row, documents });
  }
  return { orders, sevdesk: await countMade(world, shops), accounts };
}

async function countMade(world: World, shops: SetUpShop[]): Promise<Report['sevdesk']> {
  const made = { requests: 0, invoices: 0, creditNotes: 0, contacts: 0 };
  const add = (more: Report['sevdesk']) => {
    for (const key of Object.keys(made) as (keyof typeof made)[]) made[key] += more[key];
  };
  for (const account of world.sevdesk?.state().accounts ?? []) {
    add({
      requests: Object.values(account.requests).reduce((total, count) => total + count, 0),
      invoices: account.invoices.length,
      creditNotes: account.creditNotes.length,
      contacts: account.contacts.length,
    });
  }
  if (!world.sevdesk) for (const { id } of shops) add(await countFromLedger(world.db, id));
  return made;
}

async function reportRow(
  db: Database,
  shopId: string,
  played: Played,
  language: ReportLanguage,
): Promise<Omit<ReportRow, 'documents'>> {
  const empty = {
    problems: [],
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
    problems: problemsOf(order, language),
    // An order that changed and was not booked since then was last booked before.
    latencyMs:
      order.syncedAt && order.syncedAt > played.at ? order.syncedAt.getTime() - played.at.getTime() : null,
  };
}

/** Why the order waits, and each refund or ledger entry that waits for a person beside documents that are certain. */
function problemsOf(
  order: Pick<OrderSync, 'state' | 'problemCode' | 'reason' | 'problemFacts' | 'questions'>,
  language: ReportLanguage,
): ReportRow['problems'] {
  const code = order.problemCode ?? order.reason;
  const waits = code !== null && (order.state === 'parked' || order.state === 'waiting');
  const played = [
    ...(waits ? [{ code, text: textOfProblem(code, order.problemFacts, language) }] : []),
    ...readQuestions(order.questions).map(({ problem }) => ({
      code: problem.code,
      text: textOfProblem(problem.code, problem.facts, language),
    })),
  ];
  // The order's own problem is that of its first question.
  return played.filter((one, at) => played.findIndex((other) => other.text === one.text) === at);
}

function textOfProblem(
  code: string,
  facts: Parameters<typeof readFacts>[0],
  language: ReportLanguage,
): string {
  const { title, explanation, fix } = explain(
    { code: code as ProblemCode, facts: readFacts(facts) },
    language,
  );
  return [`${title}.`, explanation, fix].filter((part) => part !== '' && part !== '.').join(' ');
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
  for (const { name, kind, ...sums } of report.accounts) {
    const figures = [sums.openingCents, sums.inCents, -sums.outCents, sums.closingCents].map(euro);
    const [opening, came, went, closing] = figures;
    tell(
      `${name} (${kind}): ${opening} + ${came} ${went} = ${closing}, not cleared ${euro(sums.unclearedCents)}`,
    );
  }
  const { requests, invoices, creditNotes, contacts } = report.sevdesk;
  tell(
    `sevdesk: ${requests} requests, ${invoices} invoices, ${creditNotes} credit notes, ${contacts} contacts`,
  );
}
