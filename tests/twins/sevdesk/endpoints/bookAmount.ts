import { date, isObject, refId } from '../body.ts';
import { answer, type Call, type Endpoint } from '../call.ts';
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
import { ref, sevClient } from '../wire/common.ts';
import { modelOf } from '../wire/documents.ts';
import { findDocument } from './lifecycle.ts';

const types = ['FULL_PAYMENT', 'N', 'CB', 'O', 'OF', 'MTC'];

interface Payment {
  amount: number;
  date: number;
  type: string;
  checkAccountId: number;
  transactionId: number | null;
}

/** Books a payment. Not idempotent: twice is twice, until the document is paid (750). */
export const bookAmount =
  (kind: DocumentKind): Endpoint =>
  (call) => {
    const document = findDocument(call, kind);
    if (document.status === 100) throw draftIsNotPaid();
    if (document.status === 1000) throw alreadyPaid(modelOf(document));
    const payment = readPayment(call);
    const settled = settledBy(call, document, payment.amount);
    if (document.paid + settled > document.sums.gross)
      throw unprocessable('The amount is higher than what is still open');
    call.admit();
    const fromStatus = document.status;
    book(call, document, payment, settled);
    return answer({
      id: String(call.nextId('DocumentLog')),
      objectName: `${modelOf(document)}Log`,
      additionalInformation: null,
      create: berlinIso(call.now),
      [kind === 'invoice' ? 'invoice' : 'creditNote']: ref(document.id, modelOf(document)),
      fromStatus: String(fromStatus),
      toStatus: String(document.status),
      // Spelled so, and without its sign (recorded for vouchers) [MEASURED:rs].
      amountPayed: decimalText(Math.abs(payment.amount)),
      bookingDate: berlinIso(payment.date),
      sevClient: sevClient(call.account),
    });
  };

function readPayment(call: Call): Payment {
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
  const transactionId = refId(body, 'checkAccountTransaction', 'CheckAccountTransaction');
  if (checkAccount.type === 'online') demandTransaction(call, checkAccountId, transactionId, amount);
  return { amount, date: day, type, checkAccountId, transactionId };
}

/** An online account is not written to: its bank transaction must be there, and of the right amount (facts 3.5). */
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
}

/**
 * How much of the document this amount settles. An invoice is settled by money coming in. For a credit note the sign
 * is OPEN: positive on an offline account [MEASURED:netz], or that of the outgoing transaction [MEASURED:rs]; then a
 * positive one "books without error" and leaves the document unpaid with a negative paidAmount.
 */
function settledBy(call: Call, document: TwinDocument, amount: number): number {
  if (document.kind === 'invoice') return amount;
  return call.account.definition.creditNoteBookingSign === 'positive' ? amount : -amount;
}

function book(call: Call, document: TwinDocument, payment: Payment, settled: number): void {
  const { account, now } = call;
  let { transactionId } = payment;
  const known = account.transactions.get(transactionId ?? 0);
  if (known) known.status = 400;
  else {
    // Every account that is not online gets its transaction from sevdesk itself.
    transactionId = call.nextId('CheckAccountTransaction');
    account.addTransaction({
      id: transactionId,
      checkAccountId: payment.checkAccountId,
      amount: document.kind === 'invoice' ? payment.amount : -settled,
      status: 400,
      valueDate: payment.date,
      payeePayerName: document.addressName,
      paymtPurpose: document.number,
      create: now,
      deletedAt: null,
    });
  }
  const { amount, date: day, type, checkAccountId } = payment;
  account.transactionLogs.push({
    id: call.nextId('CheckAccountTransactionLog'),
    transactionId: transactionId!,
    amount,
    date: day,
    object: { id: document.id, objectName: modelOf(document) },
    create: now,
  });

  const paid = document.paid + settled;
  const isPaid = paid === document.sums.gross;
  account.store(document.kind).change(document, now, {
    bookings: [...document.bookings, { checkAccountId, transactionId, amount, date: day, type }],
    paid,
    status: isPaid ? 1000 : paid > 0 ? 750 : document.status,
    payDate: isPaid ? day : document.payDate,
  });
}
