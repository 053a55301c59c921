import { Select, TextField } from '@shopify/polaris';
import type { AccountSum } from '../../money/sheets/views.ts';
import { useTexts } from '../texts.tsx';
import { accountName } from './accountName.ts';
import { accountWord, type MoneyQuery } from './moneyQuery.ts';

interface Props {
  query: MoneyQuery;
  accounts: AccountSum[];
  onChange: (change: Partial<MoneyQuery>) => void;
}

const ALL = '';

/** Which account, and which period. */
export function MoneyFilters({ query, accounts, onChange }: Props) {
  const { t } = useTexts();
  const { period } = query;
  const changeDay = (end: 'from' | 'to') => (day: string) =>
    // While a day is being typed it is none yet.
    /^[12]\d{3}-\d\d-\d\d$/.test(day) && onChange({ period: { ...period, [end]: day } });
  return (
    <div className="no-print beside">
      <Select
        label={t('money.account')}
        value={query.account ? accountWord(query.account) : ALL}
        options={[
          { value: ALL, label: t('money.allAccounts') },
          ...accounts.map((sum) => ({ value: accountWord(sum.account), label: accountName(sum, t) })),
        ]}
        onChange={(word) =>
          onChange({
            account: accounts.find(({ account }) => accountWord(account) === word)?.account ?? null,
          })
        }
      />
      <TextField
        type="date"
        label={t('money.from')}
        value={period.from}
        max={period.to}
        autoComplete="off"
        onChange={changeDay('from')}
      />
      <TextField
        type="date"
        label={t('money.to')}
        value={period.to}
        min={period.from}
        autoComplete="off"
        onChange={changeDay('to')}
      />
    </div>
  );
}
