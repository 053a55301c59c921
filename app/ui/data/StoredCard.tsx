import { BlockStack, Card, Divider, InlineGrid, List, Text } from '@shopify/polaris';
import { useTexts } from '../texts.tsx';

const kinds = ['buyer', 'ledger', 'webhooks', 'mail', 'export', 'access', 'secrets', 'shop'] as const;

/** What is stored, why, and for how long. */
export function StoredCard() {
  const { t } = useTexts();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('data.stored.title')}
        </Text>
        {kinds.map((kind) => (
          <BlockStack gap="300" key={kind}>
            <InlineGrid columns={{ xs: 1, md: 3 }} gap={{ xs: '050', md: '400' }}>
              <Text as="h3" fontWeight="semibold">
                {t(`data.stored.${kind}.what`)}
              </Text>
              <Text as="p">{t(`data.stored.${kind}.why`)}</Text>
              <Text as="p" tone="subdued">
                {t('data.stored.kept', { time: t(`data.stored.${kind}.until`) })}
              </Text>
            </InlineGrid>
            <Divider />
          </BlockStack>
        ))}
        <List>
          <List.Item>{t('data.stored.encrypted')}</List.Item>
          <List.Item>{t('data.stored.invoices')}</List.Item>
          <List.Item>{t('data.stored.uninstall')}</List.Item>
        </List>
      </BlockStack>
    </Card>
  );
}
