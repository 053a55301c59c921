import { Badge, BlockStack, Box, IndexTable, InlineStack, Link, Text } from '@shopify/polaris';
import { memo } from 'react';
import type { OrderRow } from '../../orders/read/views.ts';
import type { Bilingual } from '../bilingual.ts';
import { StateBadge } from '../StateBadge.tsx';
import { useTexts } from '../texts.tsx';

export type LoggedOrder = OrderRow & { problemTitle: Bilingual | null };

/** An order as one row of columns. */
export const OrderCells = memo(function OrderCells({ row }: { row: LoggedOrder }) {
  const { money, dateTime } = useTexts();
  return (
    <>
      <IndexTable.Cell>
        <OrderLink row={row} dataPrimaryLink />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <span className="one-line">{row.buyer ?? '–'}</span>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Text as="span" alignment="end" numeric>
          {row.totalCents === null ? '–' : money(row.totalCents, row.currency ?? 'EUR')}
        </Text>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <BlockStack gap="050" inlineAlign="start">
          <Badges row={row} />
          <ProblemLine row={row} />
        </BlockStack>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Numbers row={row} />
      </IndexTable.Cell>
      <IndexTable.Cell>{dateTime(row.processedAt ?? row.changedAt)}</IndexTable.Cell>
    </>
  );
});

/** The same order on a phone. */
export const OrderLines = memo(function OrderLines({ row }: { row: LoggedOrder }) {
  const { money, dateTime } = useTexts();
  return (
    <Box padding="300" width="100%">
      <BlockStack gap="100">
        <InlineStack align="space-between" gap="200" wrap={false}>
          <OrderLink row={row} />
          <Text as="span" numeric>
            {row.totalCents === null ? '' : money(row.totalCents, row.currency ?? 'EUR')}
          </Text>
        </InlineStack>
        <InlineStack gap="200" blockAlign="center">
          <Badges row={row} />
          {row.invoiceNumber && (
            <Text as="span" variant="bodySm">
              {[row.invoiceNumber, ...row.creditNumbers].join(', ')}
            </Text>
          )}
        </InlineStack>
        <ProblemLine row={row} />
        <Text as="span" variant="bodySm" tone="subdued">
          {[row.buyer, dateTime(row.processedAt ?? row.changedAt)].filter(Boolean).join(' · ')}
        </Text>
      </BlockStack>
    </Box>
  );
});

function OrderLink({ row, dataPrimaryLink = false }: { row: LoggedOrder; dataPrimaryLink?: boolean }) {
  const { t } = useTexts();
  return (
    <Link url={`/app/orders/${row.orderId}`} dataPrimaryLink={dataPrimaryLink} monochrome removeUnderline>
      <Text as="span" fontWeight="semibold">
        {row.orderName || t('order.unread')}
      </Text>
    </Link>
  );
}

/** What became of it, and what else a merchant should know: money that went back, a mail that did not get through. */
function Badges({ row }: { row: LoggedOrder }) {
  const { t } = useTexts();
  return (
    <InlineStack gap="100">
      <StateBadge state={row.state} reason={row.problem?.code} />
      {row.refunded && <Badge>{t(`log.refunded.${row.refunded}`)}</Badge>}
      {row.mailLost && <Badge tone="warning">{t('log.mailLost')}</Badge>}
    </InlineStack>
  );
}

/** The numbers of an order's documents, one below the other. */
function Numbers({ row }: { row: LoggedOrder }) {
  if (!row.invoiceNumber) return '–';
  return (
    <BlockStack>
      {[row.invoiceNumber, ...row.creditNumbers].map((number) => (
        <span key={number}>{number}</span>
      ))}
    </BlockStack>
  );
}

function ProblemLine({ row }: { row: LoggedOrder }) {
  const { language } = useTexts();
  if (!row.problemTitle || row.state === 'synced') return null;
  return (
    <Text as="span" variant="bodySm" tone="subdued">
      {row.problemTitle[language]}
    </Text>
  );
}
