import type { DeadLetter, Document, Event, OutgoingMail } from '@prisma/client';
import { storedControls, storedDocument, storedEvidence } from '../../accounting/stored/document.ts';
import { readFacts } from '../../accounting/problem.ts';
import { readQuestions } from '../../accounting/storedQuestions.ts';
import type { Encryption } from '../../platform/encryption.server.ts';
import {
  buyerContext,
  evidenceContext,
  mailContext,
  planContext,
} from '../../platform/encryptionContexts.ts';
import { storedLetter } from '../../sync/schedule/deadLetters.server.ts';
import { readState } from '../../platform/stateMachine.ts';
import {
  bookingStates,
  deadLetterStates,
  documentStates,
  mailStates,
  orderStates,
} from '../../sync/states.ts';
import { SETTLED_MS } from '../../sync/retry.ts';
import type { ReadPorts } from './listOrders.server.ts';
import type { BookingView, DeadLetterView, DocumentView, OrderDetail, StepView } from './views.ts';

/** More steps than this only an order with a long history has; the newest are shown. */
const MOST_STEPS = 300;
const MOST_LETTERS = 10;

/** In the place of an address that was deleted on request. */
const DELETED = '…';

/** Everything about one order of the shop, by Shopify's numeric id; null when the shop has no such order. */
export async function orderDetail(
  { db, encryption, clock }: ReadPorts,
  shopId: string,
  orderId: string,
): Promise<OrderDetail | null> {
  const row = await db.orderSync.findFirst({ where: { shopId, orderId } });
  if (!row) return null;
  const [documents, fees, events, letters] = await Promise.all([
    readDocuments({ db, encryption, clock }, shopId, row.id),
    db.paymentFee.groupBy({
      by: ['currency'],
      where: { orderSyncId: row.id, shopId },
      _sum: { feeCents: true, taxCents: true },
      orderBy: { currency: 'asc' },
    }),
    db.event.findMany({ where: { orderSyncId: row.id, shopId }, orderBy: { id: 'desc' }, take: MOST_STEPS }),
    db.deadLetter.findMany({
      where: { orderSyncId: row.id, shopId },
      orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
      take: MOST_LETTERS,
    }),
  ]);
  const now = clock.now();
  const code = row.problemCode ?? row.reason;
  const isDue = row.nextAttemptAt !== null && row.nextAttemptAt <= now;
  return {
    orderGid: row.orderGid,
    orderId: row.orderId,
    orderName: row.orderName,
    buyer: row.buyerEncrypted && encryption.decrypt(row.buyerEncrypted, buyerContext(shopId, row.orderGid)),
    totalCents: row.processedAt === null ? null : Number(row.totalCents),
    currency: row.currency,
    gateway: row.gateway,
    state: readState(orderStates, row.state),
    problem: code === null ? null : { code, facts: readFacts(row.problemFacts) },
    invoiceNumber: row.invoiceNumber,
    processedAt: iso(row.processedAt),
    changedAt: row.changedAt.toISOString(),
    syncedAt: iso(row.syncedAt),
    busy: isDue || (row.leaseUntil !== null && row.leaseUntil > now),
    archived: row.archived,
    paidAt: iso(row.paidAt),
    latencyMs: row.latencyMs,
    evidence:
      row.evidenceEncrypted === null
        ? null
        : storedEvidence.read(
            encryption.decrypt(row.evidenceEncrypted, evidenceContext(shopId, row.orderGid)),
          ),
    controls: storedControls.parse(row.controls ?? []),
    questions: readQuestions(row.questions),
    documents,
    fees: fees.map(({ currency, _sum }) => ({
      currency,
      feeCents: Number(_sum.feeCents ?? 0),
      taxCents: Number(_sum.taxCents ?? 0),
    })),
    steps: events.toReversed().map(toStep),
    deadLetters: letters.map(toLetter),
    attempts: row.attempts,
    nextAttemptAt: iso(row.nextAttemptAt),
  };
}

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;
const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

async function readDocuments(
  { db, encryption, clock }: ReadPorts,
  shopId: string,
  orderSyncId: string,
): Promise<DocumentView[]> {
  const [rows, accounts] = await Promise.all([
    db.document.findMany({
      where: { orderSyncId, shopId, state: { not: 'withdrawn' } },
      include: { bookings: { orderBy: [{ sequence: 'asc' }, { id: 'asc' }] }, mails: true },
      orderBy: [{ sequence: 'asc' }, { createdAt: 'asc' }],
    }),
    db.gatewayAccount.findMany({ where: { shopId } }),
  ]);
  const names = new Map(accounts.map((account) => [account.checkAccountId, account.checkAccountName]));
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    sevdeskId: row.sevdeskId,
    currency: row.currency,
    adopted: row.adopted,
    kind: row.kind as DocumentView['kind'],
    state: readState(documentStates, row.state),
    taxRule: row.taxRule,
    positions: row.positions,
    lines: linesOf(row, encryption),
    day: dayOf(row.date),
    grossCents: Number(row.grossCents),
    taxCents: Number(row.taxCents),
    paidCents: Number(row.paidCents),
    sevdeskTaxCents: row.sevdeskTaxCents === null ? null : Number(row.sevdeskTaxCents),
    bookings: row.bookings.map((booking): BookingView => ({
      gateway: booking.gateway,
      day: dayOf(booking.day),
      state: readState(bookingStates, booking.state),
      checkAccountName: names.get(booking.checkAccountId) ?? null,
      amountCents: Number(booking.amountCents),
    })),
    mail: row.mails[0] ? toMail(row.mails[0], encryption, clock.now()) : null,
  }));
}

/** The line items of a document as they were planned; none where nobody can read its plan any more. */
function linesOf({ shopId, marker, planEncrypted }: Document, encryption: Encryption): DocumentView['lines'] {
  const text = encryption.decryptOrNull(planEncrypted, planContext(shopId, marker));
  if (text === null) return [];
  return storedDocument.read(text).positions.map(({ name, quantity, rate, gross, tax }) => ({
    name,
    quantity,
    rate,
    grossCents: gross,
    taxCents: tax,
  }));
}

function toMail(
  { id, shopId, documentId, toEncrypted, sentAt, ...row }: OutgoingMail,
  encryption: Encryption,
  now: Date,
): DocumentView['mail'] {
  // Whoever sent it has died, or it would be known by now.
  const forgotten = row.state === 'requested' && now.getTime() - row.requestedAt!.getTime() >= SETTLED_MS;
  const state = forgotten ? 'unclear' : row.state;
  return {
    id,
    to: toEncrypted === null ? DELETED : encryption.decrypt(toEncrypted, mailContext(shopId, documentId)),
    state: readState(mailStates, state),
    sentAt: iso(sentAt),
    undecided: toEncrypted !== null && (state === 'failed' || state === 'unclear'),
  };
}

const toStep = (event: Event): StepView => ({
  id: String(event.id),
  at: event.at.toISOString(),
  step: event.step,
  outcome: event.outcome as StepView['outcome'],
  durationMs: event.durationMs,
  documentId: event.documentId,
  detail: event.detail as Record<string, unknown>,
});

function toLetter(letter: DeadLetter): DeadLetterView {
  return {
    id: letter.id,
    class: letter.class as DeadLetterView['class'],
    state: readState(deadLetterStates, letter.state),
    ...storedLetter.parse({ hint: letter.hint, error: letter.error, steps: letter.steps }),
    retryCount: letter.retryCount,
    createdAt: letter.createdAt.toISOString(),
    againAt: iso(letter.againAt),
    resolvedAt: iso(letter.resolvedAt),
    resolvedBy: letter.resolvedBy,
  };
}
