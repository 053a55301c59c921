import { BlockStack, Button, Card, InlineStack, Text } from '@shopify/polaris';
import type { FeesOfPeriod } from '../../money/fees/monthlyFees.server.ts';
import { gatewayName } from '../gatewayName.ts';
import { useTexts } from '../texts.tsx';

interface Props {
  fees: FeesOfPeriod;
  exporting: boolean;
  onExport: () => void;
}

/** What payments cost, month by month. */
export function FeesCard({ fees, exporting, onExport }: Props) {
  const { t, money, number } = useTexts();
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack gap="200" align="space-between" blockAlign="center">
          <Text as="h2" variant="headingMd">
            {t('money.fees.title')}
          </Text>
          {fees.months.length > 0 && (
            <div className="no-print">
              <Button onClick={onExport} loading={exporting}>
                {t('money.fees.export')}
              </Button>
            </div>
          )}
        </InlineStack>
        <Text as="p" tone="subdued">
          {t('money.fees.intro')}
        </Text>
        {fees.months.length === 0 ? (
          <Text as="p">{t('money.fees.none')}</Text>
        ) : (
          <table className="positions">
            <thead>
              <tr>
                <th scope="col">{t('money.fees.month')}</th>
                <th scope="col">{t('money.fees.payments')}</th>
                <th scope="col">{t('money.fees.fee')}</th>
                <th scope="col">{t('money.fees.tax')}</th>
              </tr>
            </thead>
            <tbody>
              {fees.months.map((row) => (
                <tr key={`${row.month} ${row.gateway} ${row.currency}`}>
                  <td>
                    {row.month.slice(5)}/{row.month.slice(0, 4)}, {gatewayName(row.gateway, null, t)}
                  </td>
                  <td>{number(row.payments)}</td>
                  <td>{money(row.feeCents, row.currency)}</td>
                  <td>{money(row.taxCents, row.currency)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {fees.unknown > 0 && <Text as="p">{t('money.fees.unknown', { count: fees.unknown })}</Text>}
      </BlockStack>
    </Card>
  );
}
