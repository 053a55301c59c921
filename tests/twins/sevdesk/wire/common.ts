import type { Account } from '../account.ts';
import { berlinIso } from '../berlin.ts';

export type Json = Record<string, unknown>;

/** Ids travel as strings [MEASURED:rs]. */
export const ref = (id: number, objectName: string): Json => ({ id: String(id), objectName });
export const refOrNull = (id: number | null, objectName: string): Json | null =>
  id === null ? null : ref(id, objectName);
export const sevClient = (account: Account): Json => ref(account.clientId, 'SevClient');
export const instant = (ms: number | null): string | null => (ms === null ? null : berlinIso(ms));
/** Booleans travel as "0" and "1" [MEASURED:rs]. */
export const flag = (value: boolean): '0' | '1' => (value ? '1' : '0');

export const head = (id: number, objectName: string, create: number, update = create): Json => ({
  id: String(id),
  objectName,
  additionalInformation: null,
  create: berlinIso(create),
  update: berlinIso(update),
});
