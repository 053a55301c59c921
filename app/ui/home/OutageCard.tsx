import { BlockStack, Card, List, Text } from '@shopify/polaris';
import type { Outage } from '../../orders/read/views.ts';
import { useTexts } from '../texts.tsx';

const MOST = 5;

/** When sevdesk did not answer lately; nothing while it always did. */
export function OutageCard({ outages }: { outages: Outage[] }) {
  const { t, dateTime, duration } = useTexts();
  if (outages.length === 0) return null;
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          {t('outages.title')}
        </Text>
        <Text as="p" tone="subdued">
          {t('outages.text')}
        </Text>
        <List>
          {outages.slice(0, MOST).map(({ from, to }) => (
            <List.Item key={from}>
              {to === null
                ? t('outages.now', { from: dateTime(from) })
                : t('outages.past', {
                    from: dateTime(from),
                    duration: duration(Date.parse(to) - Date.parse(from)),
                  })}
            </List.Item>
          ))}
        </List>
        {outages.length > MOST && (
          <Text as="p" tone="subdued">
            {t('outages.more', { count: outages.length - MOST })}
          </Text>
        )}
      </BlockStack>
    </Card>
  );
}
