import { Card, InlineGrid, Link, Text } from '@shopify/polaris';
import type { HomeFigures } from '../../orders/read/views.ts';
import { useTexts } from '../texts.tsx';

/** The figures of today: what was booked, how fast, what waits, what needs somebody. */
export function Figures({ figures }: { figures: HomeFigures }) {
  const { t, number, duration } = useTexts();
  const { latency } = figures;
  return (
    <InlineGrid columns={{ xs: 2, md: 4 }} gap="300">
      <Figure
        label={t('figures.syncedToday')}
        value={number(figures.syncedToday)}
        url="/app/orders?view=synced"
      />
      <Figure
        label={t('figures.latency')}
        value={latency ? duration(latency.medianMs) : '–'}
        note={latency ? t('figures.latencyNote', { p95: duration(latency.p95Ms) }) : t('figures.noLatency')}
      />
      <Figure label={t('figures.waiting')} value={number(figures.waiting)} url="/app/orders?view=waiting" />
      <Figure
        label={t('figures.attention')}
        value={number(figures.attention)}
        url="/app/orders?view=attention"
      />
    </InlineGrid>
  );
}

function Figure({ label, value, note, url }: { label: string; value: string; note?: string; url?: string }) {
  return (
    <Card>
      <div className="tile">
        <Text as="h3" variant="bodySm" tone="subdued">
          {url ? (
            <Link url={url} monochrome removeUnderline>
              {label}
            </Link>
          ) : (
            label
          )}
        </Text>
        <Text as="p" variant="headingLg">
          {value}
        </Text>
        {note && (
          <Text as="p" variant="bodySm" tone="subdued">
            {note}
          </Text>
        )}
      </div>
    </Card>
  );
}
