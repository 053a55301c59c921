import { cents, subtract, type Cents } from '../money.ts';
import { problem, type Problem } from '../problem.ts';
import { destinationOf } from './accountOf.ts';
import type { Context, Drafted, DraftedCredit, Settled } from './context.ts';
import { dateCredit } from './dateDocuments.ts';
import { giftCardsOf } from './item.ts';
import { amountOf, type Movement } from './movement.ts';
import { bookOffsets, keepSettled, offsetExchanges, offsetRest } from './offset.ts';

export interface Settlement {
  invoices: Settled[];
  credits: Settled[];
  /** Gift cards sold and not yet paid for. */
  giftCardsOpen: Cents;
  /** Received beyond every invoice and not returned. */
  surplus: Cents;
  /** Returned without a document that says why, by refund or, where there is none, by transaction. */
  unexplained: { gid: string; amount: Cents }[];
  /** A gateway that has no clearing account. */
  unmapped: string | null;
}

export interface ToSettle {
  invoices: Drafted[];
  credits: DraftedCredit[];
  giftCards: Cents;
  /** False while credit notes have to wait for their invoice to be finished. */
  mayOffset: boolean;
  /** Changes and transactions whose money waits for a person, or was seen to by one. */
  setAside: Set<string>;
  /** Money without a purpose of its own that belongs to what is set aside. */
  reserved: Cents;
}

/**
 * Books the money on the documents, the oldest first: each transaction that succeeded, where its gateway's money goes, on
 * its Berlin day. What is booked on documents that have left for sevdesk stays and is only added to.
 */
export function settle(
  context: Context,
  { invoices, credits, giftCards, mayOffset, setAside, reserved }: ToSettle,
): Settlement | Problem {
  const { money, history, input } = context;
  const receivables = invoices.map(opened);
  const payables = credits.map(opened);
  const received = unbooked(money.received, receivables);
  // Gift cards buy no gift cards.
  const forGiftCards = received.filter((movement) => movement.gateway !== 'gift_card');
  const unclear = isSplitUnclear(context, giftCards, forGiftCards);
  const giftCardsOpen = withhold(forGiftCards, giftCards);
  for (const receivable of receivables) pay(context, receivable, received);
  if (unclear || (giftCardsOpen > 0 && amountOf(received) > 0)) {
    return problem('payment.gift_card_split', { giftCardCents: giftCards });
  }
  const free: Returned[] = unbooked(money.unexplained, payables)
    .filter(({ gid }) => !setAside.has(gid))
    .map((movement) => ({ ...movement, source: movement.gid }));
  for (const change of history.changes) {
    if (setAside.has(change.gid)) continue;
    const own = unbooked(money.returned.get(change.gid) ?? [], payables);
    for (const payable of payables.filter((_, index) => credits[index]!.change === change)) {
      pay(context, payable, own);
    }
    withhold(own, giftCardsOf(change.removed));
    free.push(...own.map((movement) => ({ ...movement, source: change.gid })));
  }
  const exchanges = mayOffset ? offsetExchanges(receivables, payables, credits) : [];
  for (const payable of payables) pay(context, payable, free);
  const exchanged = keepSettled(exchanges);
  for (const [index, payable] of payables.entries()) dateByMoney(payable, credits[index]!, invoices);
  const rest = mayOffset ? offsetRest(receivables, payables) : [];
  const unsettled = bookOffsets(context, [...exchanged, ...rest]);
  withhold(free, reserved);
  const surplus = withhold(free, amountOf(received));
  const gateways = [...money.received, ...money.unexplained, ...[...money.returned.values()].flat()];
  const unmapped =
    gateways.find(({ gateway }) => destinationOf(input.account, gateway) === null)?.gateway ?? unsettled;
  return {
    invoices: receivables,
    credits: payables,
    giftCardsOpen,
    surplus,
    unexplained: bySource(free),
    unmapped,
  };
}

/** Money that went back, with the refund or the transaction that it is known by. */
type Returned = Movement & { source: string };

function bySource(movements: Returned[]): { gid: string; amount: Cents }[] {
  const sources = [...new Set(movements.filter(({ amount }) => amount > 0).map(({ source }) => source))];
  return sources.map((gid) => ({
    gid,
    amount: amountOf(movements.filter(({ source }) => source === gid)),
  }));
}

/** With its money known, a new credit note gets its day. */
function dateByMoney(payable: Settled, { change }: DraftedCredit, invoices: Drafted[]): void {
  const { document, bookings, left } = payable;
  const invoice = invoices.find(({ plan }) => plan.sourceGid === document.plan.refersTo);
  if (document.fixed || !invoice) return;
  const plan = dateCredit({ plan: document.plan, bookings: [...bookings, ...left] }, invoice.plan, change);
  payable.document = { ...document, plan };
}

function opened(document: Drafted): Settled {
  const bookings = document.fixed ? [...document.plan.bookings] : [];
  return {
    document,
    bookings,
    left: [],
    open: subtract(document.plan.gross, ...bookings.map((booking) => booking.amount)),
    unmapped: null,
  };
}

/** Money less what the documents hold of it already. */
function unbooked(movements: Movement[], documents: Settled[]): Movement[] {
  const booked = documents.flatMap((document) => document.bookings);
  return movements.map((movement) => {
    const same = booked.filter((booking) => booking.transactionGid === movement.gid);
    return {
      ...movement,
      amount: cents(Math.max(subtract(movement.amount, ...same.map((one) => one.amount)), 0)),
    };
  });
}

/** Sets money aside that belongs to no document, the oldest first. Answers what is missing. */
function withhold(movements: Movement[], amount: Cents): Cents {
  let rest = amount;
  for (const movement of movements) {
    const taken = cents(Math.min(rest, movement.amount));
    movement.amount = subtract(movement.amount, taken);
    rest = subtract(rest, taken);
  }
  return rest;
}

function pay({ input }: Context, document: Settled, movements: Movement[]): void {
  for (const movement of movements) {
    const amount = cents(Math.min(document.open, movement.amount));
    if (amount <= 0) continue;
    movement.amount = subtract(movement.amount, amount);
    document.open = subtract(document.open, amount);
    const { gid, gateway, day } = movement;
    const to = destinationOf(input.account, gateway);
    if (to === null) document.unmapped = gateway;
    else if (to.handling === 'leave_open') document.left.push({ amount, day });
    else {
      const { checkAccountId } = to;
      const booking = { transactionGid: gid, gateway, checkAccountId, amount, day };
      document.bookings.push(to.handling === 'match' ? { ...booking, handling: 'match' } : booking);
    }
  }
}

/**
 * Which payment was for the gift card and which for the goods, Shopify does not say. It does not matter when they meet on
 * one clearing account; it does when they were paid in several ways.
 */
function isSplitUnclear({ input }: Context, giftCards: Cents, payments: Movement[]): boolean {
  if (giftCards === 0 || amountOf(payments) === giftCards) return false;
  const left = payments.filter((movement) => movement.amount > 0);
  const places = left.map(({ gateway }) => JSON.stringify(destinationOf(input.account, gateway)));
  return new Set(places).size > 1;
}
