import { Button, Collapsible, InlineStack } from '@shopify/polaris';
import { useState } from 'react';
import type { DocumentView } from '../../orders/read/views.ts';
import { useTexts } from '../texts.tsx';
import { LinesTable } from './LinesTable.tsx';
import { sumByRate } from './sumByRate.ts';

interface Props {
  document: DocumentView;
  /** How the document is called on the page. */
  name: string;
}

/** What a document is made of: its net, tax and gross for each rate, and on demand its line items. */
export function DocumentLines({ document, name }: Props) {
  const { t, money, rate } = useTexts();
  const [open, setOpen] = useState(false);
  const { id, lines, currency } = document;
  if (lines.length === 0) return null;
  const amount = (cents: number) => money(cents, currency);
  return (
    <>
      <table className="positions">
        <thead>
          <tr>
            <th scope="col">{t('preview.rate')}</th>
            <th scope="col">{t('document.net')}</th>
            <th scope="col">{t('document.vat')}</th>
            <th scope="col">{t('document.gross')}</th>
          </tr>
        </thead>
        <tbody>
          {sumByRate(lines).map((sum) => (
            <tr key={sum.rate}>
              <th scope="row">{rate(sum.rate)}</th>
              <td>{amount(sum.grossCents - sum.taxCents)}</td>
              <td>{amount(sum.taxCents)}</td>
              <td>{amount(sum.grossCents)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <InlineStack>
        <Button
          variant="plain"
          ariaExpanded={open}
          ariaControls={`lines-${id}`}
          onClick={() => setOpen(!open)}
          accessibilityLabel={`${t(open ? 'document.hideLines' : 'document.showLines', { count: lines.length })}: ${name}`}
        >
          {t(open ? 'document.hideLines' : 'document.showLines', { count: lines.length })}
        </Button>
      </InlineStack>
      <Collapsible id={`lines-${id}`} open={open} transition={false}>
        <LinesTable lines={lines} currency={currency} />
      </Collapsible>
    </>
  );
}
