import type { CheckAccount, ContactState } from './client.ts';
import { checkAccountRow, contactRow } from './schemas.ts';

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
