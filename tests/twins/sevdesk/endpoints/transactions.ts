import type { TransactionRecord, TransactionStatus } from '../records.ts';
import { date, refId, text } from '../body.ts';
import { answer, created, deleted, single, type Call, type Endpoint } from '../call.ts';
import { readDate } from '../berlin.ts';
import { readCents } from '../decimals.ts';
import { notFound, onlineAccountsOnly, Refusal, unprocessable } from '../refusal.ts';
import type { Json } from '../wire/common.ts';
import { transactionJson, transactionLogJson } from '../wire/money.ts';
import { listPage, refFilter } from './lists.ts';

/**
 * `startDate` and `endDate` cut by entryDate; `paymtPurpose` matches a part; `isBooked=true` works and `false` has no
 * effect; `status` narrows; deleted ones are left out [MEASURED:rs query.rs]. The other filters: [SPEC].
 */
export const listTransactions: Endpoint = (call) => {
  const { query } = call;
  const checkAccountId = refFilter(query, 'checkAccount', 'CheckAccount');
  const [purpose, payer, status] = ['paymtPurpose', 'payeePayerName', 'status'].map((name) =>
    query.get(name),
  );
  const [from, to] = [instantFilter(query, 'startDate'), instantFilter(query, 'endDate')];
  const asked = (name: string) => query.get(name) === 'true';
  const matches = (entry: TransactionRecord) =>
    entry.deletedAt === null &&
    (checkAccountId === null || entry.checkAccountId === checkAccountId) &&
    (status === null || String(entry.status) === status) &&
    (purpose == null || (entry.paymtPurpose ?? '').includes(purpose)) &&
    (payer == null || (entry.payeePayerName ?? '').includes(payer)) &&
    (from === null || entry.entryDate >= from) &&
    (to === null || entry.entryDate <= to) &&
    (!asked('isBooked') || entry.status >= 350) &&
    (!asked('onlyCredit') || entry.amount > 0) &&
    (!asked('onlyDebit') || entry.amount < 0);
  return listPage(call, call.account.transactions.values(), matches, (entry) =>
    transactionJson(call.account, entry),
  );
};

/** Unix seconds, or an instant with its offset [SPEC date-time]. A bare day "may return empty" (settled 7). */
function instantFilter(query: URLSearchParams, name: string): number | null {
  const value = query.get(name);
  if (value === null) return null;
  return /^\d{4}-\d{2}-\d{2}$/.test(value) ? Number.POSITIVE_INFINITY : readDate(value);
}

function findTransaction(call: Call): TransactionRecord {
  const id = Number(call.params['id']);
  const entry = call.account.transactions.get(id);
  if (!entry) throw notFound('CheckAccountTransaction', id);
  return entry;
}

/** A deleted one is still found by its id, with deletedAt filled (transaction_deleted.json) [MEASURED:rs]. */
export const getTransaction: Endpoint = (call) =>
  single(transactionJson(call.account, findTransaction(call)));

/** On online accounts only; the refusal is recorded (error_422_offline_account.json) [MEASURED:rs]. */
export const createTransaction: Endpoint = (call) => {
  const body = call.body ?? {};
  const checkAccountId = refId(body, 'checkAccount', 'CheckAccount');
  const checkAccount = call.account.checkAccounts.get(checkAccountId ?? 0);
  if (!checkAccount) throw notFound('CheckAccount', checkAccountId ?? 0);
  if (checkAccount.type !== 'online') throw onlineAccountsOnly();
  const [amount, valueDate] = [readCents(body['amount']), date(body, 'valueDate')];
  if (amount === null || valueDate === null) throw unprocessable('amount or valueDate is missing');
  const entryDate = date(body, 'entryDate') ?? valueDate;
  call.admit();
  const entry: TransactionRecord = {
    id: call.nextId('CheckAccountTransaction'),
    checkAccountId: checkAccount.id,
    amount,
    status: readStatus(body) ?? 100,
    valueDate,
    entryDate,
    payeePayerName: text(body, 'payeePayerName'),
    payeePayerAcctNo: text(body, 'payeePayerAcctNo'),
    paymtPurpose: text(body, 'paymtPurpose'),
    sourceId: null,
    targetId: null,
    ...readLinks(call, body),
    create: call.now,
    update: call.now,
    deletedAt: null,
  };
  call.account.addTransaction(entry);
  call.made(entry.id);
  return created(transactionJson(call.account, entry));
};

/**
 * The answer is recorded (write_transaction_update.json). Status and links are stored as sent, a link only on the side
 * it is set on, and 400 goes back to 100 [MEASURED:rs transactions.rs]. Documents know nothing of it.
 */
export const updateTransaction: Endpoint = (call) => {
  const entry = findTransaction(call);
  const body = call.body ?? {};
  const amount = body['amount'] === undefined ? entry.amount : readCents(body['amount']);
  if (amount === null) throw unprocessable('amount is no amount');
  const changes: Partial<TransactionRecord> = {
    valueDate: date(body, 'valueDate') ?? entry.valueDate,
    entryDate: date(body, 'entryDate') ?? entry.entryDate,
    status: readStatus(body) ?? entry.status,
    paymtPurpose: text(body, 'paymtPurpose') ?? entry.paymtPurpose,
    payeePayerName: text(body, 'payeePayerName') ?? entry.payeePayerName,
    ...readLinks(call, body),
  };
  call.admit();
  call.account.checkAccounts.get(entry.checkAccountId)!.balance += amount - entry.amount;
  Object.assign(entry, changes, { amount, update: call.now });
  return answer(transactionJson(call.account, entry));
};

/** 350 is sevdesk's own and not for requests [SPEC]. */
function readStatus(body: Json): TransactionStatus | null {
  const given = body['status'];
  if (given === undefined || given === null) return null;
  const status = [100, 200, 300, 400].find((one) => one === Number(given));
  if (status === undefined) throw unprocessable('status is unknown');
  return status as TransactionStatus;
}

function readLinks(call: Call, body: Json): Partial<TransactionRecord> {
  const link = (name: string): number | null | undefined => {
    if (body[name] === undefined) return undefined;
    const id = refId(body, name, 'CheckAccountTransaction');
    if (id !== null && !call.account.transactions.has(id)) throw notFound('CheckAccountTransaction', id);
    return id;
  };
  const [source, target] = [link('sourceTransaction'), link('targetTransaction')];
  return {
    ...(source === undefined ? {} : { sourceId: source }),
    ...(target === undefined ? {} : { targetId: target }),
  };
}

/** Only while its status is 100; otherwise 409 with code 159 [MEASURED:rs]. */
export const deleteTransaction: Endpoint = (call) => {
  const entry = findTransaction(call);
  if (entry.status !== 100)
    throw new Refusal(
      409,
      159,
      `Transaction can only be deleted in status 100 but is status ${entry.status}`,
    );
  call.admit();
  call.account.deleteTransaction(entry, call.now);
  return deleted();
};

/** Not in the documentation; pages stably, filters by transaction, and by no document [MEASURED:rs]. */
export const listTransactionLogs: Endpoint = (call) => {
  const transactionId = refFilter(call.query, 'checkAccountTransaction', 'CheckAccountTransaction');
  return listPage(
    call,
    call.account.transactionLogs,
    (log) => transactionId === null || log.transactionId === transactionId,
    (log) => transactionLogJson(call.account, log),
  );
};
