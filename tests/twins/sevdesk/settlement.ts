import type { Account } from './account.ts';
import type { Booking, TwinDocument } from './documents.ts';
import type { PayableName, TransactionRecord, TransactionStatus, VoucherRecord } from './records.ts';

// Money meets what it pays: through the API, and on sevdesk's screen. Instants in milliseconds, amounts in cents.

/** A payment as it was asked for; without a transaction sevdesk makes one on the account. */
export interface Payment {
  amount: number;
  date: number;
  type: string;
  checkAccountId: number;
  transactionId: number | null;
}

/** What can be paid: a document or a voucher, as far as settling looks at it. */
export interface Payable {
  id: number;
  objectName: PayableName;
  gross: number;
  paid: number;
  openStatus: 100 | 200;
  status: number;
  bookings: Booking[];
  /** For the transaction that sevdesk makes by itself. */
  payer: string | null;
  purpose: string | null;
  change(changes: Settled): void;
}

interface Settled {
  status: 100 | 200 | 750 | 1000;
  paid: number;
  accountingGross: number | null;
  bookings: Booking[];
  payDate: number | null;
}

/** `quietly`: `update` stays, as it may when a person matches on the screen (OPEN). */
export const payableDocument = (
  account: Account,
  document: TwinDocument,
  now: number,
  quietly = false,
): Payable => ({
  id: document.id,
  objectName: document.kind === 'invoice' ? 'Invoice' : 'CreditNote',
  gross: document.sums.gross,
  paid: document.paid,
  openStatus: 200,
  status: document.status,
  bookings: document.bookings,
  payer: document.addressName,
  purpose: document.number,
  change(changes) {
    const store = account.store(document.kind);
    const { status, ...rest } = changes;
    const settled = { ...rest, status };
    if (quietly) store.amend(document, settled);
    else store.change(document, now, settled);
  },
});

export const payableVoucher = (voucher: VoucherRecord, now: number): Payable => ({
  id: voucher.id,
  objectName: 'Voucher',
  gross: voucher.sums.gross,
  paid: voucher.paid,
  openStatus: 100,
  status: voucher.status,
  bookings: voucher.bookings,
  payer: voucher.supplierName,
  purpose: voucher.description,
  change: (changes) =>
    void Object.assign(voucher, changes, {
      status: changes.status === 200 ? 100 : changes.status,
      update: now,
    }),
});

/** Types of bookings that close a document although the amounts differ [SPEC bookAmount]. */
const acceptsDifference = (type: string, paid: number, gross: number): boolean =>
  paid > gross ? type === 'OF' || type === 'O' : type === 'CB' || type === 'O' || type === 'MTC';

/** Null where the amount does not fit: more than is open, without a type that says why. */
export function settledTo(payable: Payable, settled: number, type: string): Omit<Settled, 'bookings'> | null {
  const booked = payable.paid + settled;
  if (booked === payable.gross) return { status: 1000, paid: booked, accountingGross: null, payDate: null };
  // A voucher of 80.00 booked with 87.49 (OF): 1000, paidAmount 80, sumGrossAccounting 87.49 [MEASURED:rs voucher_list].
  if (acceptsDifference(type, booked, payable.gross))
    return { status: 1000, paid: Math.min(booked, payable.gross), accountingGross: booked, payDate: null };
  if (booked > payable.gross) return null;
  // One of 95.00 booked with 87.49 (N): 750, paidAmount 87.49, payDate null [MEASURED:rs voucher_list].
  const status = booked > 0 ? 750 : payable.openStatus;
  return { status, paid: booked, accountingGross: null, payDate: null };
}

interface Bookkeeping {
  account: Account;
  now: number;
  nextId(model: string): number;
}

/**
 * Books. `settled` is what the payment settles of the payable, `transactionAmount` what the transaction says where
 * sevdesk makes it. The pay date is the transaction's value date, and so is the log's [MEASURED:rs query.rs].
 */
export function settle(
  bookkeeping: Bookkeeping,
  payable: Payable,
  payment: Payment,
  settled: number,
  { transactionAmount, by = 'hand' }: { transactionAmount: number; by?: 'hand' | 'sevdesk' },
): void {
  const { account, now } = bookkeeping;
  const nextId = (model: string) => bookkeeping.nextId(model);
  const outcome = settledTo(payable, settled, payment.type);
  if (!outcome) throw new Error('The amount is higher than what is still open');
  const made = payment.transactionId === null;
  const transaction = made
    ? makeTransaction(nextId('CheckAccountTransaction'), payable, payment, transactionAmount, now)
    : account.transactions.get(payment.transactionId!)!;
  if (made) account.addTransaction(transaction);
  const { id, objectName } = payable;
  const fromStatus: TransactionStatus = made ? 100 : transaction.status;
  const used = usedOf(account, transaction) + payment.amount;
  const whole = Math.abs(used) >= Math.abs(transaction.amount);
  // Partly used: linked [INFER from the names of the states].
  const toStatus: TransactionStatus = !whole && !made ? 200 : by === 'sevdesk' ? 350 : 400;
  account.transactionLogs.push({
    id: nextId('CheckAccountTransactionLog'),
    transactionId: transaction.id,
    amount: payment.amount,
    date: transaction.valueDate,
    fromStatus,
    toStatus,
    object: { id, objectName },
    create: now,
  });
  Object.assign(transaction, { status: toStatus, update: now });
  const { amount, type, checkAccountId } = payment;
  const date = transaction.valueDate;
  payable.change({
    ...outcome,
    payDate: outcome.status === 1000 ? date : null,
    bookings: [...payable.bookings, { checkAccountId, transactionId: transaction.id, amount, date, type }],
  });
}

const makeTransaction = (
  id: number,
  payable: Payable,
  { checkAccountId, date }: Payment,
  amount: number,
  now: number,
): TransactionRecord => ({
  id,
  checkAccountId,
  amount,
  status: 100,
  valueDate: date,
  entryDate: date,
  payeePayerName: payable.payer,
  payeePayerAcctNo: null,
  paymtPurpose: payable.purpose,
  sourceId: null,
  targetId: null,
  create: now,
  update: now,
  deletedAt: null,
});

const usedOf = (account: Account, { id }: TransactionRecord): number =>
  account.transactionLogs.filter((log) => log.transactionId === id).reduce((sum, log) => sum + log.amount, 0);

/**
 * Takes every payment off: its transactions go back to 100 and their entries leave the log [MEASURED:rs transactions.rs].
 */
export function unsettle(account: Account, payable: Payable, now: number): void {
  const logs = account.transactionLogs;
  const mine = logs.filter(
    ({ object }) => object.id === payable.id && object.objectName === payable.objectName,
  );
  for (const log of mine) logs.splice(logs.indexOf(log), 1);
  for (const { transactionId } of mine) {
    const transaction = account.transactions.get(transactionId);
    if (transaction)
      Object.assign(transaction, { status: usedOf(account, transaction) === 0 ? 100 : 200, update: now });
  }
  payable.change({
    status: payable.openStatus,
    paid: 0,
    accountingGross: null,
    bookings: [],
    payDate: null,
  });
}
