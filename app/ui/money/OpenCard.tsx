import { BlockStack, Card, Link, Text } from '@shopify/polaris';
import type { OpenItem } from '../../money/sheets/views.ts';
import type { Bilingual } from '../bilingual.ts';
import { gatewayName } from '../gatewayName.ts';
import { useTexts } from '../texts.tsx';
import { MoneyTable } from './MoneyTable.tsx';

export type ExplainedItem = Omit<OpenItem, 'code' | 'facts'> & { title: Bilingual | null };

/** Money that moved and is not booked yet, each with what is in the way and the order that has the button for it. */
export function OpenCard({ items, more }: { items: ExplainedItem[]; more: boolean }) {
  const { t, money } = useTexts();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('money.open.title')}
        </Text>
        {items.length === 0 ? (
          <Text as="p" tone="subdued">
            {t('money.open.none')}
          </Text>
        ) : (
          <MoneyTable
            amounts={t('money.sheet.amount')}
            rows={items.map((item) => ({
              key: item.id,
              day: item.day,
              what: <What item={item} />,
              amount: money(item.amountCents),
            }))}
          />
        )}
        {more && <Text as="p">{t('money.open.more')}</Text>}
      </BlockStack>
    </Card>
  );
}

function What({ item }: { item: ExplainedItem }) {
  const { t, language } = useTexts();
  return (
    <>
      <Link url={`/app/orders/${item.orderId}`}>{t('money.sheet.order', { name: item.orderName })}</Link>
      {`, ${gatewayName(item.gateway, null, t)}`}
      <br />
      {item.booking
        ? t(`money.open.booking.${item.booking}`)
        : (item.title?.[language] ?? t('money.open.noReason'))}
    </>
  );
}
