import type { Account } from '../account.ts';
import type { CheckAccountRecord, TransactionLog, TransactionRecord } from '../records.ts';
import { berlinIso } from '../berlin.ts';
import { decimalText } from '../decimals.ts';
import { flag, head, instant, ref, sevClient, type Json } from './common.ts';

// As recorded: check_account_list, transaction, transaction_log [MEASURED:rs].

export const checkAccountJson = (account: Account, entry: CheckAccountRecord): Json => ({
  ...head(entry.id, 'CheckAccount', entry.create, entry.update),
  sevClient: sevClient(account),
  name: entry.name,
  type: entry.type,
  importType: entry.importType,
  currency: 'EUR',
  checkAccId: null,
  pin: null,
  defaultAccount: flag(entry.type === 'online'),
  status: '100',
  translationCode: null,
  bankServer: null,
  balance: entry.baseAccount ? null : decimalText(entry.balance),
  accountingNumber: entry.accountingNumber,
  iban: entry.iban,
  bic: null,
  baseAccount: flag(entry.baseAccount),
  priority: '0',
  countryCode: null,
  // The singular is the real name [MEASURED:rs].
  autoMapTransaction: flag(entry.autoMap),
  autoSyncTransactions: '0',
  lastSync: null,
});

export const transactionJson = (account: Account, entry: TransactionRecord): Json => ({
  ...head(entry.id, 'CheckAccountTransaction', entry.create, entry.update),
  sevClient: sevClient(account),
  valueDate: berlinIso(entry.valueDate),
  entryDate: berlinIso(entry.entryDate),
  amount: decimalText(entry.amount),
  feeAmount: null,
  gvCode: null,
  entryText: null,
  primaNotaNo: null,
  paymtPurpose: entry.paymtPurpose,
  payeePayerBankCode: null,
  payeePayerAcctNo: entry.payeePayerAcctNo,
  payeePayerName: entry.payeePayerName,
  checkAccount: ref(entry.checkAccountId, 'CheckAccount'),
  status: String(entry.status),
  score: null,
  compareHash: null,
  enshrined: null,
  // There only on the side that was told (transaction_list.json) [MEASURED:rs].
  ...(entry.sourceId === null ? {} : { sourceTransaction: ref(entry.sourceId, 'CheckAccountTransaction') }),
  ...(entry.targetId === null ? {} : { targetTransaction: ref(entry.targetId, 'CheckAccountTransaction') }),
  obonoReceiptUuid: null,
  externalId: null,
  deletedAt: instant(entry.deletedAt),
  restoredAt: null,
});

export const transactionLogJson = (account: Account, log: TransactionLog): Json => ({
  id: String(log.id),
  objectName: 'CheckAccountTransactionLog',
  additionalInformation: null,
  create: berlinIso(log.create),
  checkAccountTransaction: ref(log.transactionId, 'CheckAccountTransaction'),
  fromStatus: String(log.fromStatus),
  toStatus: String(log.toStatus),
  // A JSON number, signed [MEASURED:rs].
  amountPaid: log.amount / 100,
  bookingDate: berlinIso(log.date),
  sevClient: sevClient(account),
  object: ref(log.object.id, log.object.objectName),
});
