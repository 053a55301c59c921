import { add, cents, subtract, sum, type Cents } from '../money.ts';
import { clearingAccountOf } from './accountOf.ts';
import type { Context, DraftedCredit, Settled } from './context.ts';

// Goods exchanged, or taken off before they were paid: invoice and credit note settle each other. Both are booked through
// the same clearing account, where they cancel out.

/** What an invoice and a credit note settle of each other. */
export interface Offset {
  receivable: Settled;
  payable: Settled;
  amount: Cents;
}

/** What was given in exchange pays for what it was exchanged for, once the difference is paid, whatever else is still to be paid. */
export function offsetExchanges(
  receivables: Settled[],
  payables: Settled[],
  credits: DraftedCredit[],
): Offset[] {
  return payables.flatMap((payable, index) => {
    const { agreementGid } = credits[index]!.change;
    const own = receivables.filter(({ document }) => document.plan.sourceGid === agreementGid);
    return own
      .filter(({ open }) => open > 0 && open <= payable.open)
      .map((receivable) => settleEachOther(receivable, payable));
  });
}

/** Of these offsets those whose credit note is settled as a whole; the others wait with it. */
export function keepSettled(offsets: Offset[]): Offset[] {
  const [kept, waiting] = [true, false].map((settled) =>
    offsets.filter(({ payable }) => (payable.open === 0) === settled),
  ) as [Offset[], Offset[]];
  for (const { receivable, payable, amount } of waiting) {
    receivable.open = add(receivable.open, amount);
    payable.open = add(payable.open, amount);
  }
  return kept;
}

/** The rest, the oldest first, once it is all that is still open. */
export function offsetRest(receivables: Settled[], payables: Settled[]): Offset[] {
  const openOf = (documents: Settled[]) => sum(documents.map(({ open }) => open));
  if (openOf(payables) !== openOf(receivables)) return [];
  return receivables.flatMap((receivable) => payables.map((payable) => settleEachOther(receivable, payable)));
}

function settleEachOther(receivable: Settled, payable: Settled): Offset {
  const amount = cents(Math.min(receivable.open, payable.open));
  receivable.open = subtract(receivable.open, amount);
  payable.open = subtract(payable.open, amount);
  return { receivable, payable, amount };
}

/** Books what settles each other, once the documents have their days. Answers the gateway whose account is not chosen, if so. */
export function bookOffsets({ input, money }: Context, offsets: Offset[]): string | null {
  const some = offsets.filter(({ amount }) => amount > 0);
  const gateway = money.received[0]?.gateway ?? input.order.gateways[0] ?? '*';
  const checkAccountId = clearingAccountOf(input.account, gateway);
  if (some.length === 0) return null;
  if (checkAccountId === null) return gateway;
  for (const { receivable, payable, amount } of some) {
    const [invoice, credit] = [receivable.document.plan, payable.document.plan];
    const day = invoice.date > credit.date ? invoice.date : credit.date;
    const booking = { gateway: 'offset', checkAccountId, amount, day };
    receivable.bookings.push({ ...booking, transactionGid: credit.sourceGid });
    payable.bookings.push({ ...booking, transactionGid: invoice.sourceGid });
  }
  return null;
}
