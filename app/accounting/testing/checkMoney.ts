import type { Plan, PlanInput, PlannedBooking, PlannedDocument } from '../documents.ts';
import type { Order } from '../order.ts';
import { demand, total, worth } from './demand.ts';

const succeeded = (order: Order, ...kinds: string[]) =>
  order.transactions.filter(({ kind, status }) => status === 'success' && kinds.includes(kind));

/** No money is booked twice or invented; when all is booked, all of it is. */
export function checkMoney({ order }: PlanInput, { documents, verdict }: Plan): void {
  const bookings = (kind: PlannedDocument['kind']) =>
    documents.filter((one) => one.kind === kind).flatMap((one) => one.bookings);
  const [onInvoices, onCredits] = [bookings('invoice'), bookings('credit_note')];
  const offsets = (list: PlannedBooking[]) => list.filter(({ gateway }) => gateway === 'offset');
  demand(worth(offsets(onInvoices)) === worth(offsets(onCredits)), 'offsets do not cancel out');
  for (const transaction of order.transactions) {
    const booked = [...onInvoices, ...onCredits].filter(
      ({ transactionGid }) => transactionGid === transaction.gid,
    );
    demand(worth(booked) <= transaction.amount, 'booked more than was moved', {
      transaction: transaction.gid,
    });
    demand(booked.length === 0 || transaction.status === 'success', 'booked what did not succeed');
  }
  if (verdict.kind !== 'book' || documents.some(({ kind }) => kind === 'cancellation')) return;
  const received = worth(succeeded(order, 'sale', 'capture')) - worth(succeeded(order, 'change'));
  const returned = worth(succeeded(order, 'refund'));
  const overpaid = receivedAndReturned(order, documents);
  const giftCards = soldGiftCards(order);
  const paid = worth(onInvoices) - worth(offsets(onInvoices)) + giftCards.sold + overpaid;
  // A gift card taken off again without money was either never paid, or is paid and still owed.
  const isReceived = paid === received || paid - giftCards.dropped === received;
  demand(isReceived, 'payments are not the money received', { paid, received, giftCards });
  const back = worth(onCredits) - worth(offsets(onCredits)) + giftCards.returned + overpaid;
  demand(back === returned, 'refund bookings are not the money returned', { back, returned, giftCards });
  for (const { bookings: own, gross, sourceGid, kind } of documents) {
    demand(worth(own) === gross, 'booked, but not paid', { kind, sourceGid, gross, booked: worth(own) });
  }
}

/** Money that came in beyond the order and went back for no line of it: no document has it. */
function receivedAndReturned(order: Order, documents: PlannedDocument[]): number {
  const onInvoices = worth(
    documents
      .filter(({ kind }) => kind === 'invoice')
      .flatMap((one) => one.bookings)
      .filter(({ gateway }) => gateway !== 'offset'),
  );
  const received = worth(succeeded(order, 'sale', 'capture')) - worth(succeeded(order, 'change'));
  const giftCards = soldGiftCards(order);
  const spare = received - onInvoices - giftCards.sold + giftCards.dropped;
  const loose = order.refunds.filter(
    ({ lines, shippingLines, adjustments, duties }) =>
      lines.length + shippingLines.length + adjustments.length + duties.length === 0,
  );
  const back = worth(
    loose.flatMap(({ transactions }) => transactions.filter(({ status }) => status === 'success')),
  );
  return Math.min(Math.max(spare, 0), back);
}

/** Gift cards that were sold, those returned for money, and those taken off again without any. */
export function soldGiftCards(order: Order): { sold: number; returned: number; dropped: number } {
  const sales = order.agreements.flatMap((entry) =>
    entry.sales.filter(({ kind }) => kind === 'gift_card').map((sale) => ({ ...sale, entry })),
  );
  const refundOf = (gid: string | null) => order.refunds.find((one) => one.gid === gid);
  const isPaidBack = (gid: string | null) =>
    refundOf(gid)?.transactions.some(({ status }) => status === 'success') ?? false;
  const takenBack = sales.filter((sale) => sale.total < 0);
  const returned = -total(
    takenBack.filter(({ entry }) => isPaidBack(entry.refundGid)).map((sale) => sale.total),
  );
  const dropped = -total(takenBack.map((sale) => sale.total)) - returned;
  return { sold: total(sales.filter((sale) => sale.total > 0).map((sale) => sale.total)), returned, dropped };
}
