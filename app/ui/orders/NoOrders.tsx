import { BlockStack, Box, Text } from '@shopify/polaris';
import { useTexts } from '../texts.tsx';

/** An empty log: nothing has come yet, or nothing fits the filter. */
export function NoOrders({ filtered }: { filtered: boolean }) {
  const { t } = useTexts();
  const which = filtered ? 'filtered' : 'none';
  return (
    <Box padding="800">
      <BlockStack gap="200" inlineAlign="center">
        <Text as="h2" variant="headingMd" alignment="center">
          {t(`log.empty.${which}.title`)}
        </Text>
        <Text as="p" tone="subdued" alignment="center">
          {t(`log.empty.${which}.text`)}
        </Text>
      </BlockStack>
    </Box>
  );
}
