import type { Handling } from '../accounting/documents.ts';
import type { CheckAccount } from '../sevdesk/client.ts';

/** Why an account cannot be chosen. `online` and `offline`: it is of the kind that the other handling wants. */
export type AccountFault = 'online' | 'offline' | 'inactive' | 'currency' | 'other_kind';

/**
 * Only "offline" accounts let sevdesk write the payment by itself; an "online" one (a bank or PayPal feed) demands an
 * entry of its statement (sevdesk API, bookAmount), so that matching needs it and clearing cannot use it.
 */
export function accountFault(
  account: Pick<CheckAccount, 'type' | 'active' | 'currency'>,
  handling: Exclude<Handling, 'leave_open'> = 'clear',
): AccountFault | null {
  const wanted = handling === 'clear' ? 'offline' : 'online';
  if (account.type === 'other') return 'other_kind';
  if (account.type !== wanted) return account.type;
  if (!account.active) return 'inactive';
  return account.currency === 'EUR' ? null : 'currency';
}
