import { BlockStack, Button, Card, InlineStack, Link, ProgressBar, Text } from '@shopify/polaris';
import type { BulkProgress } from '../orders/read/views.ts';
import { useTexts } from './texts.tsx';

interface Props {
  progress: BulkProgress;
  paused: boolean;
  /** Left out where the page has no way to stop. */
  onStop?: () => void;
}

/** How far it is what somebody set off for many orders: a bar while it runs, the result afterwards. */
export function ProgressCard({ progress, paused, onStop }: Props) {
  const { t, number, dateTime } = useTexts();
  const { kind, at, total, open, looking, results } = progress;
  const working = open > 0 || looking;
  const settled = Math.max(0, total - open);
  if (!working && total === 0) {
    return kind === 'switch_on' ? (
      <Card>
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t('progress.switched_on.title')}
          </Text>
          <Text as="p">{t('progress.switched_on.text')}</Text>
        </BlockStack>
      </Card>
    ) : null;
  }
  const parts = (['synced', 'parked', 'waiting', 'skipped'] as const).filter((state) => results[state] > 0);
  const result = parts.map((state) => t(`progress.result.${state}`, { count: results[state] })).join(', ');
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          {t(`progress.${kind}.${working ? 'working' : 'done'}`, { at: dateTime(at) })}
        </Text>
        {working && (
          <div role="group" aria-label={t('progress.of', { settled: number(settled), total: number(total) })}>
            <ProgressBar
              size="small"
              progress={total === 0 ? 0 : (settled / total) * 100}
              ariaLabelledBy="progress-text"
            />
          </div>
        )}
        <Text as="p" id="progress-text">
          {working && t('progress.of', { settled: number(settled), total: number(total) })}
          {working && looking && ` ${t('progress.looking')}`}
          {result && (working ? ` ${t('progress.soFar', { result })}` : t('progress.result.all', { result }))}
        </Text>
        {working && onStop && !paused && (
          <InlineStack gap="300" blockAlign="center">
            <Button onClick={onStop}>{t('progress.stop')}</Button>
            <Text as="span" tone="subdued">
              {t('progress.stopHelp')}
            </Text>
          </InlineStack>
        )}
        {results.parked > 0 && !working && <Link url="/app/orders?view=attention">{t('progress.show')}</Link>}
      </BlockStack>
    </Card>
  );
}
