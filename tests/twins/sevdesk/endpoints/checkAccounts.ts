import type { CheckAccountRecord, TransactionRecord } from '../records.ts';
import { date, refId, text } from '../body.ts';
import { answer, created, deleted, single, type Call, type Endpoint } from '../call.ts';
import { readCents } from '../decimals.ts';
import { notFound, onlineAccountsOnly, Refusal, unprocessable } from '../refusal.ts';
import { checkAccountJson, transactionJson, transactionLogJson } from '../wire/money.ts';
import { listPage, refFilter } from './lists.ts';

const render = (call: Call) => (entry: CheckAccountRecord) => checkAccountJson(call.account, entry);

export const listCheckAccounts: Endpoint = (call) =>
  listPage(call, call.account.checkAccounts.values(), () => true, render(call));

function findCheckAccount(call: Call): CheckAccountRecord {
  const id = Number(call.params['id']);
  const entry = call.account.checkAccounts.get(id);
  if (!entry) throw notFound('CheckAccount', id);
  return entry;
}

export const getCheckAccount: Endpoint = (call) => single(render(call)(findCheckAccount(call)));

/** A clearing account is an offline account: sevdesk books on it by itself. */
export const createClearingAccount: Endpoint = (call) => {
  const name = text(call.body ?? {}, 'name');
  if (name === null || name === '') throw unprocessable('name is missing');
  call.admit();
  const id = call.nextId('CheckAccount');
  const accountingNumber =
    text(call.body ?? {}, 'accountingNumber') ?? String(1200 + call.account.checkAccounts.size);
  const entry: CheckAccountRecord = {
    id,
    name,
    type: 'offline',
    baseAccount: false,
    accountingNumber,
    balance: 0,
    create: call.now,
  };
  call.account.checkAccounts.set(id, entry);
  return created(render(call)(entry));
};

/** `paymtPurpose` matches a part, `isBooked` has no effect, deleted ones are left out [MEASURED:rs]. */
export const listTransactions: Endpoint = (call) => {
  const checkAccountId = refFilter(call.query, 'checkAccount', 'CheckAccount');
  const [purpose, status] = [call.query.get('paymtPurpose'), call.query.get('status')];
  const matches = (entry: TransactionRecord) =>
    entry.deletedAt === null &&
    (checkAccountId === null || entry.checkAccountId === checkAccountId) &&
    (status === null || String(entry.status) === status) &&
    (purpose === null || (entry.paymtPurpose ?? '').includes(purpose));
  return listPage(call, call.account.transactions.values(), matches, (entry) =>
    transactionJson(call.account, entry),
  );
};

function findTransaction(call: Call): TransactionRecord {
  const id = Number(call.params['id']);
  const entry = call.account.transactions.get(id);
  if (!entry) throw notFound('CheckAccountTransaction', id);
  return entry;
}

/** A deleted one is still found by its id, with deletedAt filled [MEASURED:rs]. */
export const getTransaction: Endpoint = (call) =>
  single(transactionJson(call.account, findTransaction(call)));

/** On online accounts only; the refusal is recorded [MEASURED:rs]. */
export const createTransaction: Endpoint = (call) => {
  const body = call.body ?? {};
  const checkAccountId = refId(body, 'checkAccount', 'CheckAccount');
  const checkAccount = call.account.checkAccounts.get(checkAccountId ?? 0);
  if (!checkAccount) throw notFound('CheckAccount', checkAccountId ?? 0);
  if (checkAccount.type !== 'online') throw onlineAccountsOnly();
  const [amount, valueDate] = [readCents(body['amount']), date(body, 'valueDate')];
  if (amount === null || valueDate === null) throw unprocessable('amount or valueDate is missing');
  call.admit();
  const entry: TransactionRecord = {
    id: call.nextId('CheckAccountTransaction'),
    checkAccountId: checkAccount.id,
    amount,
    status: 100,
    valueDate,
    payeePayerName: text(body, 'payeePayerName'),
    paymtPurpose: text(body, 'paymtPurpose'),
    create: call.now,
    deletedAt: null,
  };
  call.account.addTransaction(entry);
  return created(transactionJson(call.account, entry));
};

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

/** Not in the documentation; filters by transaction, not by document [MEASURED:rs]. */
export const listTransactionLogs: Endpoint = (call) => {
  const transactionId = refFilter(call.query, 'checkAccountTransaction', 'CheckAccountTransaction');
  return listPage(
    call,
    call.account.transactionLogs,
    (log) => transactionId === null || log.transactionId === transactionId,
    (log) => transactionLogJson(call.account, log),
  );
};

export const getBalance: Endpoint = (call) => answer(findCheckAccount(call).balance / 100);
