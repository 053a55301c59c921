import type { Plan, PlanInput, PlannedBooking, PlannedDocument } from '../documents.ts';
import type { Order } from '../order.ts';
import { demand, total, worth } from './demand.ts';

const succeeded = (order: Order, ...kinds: string[]): number =>
  worth(order.transactions.filter(({ kind, status }) => status === 'success' && kinds.includes(kind)));

/** No money is booked twice or invented; when all is booked, all of it is. */
export function checkMoney({ order }: PlanInput, { documents, verdict }: Plan): void {
  const bookings = (kind: PlannedDocument['kind']) =>
    documents.filter((one) => one.kind === kind).flatMap((one) => one.bookings);
  const [onInvoices, onCredits] = [bookings('invoice'), bookings('credit_note')];
  const offsets = (list: PlannedBooking[]) => list.filter(({ gateway }) => gateway === 'offset');
  demand(worth(offsets(onInvoices)) === worth(offsets(onCredits)), 'offsets do not cancel out');
  for (const { gid, amount, status } of order.transactions) {
    const booked = [...onInvoices, ...onCredits].filter(({ transactionGid }) => transactionGid === gid);
    demand(worth(booked) <= amount, 'booked more than was moved', { gid });
    demand(booked.length === 0 || status === 'success', 'booked what did not succeed', { gid });
  }
  if (verdict.kind !== 'book' || documents.some(({ kind }) => kind === 'cancellation')) return;
  const money = (list: PlannedBooking[]) => worth(list) - worth(offsets(list));
  checkBalance(order, money(onInvoices), money(onCredits));
  for (const { bookings: own, gross, sourceGid, kind } of documents) {
    demand(worth(own) === gross, 'booked, but not paid', { kind, sourceGid, gross, booked: worth(own) });
  }
}

/**
 * Money received is booked on invoices or was for gift cards, money returned is booked on credit notes or was for gift
 * cards; except what came in beyond the order and went back for no line of it, which is in no document.
 */
function checkBalance(order: Order, onInvoices: number, onCredits: number): void {
  const received = succeeded(order, 'sale', 'capture') - succeeded(order, 'change');
  const returned = succeeded(order, 'refund');
  const giftCards = giftCardsOf(order);
  const facts = { received, returned, onInvoices, onCredits, giftCards };
  const overpaid = returned - onCredits - giftCards.returned;
  demand(
    overpaid >= 0 && overpaid <= unallocatedRefunds(order),
    'refund bookings are not the money returned',
    facts,
  );
  // A gift card taken off again without money was either never paid, or is paid and still owed.
  const neverPaid = onInvoices + giftCards.sold + overpaid - received;
  demand(sumsOf(giftCards.dropped).has(neverPaid), 'payments are not the money received', facts);
}

/** Money returned by refunds that name nothing. */
function unallocatedRefunds(order: Order): number {
  const loose = order.refunds.filter(
    ({ lines, shippingLines, adjustments, duties }) =>
      lines.length + shippingLines.length + adjustments.length + duties.length === 0,
  );
  return worth(
    loose.flatMap(({ transactions }) => transactions.filter(({ status }) => status === 'success')),
  );
}

/** All sums that some of the amounts have. */
const sumsOf = (amounts: number[]): Set<number> =>
  amounts.reduce((sums, amount) => new Set([...sums, ...[...sums].map((sum) => sum + amount)]), new Set([0]));

/** Gift cards that were sold, those returned for money, and those taken off again without any. */
export function giftCardsOf(order: Order): { sold: number; returned: number; dropped: number[] } {
  const sales = order.agreements.flatMap((entry) =>
    entry.sales.filter(({ kind }) => kind === 'gift_card').map((sale) => ({ total: sale.total, entry })),
  );
  const isPaidBack = ({ entry }: (typeof sales)[number]) => {
    const refund = order.refunds.find((one) => one.gid === entry.refundGid);
    return refund?.transactions.some(({ status }) => status === 'success') ?? false;
  };
  const back = sales.filter((sale) => sale.total < 0);
  return {
    sold: total(sales.filter((sale) => sale.total > 0).map((sale) => sale.total)),
    returned: -total(back.filter(isPaidBack).map((sale) => sale.total)),
    dropped: back.filter((sale) => !isPaidBack(sale)).map((sale) => Math.abs(sale.total)),
  };
}
