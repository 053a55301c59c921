import type { CheckAccountRecord } from '../records.ts';
import { text, truth } from '../body.ts';
import { answer, created, single, type Call, type Endpoint } from '../call.ts';
import { berlinDay } from '../berlin.ts';
import { decimalText } from '../decimals.ts';
import { badRequest, notFound, unprocessable } from '../refusal.ts';
import type { Json } from '../wire/common.ts';
import { checkAccountJson } from '../wire/money.ts';
import { listPage } from './lists.ts';

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

/** A clearing account is an offline account: sevdesk books on it by itself, and matches nothing (check_account_list). */
export const createClearingAccount: Endpoint = (call) =>
  createAccount(call, { type: 'offline', importType: null, autoMap: false, iban: null });

/** Regarded as online, and matched by sevdesk itself until that is switched off (check_account_list) [MEASURED:rs]. */
export const createFileImportAccount: Endpoint = (call) => {
  const importType = text(call.body ?? {}, 'importType');
  if (importType !== 'CSV' && importType !== 'MT940') throw unprocessable('importType is unknown');
  return createAccount(call, {
    type: 'online',
    importType,
    autoMap: true,
    iban: text(call.body ?? {}, 'iban'),
  });
};

type Kind = Pick<CheckAccountRecord, 'type' | 'importType' | 'autoMap' | 'iban'>;

function createAccount(call: Call, kind: Kind) {
  const body = call.body ?? {};
  const name = text(body, 'name');
  if (name === null || name === '') throw unprocessable('name is missing');
  const accountingNumber = readAccountingNumber(call, body, null) ?? freeNumber(call);
  call.admit();
  const entry: CheckAccountRecord = {
    id: call.nextId('CheckAccount'),
    name,
    ...kind,
    baseAccount: false,
    accountingNumber,
    balance: 0,
    create: call.now,
    update: call.now,
  };
  call.account.checkAccounts.set(entry.id, entry);
  return created(render(call)(entry));
}

/** "Must be unique among all your CheckAccounts" [SPEC]; left out, sevdesk picks one [MEASURED:rs]. */
function readAccountingNumber(call: Call, body: Json, own: number | null): string | null {
  const number = text(body, 'accountingNumber');
  if (number === null) return null;
  const taken = [...call.account.checkAccounts.values()].some(
    (entry) => entry.id !== own && entry.accountingNumber === number,
  );
  if (taken) throw unprocessable('The accounting number is used by another check account');
  return number;
}

function freeNumber({ account }: Call): string {
  const taken = new Set([...account.checkAccounts.values()].map((entry) => entry.accountingNumber));
  let number = 1200;
  while (taken.has(String(number))) number += 1;
  return String(number);
}

/** The singular `autoMapTransaction` counts; the plural of the specification has no effect [MEASURED:rs]. */
export const updateCheckAccount: Endpoint = (call) => {
  const entry = findCheckAccount(call);
  const body = call.body ?? {};
  const changes = {
    name: text(body, 'name') ?? entry.name,
    accountingNumber: readAccountingNumber(call, body, entry.id) ?? entry.accountingNumber,
    autoMap: truth(body['autoMapTransaction']) ?? entry.autoMap,
    iban: text(body, 'iban') ?? entry.iban,
    update: call.now,
  };
  call.admit();
  Object.assign(entry, changes);
  return answer(render(call)(entry));
};

/** A string; everything up to the end of the day in Berlin, by value date [SPEC; MEASURED:rs]. */
export const getBalance: Endpoint = (call) => {
  const { id } = findCheckAccount(call);
  const day = call.query.get('date');
  if (day === null || !/^\d{4}-\d{2}-\d{2}$/.test(day)) throw badRequest('date is missing or no day');
  let balance = 0;
  for (const entry of call.account.transactions.values())
    if (entry.checkAccountId === id && entry.deletedAt === null && berlinDay(entry.valueDate) <= day)
      balance += entry.amount;
  return answer(decimalText(balance));
};
