import { BlockStack, Card, DataTable, List, Text } from '@shopify/polaris';
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
        <DataTable
          columnContentTypes={['text', 'text', 'text']}
          headings={[t('data.stored.what'), t('data.stored.why'), t('data.stored.until')]}
          rows={kinds.map((kind) => [
            <Text as="span" fontWeight="semibold" key="what">
              {t(`data.stored.${kind}.what`)}
            </Text>,
            t(`data.stored.${kind}.why`),
            t(`data.stored.${kind}.until`),
          ])}
          verticalAlign="top"
          hoverable={false}
          increasedTableDensity
        />
        <List>
          <List.Item>{t('data.stored.encrypted')}</List.Item>
          <List.Item>{t('data.stored.invoices')}</List.Item>
          <List.Item>{t('data.stored.uninstall')}</List.Item>
        </List>
      </BlockStack>
    </Card>
  );
}
