import { BlockStack, Card, InlineStack, Link, Text } from '@shopify/polaris';
import type { ReactNode } from 'react';
import type { OrderDetail } from '../../orders/read/views.ts';
import { gatewayName } from '../gatewayName.ts';
import { StateBadge } from '../StateBadge.tsx';
import { useTexts } from '../texts.tsx';

/** The order in short: who, how much, how paid, and how long it took from the money to the booking. */
export function SummaryCard({ order, orderUrl }: { order: OrderDetail; orderUrl: string }) {
  const { t, money, dateTime, duration } = useTexts();
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center">
          <Text as="h2" variant="headingMd">
            {t('order.summary')}
          </Text>
          <StateBadge state={order.state} reason={order.problem?.code} />
        </InlineStack>
        <Line term={t('order.customer')}>{order.buyer ?? '–'}</Line>
        <Line term={t('order.total')}>
          {order.totalCents === null ? '–' : money(order.totalCents, order.currency ?? 'EUR')}
        </Line>
        <Line term={t('order.payment')}>{order.gateway ? gatewayName(order.gateway, null, t) : '–'}</Line>
        {order.fees.map(({ currency, feeCents, taxCents }) => (
          <Line key={currency} term={t('order.fee')}>
            {taxCents === 0
              ? money(feeCents, currency)
              : t('order.feeAndTax', { fee: money(feeCents, currency), tax: money(taxCents, currency) })}
          </Line>
        ))}
        <Line term={t('order.paidAt')}>{order.paidAt ? dateTime(order.paidAt) : '–'}</Line>
        {order.syncedAt && (
          <Line term={t('order.syncedAt')}>
            {dateTime(order.syncedAt)}
            {order.latencyMs !== null && ` (${t('order.latency', { duration: duration(order.latencyMs) })})`}
          </Line>
        )}
        {order.nextAttemptAt && (
          <Line term={t('order.nextAttempt')}>
            {dateTime(order.nextAttemptAt)} ({t('order.attempts', { count: order.attempts })})
          </Line>
        )}
        <Link url={orderUrl} target="_blank">
          {t('order.openInShopify')}
        </Link>
      </BlockStack>
    </Card>
  );
}

export function Line({ term, children }: { term: string; children: ReactNode }) {
  return (
    <BlockStack>
      <Text as="span" variant="bodySm" tone="subdued">
        {term}
      </Text>
      <Text as="span">{children}</Text>
    </BlockStack>
  );
}
