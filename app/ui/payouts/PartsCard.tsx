import { BlockStack, Card, Link, Text } from '@shopify/polaris';
import type { ShownPart } from '../../money/payouts/readPayout.server.ts';
import { MoneyTable } from '../money/MoneyTable.tsx';
import { useTexts } from '../texts.tsx';

/** The parts of a payout, each with the order whose money it is and whether that is booked. */
export function PartsCard({ parts, currency }: { parts: ShownPart[]; currency: string }) {
  const { t, money } = useTexts();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('payouts.parts')}
        </Text>
        <MoneyTable
          amounts={t('payouts.net')}
          rows={parts.map((part) => ({
            key: part.gid,
            day: part.day,
            what: <What part={part} currency={currency} />,
            amount: money(part.netCents, currency),
          }))}
        />
      </BlockStack>
    </Card>
  );
}

function What({ part, currency }: { part: ShownPart; currency: string }) {
  const { t, money } = useTexts();
  const { order } = part;
  return (
    <>
      {part.kind ? t(`payouts.part.${part.kind}`) : part.type}
      {part.feeCents !== 0 &&
        `, ${t('payouts.withFee', { amount: money(part.amountCents, currency), fee: money(part.feeCents, currency) })}`}
      {part.reason && ` (${part.reason})`}
      {part.orderName && (
        <>
          <br />
          {order ? (
            <>
              <Link url={`/app/orders/${order.orderId}`}>
                {t('money.sheet.order', { name: order.orderName })}
              </Link>
              {`: ${t(`payouts.place.${order.place}`)}`}
              {order.differsBy !== 0 &&
                `, ${t('payouts.differs', { amount: money(order.differsBy, currency) })}`}
            </>
          ) : (
            t('payouts.unknownOrder', { name: part.orderName })
          )}
        </>
      )}
    </>
  );
}
