import { Badge, BlockStack, Button, Card, InlineStack, Text } from '@shopify/polaris';
import type { PrivacyView } from '../../privacy/views.ts';
import { download } from '../download.ts';
import { useTexts } from '../texts.tsx';

const TONE = { open: 'attention', done: 'success', kept: 'info', unreadable: 'warning' } as const;

/** Requests of buyers and of the merchant, and the files that are ready. */
export function RequestList({ requests, exports }: PrivacyView) {
  const { t, dateTime, day } = useTexts();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('data.requests.title')}
        </Text>
        {requests.length === 0 && <Text as="p">{t('data.requests.none')}</Text>}
        {exports.map(({ id, orders, createdAt, expiresAt }) => (
          <InlineStack key={id} gap="200" align="space-between" blockAlign="center">
            <BlockStack>
              <Text as="p" fontWeight="semibold">
                {t('data.requests.file', { at: dateTime(createdAt), count: orders })}
              </Text>
              <Text as="p" tone="subdued">
                {t('data.requests.until', { day: day(expiresAt) })}
              </Text>
            </BlockStack>
            <Button onClick={() => void download(`/app/data/${id}`, 'customer-data.json')}>
              {t('data.requests.save')}
            </Button>
          </InlineStack>
        ))}
        {requests.map(({ id, kind, state, orders, receivedAt, byMerchant }) => (
          <InlineStack key={id} gap="200" align="space-between" blockAlign="center">
            <BlockStack>
              <Text as="p">{t(`data.requests.kind.${kind}`)}</Text>
              <Text as="p" tone="subdued">
                {t(byMerchant ? 'data.requests.byMerchant' : 'data.requests.byShopify', {
                  at: dateTime(receivedAt),
                  count: orders,
                })}
              </Text>
            </BlockStack>
            <Badge tone={TONE[state]}>{t(`data.requests.state.${state}`)}</Badge>
          </InlineStack>
        ))}
      </BlockStack>
    </Card>
  );
}
