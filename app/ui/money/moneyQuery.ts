import type { AccountKey, Period } from '../../money/sheets/views.ts';
import { dayOrNull } from '../orders/logQuery.ts';

// Account and period live in the address: a sheet can be shared, and the back button works.

export interface MoneyQuery {
  /** Null: all accounts. */
  account: AccountKey | null;
  period: Period;
  cursor: string | null;
}

/** The sheets that an address shows; whatever makes no sense is as if it were not there. Without days: this month. */
export function readMoneyQuery(params: URLSearchParams, today: string): MoneyQuery {
  const from = dayOrNull(params.get('from')) ?? `${today.slice(0, 8)}01`;
  const to = dayOrNull(params.get('to')) ?? (from > today ? from : today);
  return {
    account: readAccount(params.get('account')),
    period: from <= to ? { from, to } : { from: to, to: from },
    cursor: params.get('cursor')?.slice(0, 500) || null,
  };
}

/** How an account stands in an address. */
export const accountWord = (account: AccountKey): string =>
  account.kind === 'clearing' ? account.id : account.kind;

function readAccount(text: string | null): AccountKey | null {
  if (text === 'gift_cards' || text === 'store_credit') return { kind: text };
  return text && /^\d{1,18}$/.test(text) ? { kind: 'clearing', id: text } : null;
}

export function moneyAddress({ account, period, cursor }: MoneyQuery): string {
  const params = new URLSearchParams({ from: period.from, to: period.to });
  if (account) params.set('account', accountWord(account));
  if (cursor) params.set('cursor', cursor);
  return `/app/money?${params.toString()}`;
}
