import { BlockStack, Button, Card, InlineStack, Link, Text } from '@shopify/polaris';
import { useState } from 'react';
import type { TrialTotals } from '../../orders/read/views.ts';
import { useTexts } from '../texts.tsx';
import { SwitchOn } from './SwitchOn.tsx';

interface Props {
  trial: TrialTotals;
  today: string;
  yesterday: string;
  oldestDay: string;
}

/** A trial run is on: what it has shown so far, and the way to booking for real. */
export function TrialCard({ trial, today, yesterday, oldestDay }: Props) {
  const { t, money, dateTime } = useTexts();
  const [ending, setEnding] = useState(false);
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('trial.title')}
        </Text>
        <Text as="p">{t('trial.text', { since: dateTime(trial.since) })}</Text>
        <Text as="p">
          {t('trial.orders', { count: trial.orders, sum: money(trial.sumCents) })}{' '}
          {trial.orders > 0 && <Link url="/app/orders?problem=skip.trial">{t('trial.show')}</Link>}
        </Text>
        {ending ? (
          <SwitchOn
            ready
            today={today}
            yesterday={yesterday}
            oldestDay={oldestDay}
            trial={trial}
            onCancel={() => setEnding(false)}
          />
        ) : (
          <InlineStack>
            <Button variant="primary" onClick={() => setEnding(true)}>
              {t('trial.end')}
            </Button>
          </InlineStack>
        )}
      </BlockStack>
    </Card>
  );
}
