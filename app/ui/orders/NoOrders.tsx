import { BlockStack, Box, Button, Text } from '@shopify/polaris';
import { useTexts } from '../texts.tsx';

/** Nothing has come yet, nothing is to be done, or nothing fits the filter. */
export type EmptyLog = 'none' | 'nothingToDo' | 'filtered';

const ways = { none: '/app/preview', nothingToDo: '/app/orders', filtered: '/app/orders' } as const;

/** An empty log: why it is, and the way on. */
export function NoOrders({ empty }: { empty: EmptyLog }) {
  const { t } = useTexts();
  return (
    <Box padding="800">
      <BlockStack gap="200" inlineAlign="center">
        <Text as="h2" variant="headingMd" alignment="center">
          {t(`log.empty.${empty}.title`)}
        </Text>
        <Text as="p" tone="subdued" alignment="center">
          {t(`log.empty.${empty}.text`)}
        </Text>
        <Button url={ways[empty]}>{t(`log.empty.${empty}.button`)}</Button>
      </BlockStack>
    </Box>
  );
}
