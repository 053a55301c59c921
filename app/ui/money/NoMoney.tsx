import { BlockStack, Box, Button, Card, Text } from '@shopify/polaris';
import { useTexts } from '../texts.tsx';

/** Nothing is booked yet: what will stand here, and where to look meanwhile. */
export function NoMoney() {
  const { t } = useTexts();
  return (
    <Card>
      <Box padding="800">
        <BlockStack gap="300" inlineAlign="center">
          <Text as="h2" variant="headingMd" alignment="center">
            {t('money.empty.title')}
          </Text>
          <Text as="p" tone="subdued" alignment="center">
            {t('money.empty.text')}
          </Text>
          <Button url="/app/orders">{t('money.empty.action')}</Button>
        </BlockStack>
      </Box>
    </Card>
  );
}
