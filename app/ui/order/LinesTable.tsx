import type { ReactNode } from 'react';
import { useTexts } from '../texts.tsx';

interface Line {
  name: string;
  quantity: number;
  rate: number;
  grossCents: number;
}

/** The line items of a document. `children`: what stands below them, in rows of four columns. */
export function LinesTable({
  lines,
  currency,
  children,
}: {
  lines: Line[];
  currency: string;
  children?: ReactNode;
}) {
  const { t, money, rate } = useTexts();
  return (
    <table className="positions">
      <thead>
        <tr>
          <th scope="col">{t('preview.position')}</th>
          <th scope="col">{t('preview.quantity')}</th>
          <th scope="col">{t('preview.rate')}</th>
          <th scope="col">{t('preview.gross')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line, index) => (
          <tr key={index}>
            <td>{line.name}</td>
            <td>{line.quantity}</td>
            <td>{rate(line.rate)}</td>
            <td>{money(line.grossCents, currency)}</td>
          </tr>
        ))}
      </tbody>
      {children}
    </table>
  );
}
