import type { TFunction } from 'i18next';
import type { AccountSum } from '../../money/sheets/views.ts';

/** An account as the merchant knows it. */
export function accountName({ account, name }: Pick<AccountSum, 'account' | 'name'>, t: TFunction): string {
  if (account.kind !== 'clearing') return t(`money.accounts.${account.kind}`);
  return name ?? t('money.accounts.unknown', { id: account.id });
}
