import { Box, Text } from '@shopify/polaris';
import type { OrderTotals } from '../../orders/read/views.ts';
import { useTexts } from '../texts.tsx';

/** How many orders the filters show in all, and what they come to. */
export function LogTotals({ totals }: { totals: OrderTotals }) {
  const { t, money, number } = useTexts();
  const values = {
    count: totals.orders,
    orders: number(totals.orders),
    sum: money(totals.sumCents),
  };
  return (
    <Box paddingInline="400" paddingBlock="200">
      <Text as="p" variant="bodySm" tone="subdued">
        {t(totals.more ? 'log.sumMore' : 'log.sum', values)}
      </Text>
    </Box>
  );
}
