import { useFetcher } from '@remix-run/react';
import { BlockStack, Button, ButtonGroup, Card, InlineStack, Text } from '@shopify/polaris';
import { useEffect, useState } from 'react';
import type { DayFigures } from '../../orders/read/views.ts';
import { useTexts } from '../texts.tsx';
import { DayBars } from './DayBars.tsx';
import { LatencyLine } from './LatencyLine.tsx';

const RANGES = [7, 30, 90] as const;

/**
 * The last days as a picture: what became of the orders, and how long booking took. Its place is kept while the figures
 * are on their way, so that nothing below moves; the same figures stand in a table for whoever does not see it.
 */
export function ChartCard() {
  const { t, number } = useTexts();
  const { load, data } = useFetcher<{ days: DayFigures[] }>();
  const [range, setRange] = useState<(typeof RANGES)[number]>(30);
  useEffect(() => load('/app/figures'), [load]);
  const days = data?.days?.slice(-range) ?? [];
  const sum = (part: 'synced' | 'open' | 'skipped') =>
    days.reduce((whole, figures) => whole + figures[part], 0);
  const [synced, open, skipped] = [sum('synced'), sum('open'), sum('skipped')];
  const total = synced + open + skipped;
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack gap="200" align="space-between" blockAlign="center">
          <Text as="h2" variant="headingMd">
            {t('chart.title')}
          </Text>
          <ButtonGroup variant="segmented">
            {RANGES.map((choice) => (
              <Button
                key={choice}
                size="slim"
                pressed={choice === range}
                onClick={() => setRange(choice)}
                accessibilityLabel={t('chart.lastDays', { count: choice })}
              >
                {t('chart.days', { count: choice })}
              </Button>
            ))}
          </ButtonGroup>
        </InlineStack>
        <div className="chart-place">
          {data && total === 0 && (
            <Text as="p" tone="subdued">
              {t('chart.none')}
            </Text>
          )}
          {total > 0 && (
            <BlockStack gap="200">
              <Text as="p">
                {t('chart.sum', {
                  total: number(total),
                  synced: number(synced),
                  open: number(open),
                  skipped: number(skipped),
                })}
              </Text>
              <DayBars days={days} />
              <Legend />
              <LatencyLine days={days} />
            </BlockStack>
          )}
        </div>
      </BlockStack>
      {total > 0 && <FigureTable days={days} />}
    </Card>
  );
}

function Legend() {
  const { t } = useTexts();
  return (
    <InlineStack gap="400">
      {(['synced', 'open', 'skipped'] as const).map((part) => (
        <InlineStack key={part} gap="100" blockAlign="center">
          <span className="chart-swatch" data-part={part} />
          <Text as="span" variant="bodySm">
            {t(`chart.part.${part}`)}
          </Text>
        </InlineStack>
      ))}
    </InlineStack>
  );
}

/** The figures behind the picture. */
function FigureTable({ days }: { days: DayFigures[] }) {
  const { t, day, number, duration } = useTexts();
  return (
    <table className="for-readers">
      <caption>{t('chart.title')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('chart.day')}</th>
          {(['synced', 'open', 'skipped'] as const).map((part) => (
            <th scope="col" key={part}>
              {t(`chart.part.${part}`)}
            </th>
          ))}
          <th scope="col">{t('figures.latency')}</th>
        </tr>
      </thead>
      <tbody>
        {days.map((figures) => (
          <tr key={figures.day}>
            <th scope="row">{day(figures.day)}</th>
            <td>{number(figures.synced)}</td>
            <td>{number(figures.open)}</td>
            <td>{number(figures.skipped)}</td>
            <td>{figures.medianMs === null ? '–' : duration(figures.medianMs)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
