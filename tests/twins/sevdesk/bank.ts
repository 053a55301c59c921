import type { Account } from './account.ts';
import { readDate } from './berlin.ts';
import type { SevdeskTwinControl } from './control.ts';
import type { CheckAccountRecord, TransactionRecord } from './records.ts';
import { payableDocument, payableVoucher, settle, unsettle, type Payable } from './settlement.ts';
import type { World } from './world.ts';

type Bank = Pick<SevdeskTwinControl, 'arriveTransaction' | 'matchTransaction' | 'undoMatch'>;

/** What the bank brings into sevdesk, and what a person or sevdesk itself makes of it on the screen. */
export function createBank(world: World, now: () => number): Bank {
  const payable = (account: Account, transactionOf: { kind: string; id: string }): Payable => {
    const id = Number(transactionOf.id);
    const quietly = !account.definition.matchMovesUpdate;
    if (transactionOf.kind === 'voucher') {
      const voucher = account.vouchers.get(id);
      if (!voucher) throw new Error(`account ${account.definition.name} has no voucher ${id}`);
      return payableVoucher(voucher, now());
    }
    const document = account.store(transactionOf.kind === 'invoice' ? 'invoice' : 'credit_note').get(id);
    if (!document) throw new Error(`account ${account.definition.name} has no ${transactionOf.kind} ${id}`);
    return payableDocument(account, document, now(), quietly);
  };

  return {
    arriveTransaction({ account: name, on, amountCents, day, entryDay = day, payer, purpose, iban }) {
      const account = world.named(name);
      const entry: TransactionRecord = {
        id: world.nextId('CheckAccountTransaction'),
        checkAccountId: checkAccountNamed(account, on).id,
        amount: amountCents,
        status: 100,
        valueDate: noonOf(day),
        entryDate: noonOf(entryDay),
        payeePayerName: payer ?? null,
        payeePayerAcctNo: iban ?? null,
        paymtPurpose: purpose ?? null,
        sourceId: null,
        targetId: null,
        create: now(),
        update: now(),
        deletedAt: null,
      };
      account.addTransaction(entry);
      return { id: String(entry.id) };
    },
    matchTransaction({ account: name, transactionId, amountCents, type = 'N', by = 'hand', ...target }) {
      const account = world.named(name);
      const transaction = transactionWithId(account, transactionId);
      const payment = {
        amount: amountCents ?? transaction.amount,
        date: transaction.valueDate,
        type,
        checkAccountId: transaction.checkAccountId,
        transactionId: transaction.id,
      };
      const settled = target.kind === 'invoice' ? payment.amount : -payment.amount;
      const bookkeeping = { account, now: now(), nextId: world.nextId };
      settle(bookkeeping, payable(account, target), payment, settled, {
        transactionAmount: transaction.amount,
        by,
      });
    },
    undoMatch({ account: name, ...target }) {
      const account = world.named(name);
      unsettle(account, payable(account, target), now());
    },
  };
}

function checkAccountNamed(account: Account, name: string): CheckAccountRecord {
  const entry = [...account.checkAccounts.values()].find((one) => one.name === name);
  if (!entry) throw new Error(`account ${account.definition.name} has no check account ${name}`);
  return entry;
}

function transactionWithId(account: Account, id: string): TransactionRecord {
  const entry = account.transactions.get(Number(id));
  if (!entry || entry.deletedAt !== null)
    throw new Error(`account ${account.definition.name} has no transaction ${id}`);
  return entry;
}

const HOUR = 3_600_000;

/** Noon of a Berlin day, yyyy-mm-dd, as recorded transactions have it. */
function noonOf(day: string): number {
  const midnight = readDate(day);
  if (midnight === null) throw new Error(`${day} is no day`);
  return midnight + 12 * HOUR;
}
