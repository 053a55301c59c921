import { berlinDay } from './day.ts';
import type { Day } from './documents.ts';
import { add, cents, negate, subtract, sum, ZERO, type Cents } from './money.ts';
import type { Order, Transaction } from './order.ts';
import { isForeign } from './plan/exchange.ts';
import { readMoney } from './plan/readMoney.ts';

// Where the money of an order is: every cent of every payment and refund has one name, so that no account has to be taken
// on trust.

export interface ExplainedMovement {
  gid: string;
  gateway: string;
  kind: 'payment' | 'refund';
  day: Day;
  /** What moved, in the shop's currency: positive came in, negative went back. The four below add up to it. */
  amount: Cents;
  /** On documents: booked, or about to be. */
  documents: Cents;
  /** For gift cards: a liability, and no turnover (§ 3 (15) UStG). */
  giftCards: Cents;
  /**
   * On no document, and settled: what the exchange rates gained or lost since the order, what a person has seen to, and
   * payments of gateways that are left open in sevdesk.
   */
  settled: Cents;
  /** On nothing yet; the order says why. */
  open: Cents;
}

/** What is on documents, by transaction: positive, as bookings are. */
export type OnDocuments = ReadonlyMap<string, Cents>;

/** Nothing is open of an order that was planned to the end; of any other, what is on no document is. */
export type Progress = 'settled' | 'open';

/** Explains the money of an order. Test orders and test payments move none. */
export function explainMovements(
  order: Order,
  onDocuments: OnDocuments,
  progress: Progress,
): ExplainedMovement[] {
  if (order.test) return [];
  const tests = new Set(order.transactions.filter(({ test }) => test).map(({ gid }) => gid));
  const money = readMoney(order);
  const back = [...[...money.returned.values()].flat(), ...money.unexplained];
  const sales = order.agreements.flatMap((agreement) => agreement.sales);
  const giftCards = sales.filter(({ kind }) => kind === 'gift_card').map(({ total }) => total);
  const sold = sum(giftCards.filter((total) => total > 0));
  const returned = negate(sum(giftCards.filter((total) => total < 0)));
  // Before anything is on a document, or the plan says that nothing need be, nobody knows what the money was for.
  const isPlanned = progress === 'settled' || onDocuments.size > 0;
  const settledBy = progress === 'settled';
  const foreign = isForeign(order);
  const explained = [
    ...explain(money.received, 'payment', isPlanned ? sold : ZERO),
    ...explain(back, 'refund', isPlanned ? returned : ZERO),
  ];
  return explained.filter(({ gid }) => !tests.has(gid));

  function explain(
    movements: { gid: string; gateway: string; day: Day; amount: Cents; exchange: Cents }[],
    kind: ExplainedMovement['kind'],
    forGiftCards: Cents,
  ): ExplainedMovement[] {
    let left = forGiftCards;
    const sign = kind === 'payment' ? (amount: Cents) => amount : negate;
    return movements.map(({ gid, gateway, day, ...moved }) => {
      const amount = add(moved.amount, moved.exchange);
      const documents = onDocuments.get(gid) ?? ZERO;
      const rest = subtract(amount, documents, moved.exchange);
      // Gift cards buy no gift cards; the oldest money first, as the documents are settled.
      const cards = gateway === 'gift_card' ? ZERO : cents(Math.max(0, Math.min(left, rest)));
      left = subtract(left, cards);
      const over = subtract(rest, cards);
      const done = settledBy || (foreign && kind === 'refund' && documents > 0);
      return {
        gid,
        gateway,
        kind,
        day,
        amount: sign(amount),
        documents: sign(documents),
        giftCards: sign(cards),
        settled: sign(add(moved.exchange, done ? over : ZERO)),
        open: sign(done ? ZERO : over),
      };
    });
  }
}

/** What a payment cost, as Shopify says it with the payment: for Shopify Payments only. One line for each currency. */
export interface PaymentFee {
  gid: string;
  gateway: string;
  day: Day;
  currency: string;
  fee: Cents;
  /** Tax that was charged on the fee, on top of it. */
  tax: Cents;
}

/** The fees of an order's payments; null for a payment of which they are not known. */
export function feesOf(order: Order): { gid: string; fees: PaymentFee[] | null }[] {
  if (order.test) return [];
  return order.transactions
    .filter(({ status, test }) => status === 'success' && !test)
    .map((transaction) => ({ gid: transaction.gid, fees: feesIn(transaction) }));
}

function feesIn({ gid, gateway, processedAt, fees }: Transaction): PaymentFee[] | null {
  if (fees === null) return null;
  const currencies = [...new Set(fees.map(({ currency }) => currency))];
  return currencies.map((currency) => {
    const same = fees.filter((fee) => fee.currency === currency);
    return {
      gid,
      gateway,
      day: berlinDay(processedAt),
      currency,
      fee: sum(same.map(({ amount }) => amount)),
      tax: sum(same.map(({ tax }) => tax)),
    };
  });
}
