import type { ReactNode } from 'react';
import { useTexts } from '../texts.tsx';

interface Props {
  /** What the amounts are. */
  amounts: string;
  rows: { key: string; day: string; what: ReactNode; amount: string }[];
}

/** Money that moved, a line each: when, what and how much. */
export function MoneyTable({ amounts, rows }: Props) {
  const { t, day } = useTexts();
  return (
    <table className="positions sheet">
      <thead>
        <tr>
          <th scope="col">{t('money.sheet.day')}</th>
          <th scope="col">{t('money.sheet.what')}</th>
          <th scope="col">{amounts}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key}>
            <td>{day(row.day)}</td>
            <td>{row.what}</td>
            <td>{row.amount}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
