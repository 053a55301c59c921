import type { CheckAccount, ContactState, StatementEntry } from './client.ts';
import { toBerlinDay } from './dates.ts';
import { checkAccountRow, contactRow, transactionRow } from './schemas.ts';

export const contactState = contactRow.transform((row): ContactState => ({
  id: row.id,
  customerNumber: row.customerNumber ?? null,
  vatId: row.vatNumber ?? null,
}));

/** Status 100 is an account in use. */
export const checkAccountState = checkAccountRow.transform((row): CheckAccount => ({
  id: row.id,
  name: row.name,
  type: row.type === 'online' || row.type === 'offline' ? row.type : 'other',
  active: row.status === 100,
  currency: row.currency ?? 'EUR',
}));

/** Status 100: created, and nothing is linked to it; 200, 300 (private), 350 and 400 are seen to. */
export const statementEntry = transactionRow.transform((row): StatementEntry => ({
  id: row.id,
  checkAccountId: row.checkAccount.id,
  amount: row.amount,
  free: row.status === 100,
  day: toBerlinDay(new Date(row.valueDate)),
  payer: row.payeePayerName ?? null,
  purpose: row.paymtPurpose ?? null,
}));
