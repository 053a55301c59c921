import { BlockStack, Card, Link, Text } from '@shopify/polaris';
import type { ShownPart } from '../../money/payouts/readPayout.server.ts';
import { useTexts } from '../texts.tsx';

/** The parts of a payout, each with the order whose money it is and whether that is booked. */
export function PartsCard({ parts, currency }: { parts: ShownPart[]; currency: string }) {
  const { t, day, money } = useTexts();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('payouts.parts')}
        </Text>
        <table className="positions sheet">
          <thead>
            <tr>
              <th scope="col">{t('money.sheet.day')}</th>
              <th scope="col">{t('money.sheet.what')}</th>
              <th scope="col">{t('payouts.net')}</th>
            </tr>
          </thead>
          <tbody>
            {parts.map((part) => (
              <tr key={part.gid}>
                <td>{day(part.day)}</td>
                <td>
                  <What part={part} currency={currency} />
                </td>
                <td>{money(part.netCents, currency)}</td>
              </tr>
            ))}
          </tbody>
        </table>
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
