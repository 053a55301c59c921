import { BlockStack, Box, InlineStack, Text } from '@shopify/polaris';
import type { PreviewedDocument as Document } from '../../orders/read/views.ts';
import { gatewayName } from '../gatewayName.ts';
import { LinesTable } from '../order/LinesTable.tsx';
import { useTexts } from '../texts.tsx';

/** A document as it would stand in sevdesk, position by position. */
export function PreviewedDocument({ document, currency }: { document: Document; currency: string }) {
  const { t, money, day } = useTexts();
  return (
    <Box background="bg-surface-secondary" borderRadius="200" padding="400">
      <BlockStack gap="300">
        <InlineStack align="space-between" gap="300">
          <BlockStack gap="050">
            <Text as="h3" fontWeight="semibold">
              {document.header || t(`document.kind.${document.kind}`)}
            </Text>
            <Text as="p" tone="subdued">
              {t('preview.dates', { day: day(document.day), delivery: day(document.deliveryDay) })}
            </Text>
          </BlockStack>
          <Text as="p" tone="subdued" breakWord>
            {document.recipient.join(', ')}
          </Text>
        </InlineStack>
        <LinesTable lines={document.positions} currency={currency}>
          <tfoot>
            <tr>
              <th scope="row" colSpan={3}>
                {t('preview.sum', { tax: money(document.taxCents, currency) })}
              </th>
              <td>{money(document.grossCents, currency)}</td>
            </tr>
          </tfoot>
        </LinesTable>
        {document.bookings.map((booking, index) => (
          <Text as="p" key={index}>
            {t(document.kind === 'invoice' ? 'preview.booking' : 'preview.repayment', {
              amount: money(booking.amountCents, currency),
              gateway: gatewayName(booking.gateway, null, t),
              account: booking.checkAccountName ?? '–',
              day: day(booking.day),
            })}
          </Text>
        ))}
      </BlockStack>
    </Box>
  );
}
