import { date, isObject, refId } from '../body.ts';
import { answer, type Call, type Endpoint, type TwinResponse } from '../call.ts';
import { berlinIso } from '../berlin.ts';
import { decimalText, readCents } from '../decimals.ts';
import type { DocumentKind, TwinDocument } from '../documents.ts';
import {
  alreadyPaid,
  badRequest,
  draftIsNotPaid,
  notFound,
  transactionIsNeeded,
  unprocessable,
} from '../refusal.ts';
import { payableDocument, settle, settledTo, type Payable, type Payment } from '../settlement.ts';
import { ref, sevClient } from '../wire/common.ts';
import { modelOf } from '../wire/documents.ts';
import { findDocument } from './lifecycle.ts';

const types = ['FULL_PAYMENT', 'N', 'CB', 'O', 'OF', 'MTC'];

/** Books a payment. Not idempotent: twice is twice, until the document is paid (750). */
export const bookAmount =
  (kind: DocumentKind): Endpoint =>
  (call) => {
    const document = findDocument(call, kind);
    if (document.status === 100) throw draftIsNotPaid();
    if (document.status === 1000) throw alreadyPaid(modelOf(document));
    const payment = readPayment(call);
    const settled = settledBy(call, document, payment.amount);
    const transactionAmount = document.kind === 'invoice' ? payment.amount : -settled;
    return bookPayable(
      call,
      () => payableDocument(call.account, document, call.now),
      payment,
      settled,
      transactionAmount,
    );
  };

/** What documents and vouchers have alike, from the check of the amount to the answer. */
export function bookPayable(
  call: Call,
  read: () => Payable,
  payment: Payment,
  settled: number,
  transactionAmount: number,
): TwinResponse {
  const payable = read();
  if (!settledTo(payable, settled, payment.type))
    throw unprocessable('The amount is higher than what is still open');
  call.admit();
  settle(call, payable, payment, settled, { transactionAmount });
  const { id, objectName } = payable;
  return answer({
    id: String(call.nextId('DocumentLog')),
    objectName: `${objectName}Log`,
    additionalInformation: null,
    create: berlinIso(call.now),
    [`${objectName.charAt(0).toLowerCase()}${objectName.slice(1)}`]: ref(id, objectName),
    fromStatus: String(payable.status),
    toStatus: String(read().status),
    // Spelled so, and without its sign (write_voucher_book_amount.json) [MEASURED:rs].
    amountPayed: decimalText(Math.abs(payment.amount)),
    bookingDate: berlinIso(read().bookings.at(-1)!.date),
    sevClient: sevClient(call.account),
  });
}

export function readPayment(call: Call): Payment {
  const body = call.body;
  if (!isObject(body)) throw badRequest('amount, date, type and checkAccount are missing');
  const amount = readCents(body['amount']);
  const day = date(body, 'date');
  const type = body['type'];
  const checkAccountId = refId(body, 'checkAccount', 'CheckAccount');
  if (amount === null || amount === 0) throw unprocessable('amount is no amount');
  if (day === null || checkAccountId === null) throw badRequest('date or checkAccount is missing');
  // CF (payment difference) is gone with update 2.0 [SPEC].
  if (typeof type !== 'string' || !types.includes(type))
    throw unprocessable('type is unknown or not supported');
  const checkAccount = call.account.checkAccounts.get(checkAccountId);
  if (!checkAccount) throw notFound('CheckAccount', checkAccountId);
  const given = refId(body, 'checkAccountTransaction', 'CheckAccountTransaction');
  if (checkAccount.type === 'online') demandTransaction(call, checkAccountId, given, amount);
  // "You should not provide a transaction for other account types" [SPEC]: sevdesk makes its own.
  const transactionId = checkAccount.type === 'online' ? given : null;
  return { amount, date: day, type, checkAccountId, transactionId };
}

/** An online account is not written to: its bank transaction must be there, free, and of the right amount (facts 3.5). */
function demandTransaction(
  call: Call,
  checkAccountId: number,
  transactionId: number | null,
  amount: number,
): void {
  if (transactionId === null) throw transactionIsNeeded();
  const transaction = call.account.transactions.get(transactionId);
  if (!transaction || transaction.deletedAt !== null || transaction.checkAccountId !== checkAccountId)
    throw notFound('CheckAccountTransaction', transactionId);
  if (transaction.amount !== amount) throw unprocessable('The transaction has another amount');
  // OPEN what sevdesk says to a transaction that is used up; refused here, so that nobody builds on the opposite.
  if (transaction.status !== 100) throw unprocessable('The transaction is linked already');
}

/**
 * How much of the document this amount settles. An invoice is settled by money coming in. For a credit note the sign
 * is that of the transaction where one is given [MEASURED:rs]. Without, on an offline account, it is OPEN: positive
 * [MEASURED:netz] or negative [MEASURED:rs]; then a positive one "books without error" and leaves the document unpaid
 * with a negative paidAmount.
 */
function settledBy(call: Call, document: TwinDocument, amount: number): number {
  if (document.kind === 'invoice') return amount;
  if (isObject(call.body?.['checkAccountTransaction'])) return -amount;
  return call.account.definition.creditNoteBookingSign === 'positive' ? amount : -amount;
}
