import type { OpenQuestion } from '../documents.ts';
import { add, cents, subtract, sum, ZERO, type Cents } from '../money.ts';
import { problem, isProblem, type Problem } from '../problem.ts';
import { isIn, worthOf, type Change } from './change.ts';
import { chooseFolded } from './chooseFolded.ts';
import type { Context, Drafted } from './context.ts';
import { foldItems } from './foldItems.ts';
import { exchangedFor, givenBack, leftOver } from './givenBack.ts';
import { giftCardsOf, grossOf, turnoverOf, type Item } from './item.ts';
import { unallocatedRefunds } from './unallocatedRefunds.ts';
import { makeInvoice, type VatQuestion } from './makeInvoice.ts';
import { questionOf } from './placeCredit.ts';
import { amountOf, returnedFor } from './movement.ts';
import { splitByRate } from './splitByRate.ts';
import { untilPaid } from './untilPaid.ts';

export interface Invoices {
  /** The order's invoice first, then one for each later addition. */
  invoices: Drafted[];
  /** Removals that no invoice has left out: they want a credit note, or wait for their money. */
  open: Change[];
  /** Gift cards that were sold: money received that belongs to no invoice. */
  giftCards: Cents;
  /** Additions that get no invoice yet. */
  questions: OpenQuestion[];
}

/** Nothing to invoice: only gift cards were sold, or everything was free or taken off again. */
export interface Nothing {
  nothing: 'gift_cards' | 'zero';
}

/** What the order should be invoiced for, in as many invoices as it takes. What has left for sevdesk stays as it is. */
export function planInvoices(context: Context): Invoices | Nothing | VatQuestion | Problem {
  const { order, booked } = context.input;
  const fixed = booked.filter((document) => document.fixed && document.kind === 'invoice');
  const first = fixed.find((document) => document.sourceGid === order.gid);
  if (!first) return firstInvoice(context);
  return continueInvoices(context, [first, ...fixed.filter((document) => document !== first)]);
}

/** Where the ledger does not tell what was added later apart from the rest, one invoice is about all of it. */
function firstInvoice(context: Context): Invoices | Nothing | VatQuestion | Problem {
  const seen = untilPaid(context, foldedBy);
  const planned = invoiceAsSeen(context, seen);
  const isUnclear = isProblem(planned) && planned.code === 'order.ledger_mismatch' && seen !== context;
  return isUnclear ? invoiceAsSeen(context, context) : planned;
}

/** Removals that an invoice leaves out which is written now. */
const foldedBy = (context: Context): Change[] =>
  chooseFolded({
    toPay: toPay(context),
    received: amountOf(context.money.received),
    returned: unallocatedRefunds(context),
    removals: context.history.changes.filter((change) => isLoose(context, change)),
  });

function invoiceAsSeen(context: Context, seen: Context): Invoices | Nothing | VatQuestion | Problem {
  const { history, input } = context;
  const { order, settings } = input;
  const { changes, placed } = history;
  const known = seen.history.changes;
  // What is not understood may be a part of what this invoice is about.
  const unknown = known.find((change) => change.problem?.code === 'order.ledger_unknown');
  if (unknown) return unknown.problem!;
  const folded = foldedBy(seen);
  const later = changes.filter((change) => !known.includes(change));
  const items = foldItems(context.items, changes, folded, later);
  if (items.some((item) => item.gross < 0)) return ledgerDiffers(grossOf(items), order.totals.total);
  const turnover = turnoverOf(items);
  const added = known.filter((change) => change.added.length > 0);
  const covers = {
    added: [...placed.gids, ...added.map((change) => change.agreementGid ?? change.gid)],
    removed: folded.map((change) => change.gid),
  };
  // Before anything is taken for nothing: a piece that the ledger takes off as a whole may still have a price.
  const expected = worthCovered(context, covers);
  if (expected !== grossOf(turnover)) return ledgerDiffers(expected, grossOf(turnover));
  if (grossOf(turnover) === 0) {
    if (giftCardsOf(items) > 0) return nothing(context, 'gift_cards', giftCardsOf(items));
    if (settings.skip.zeroTotals || turnover.length === 0) return nothing(context, 'zero', ZERO);
  }
  const open = changes.filter((change) => !folded.includes(change));
  const giftCards = giftCardMoney(context, folded);
  const charged = [giftCards, grossOf(turnover), ...later.map((change) => additionOf(change).gross)];
  const given = givenBack(context, open, sum(charged));
  const paidBefore = giftCardMoney(seen, folded);
  const source = {
    gid: order.gid,
    happenedAt: order.processedAt,
    covers,
    paidBefore,
    exchanged: ZERO,
    given,
  };
  const plan = makeInvoice(context, source, turnover);
  if (isProblem(plan) || 'vatId' in plan) return plan;
  return withAdditions(context, [{ plan, fixed: false, numbered: false }], folded);
}

/** No invoice; but money that came in for nothing is not passed over. */
function nothing({ money }: Context, what: Nothing['nothing'], worth: Cents): Nothing | Problem {
  const receivedCents = amountOf(money.received);
  const returned = [...money.unexplained, ...[...money.returned.values()].flat()];
  const overpaidCents = subtract(receivedCents, amountOf(returned), worth);
  return overpaidCents > 0
    ? problem('payment.overpaid', { receivedCents, overpaidCents })
    : { nothing: what };
}

/** With the first invoice in sevdesk nothing is left out of it any more. */
function continueInvoices(context: Context, fixed: Drafted[]): Invoices | VatQuestion | Problem {
  for (const { plan } of fixed) {
    const found = worthCovered(context, plan.covers);
    if (found !== plan.gross) {
      return problem('order.changed_after_booking', { bookedCents: plan.gross, foundCents: found });
    }
  }
  const removed = fixed.flatMap(({ plan }) => plan.covers.removed);
  const folded = context.history.changes.filter((change) => isIn(removed, change));
  return withAdditions(context, fixed, folded);
}

/** Every addition that no invoice holds gets one of its own. */
function withAdditions(context: Context, fixed: Drafted[], folded: Change[]): Invoices | VatQuestion {
  const { changes } = context.history;
  const invoices = [...fixed];
  const questions: OpenQuestion[] = [];
  const added = new Set(invoices.flatMap(({ plan }) => plan.covers.added));
  const giftCards = giftCardMoney(context, folded);
  const open = changes.filter((change) => !folded.includes(change));
  const additions = changes
    .map((change) => ({ change, ...additionOf(change) }))
    .filter(({ gid, gross }) => !added.has(gid) && gross > 0);
  const known = fixed.map(({ plan }) => ({ gid: plan.sourceGid, gross: plan.gross }));
  const all = [...known, ...additions];
  const given = givenBack(context, open, sum([giftCards, ...all.map(({ gross }) => gross)]));
  const rest = leftOver(given, all);
  const dueFor = (one: { gid: string; gross: Cents }) => subtract(one.gross, exchangedFor(given, one));
  let paidBefore = add(giftCards, ...known.map(dueFor));
  for (const { change, gid, gross, items } of additions) {
    const { happenedAt } = change;
    const covers = { added: [gid], removed: [] };
    const exchanged = exchangedFor(given, { gid, gross });
    const source = { gid, happenedAt, covers, paidBefore, exchanged, given: rest };
    const plan = makeInvoice(context, source, items);
    if ('vatId' in plan) return plan;
    if (isProblem(plan)) {
      questions.push({ ...questionOf({ gid }, plan, grossOf(items)), decidable: false });
      continue;
    }
    invoices.push({ plan, fixed: false, numbered: false });
    paidBefore = add(paidBefore, dueFor({ gid, gross }));
  }
  return { invoices, open, giftCards, questions };
}

/** What the follow-up invoice of a change would be about. */
function additionOf(change: Change): { gid: string; gross: Cents; items: Item[] } {
  const items = turnoverOf(change.added).flatMap(splitByRate);
  return { gid: change.agreementGid ?? change.gid, gross: grossOf(items), items };
}

/** A removal that no money went with, nor is on its way with, and of which nothing is kept back. */
function isLoose({ money }: Context, change: Change): boolean {
  if (change.removed.length === 0 || change.kept !== 0 || change.problem) return false;
  if (change.refund === null) return true;
  return returnedFor(money, change) === 0 && !money.pending.has(change.refund.gid);
}

/** Everything charged, less goods given back in exchange: what the buyer had to pay before removals without money. */
function toPay(context: Context): Cents {
  const { changes, placed } = context.history;
  const charged = add(grossOf(placed.items), ...changes.map((change) => grossOf(change.added)));
  const exchanged = changes
    .filter((change) => change.added.length > 0 && !isLoose(context, change))
    .map((change) => cents(Math.max(worthOf(change) - returnedFor(context.money, change), 0)));
  return subtract(charged, ...exchanged);
}

/** What the ledger says the covered entries are worth, gift cards aside. */
function worthCovered({ history }: Context, covers: { added: string[]; removed: string[] }): Cents {
  const { placed, changes } = history;
  const added = changes.filter((change) => covers.added.includes(change.agreementGid ?? change.gid));
  const removed = changes.filter((change) => isIn(covers.removed, change));
  const base = placed.gids.every((gid) => covers.added.includes(gid))
    ? grossOf(turnoverOf(placed.items))
    : ZERO;
  return subtract(
    add(base, ...added.map((change) => grossOf(turnoverOf(change.added)))),
    ...removed.map((change) => grossOf(turnoverOf(change.removed))),
  );
}

const giftCardMoney = ({ history }: Context, folded: Change[]): Cents =>
  subtract(
    sum([giftCardsOf(history.placed.items), ...history.changes.map((change) => giftCardsOf(change.added))]),
    ...folded.map((change) => giftCardsOf(change.removed)),
  );

const ledgerDiffers = (expected: Cents, found: Cents): Problem =>
  problem('order.ledger_mismatch', {
    expectedCents: expected,
    foundCents: found,
    differenceCents: cents(Math.abs(expected - found)),
  });
