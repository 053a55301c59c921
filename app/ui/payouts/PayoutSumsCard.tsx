import { Badge, BlockStack, Card, InlineStack, Text } from '@shopify/polaris';
import type { PartKind, PayoutSums } from '../../money/payouts/partKinds.ts';
import type { Payout } from '../../shopify/readPayouts.server.ts';
import { useTexts } from '../texts.tsx';

/** What a payout is made of, in short: what came, what went back, the fees, and what was paid out. */
export function PayoutSumsCard({ payout, sums }: { payout: Payout; sums: PayoutSums | null }) {
  const { t, money } = useTexts();
  const figures: [string, number][] = sums
    ? [
        ...(Object.entries(sums.byKind) as [PartKind, number][])
          .filter(([, cents]) => cents !== 0)
          .map(([kind, cents]): [string, number] => [t(`payouts.kind.${kind}`), cents]),
        [t('payouts.fees'), 0 - sums.fees],
      ]
    : [];
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack gap="200" blockAlign="center">
          <Text as="h2" variant="headingMd">
            {t(`payouts.status.${payout.status}`)}
          </Text>
          {sums && <Badge tone="success">{t('payouts.whole')}</Badge>}
        </InlineStack>
        <dl className="lines figures">
          {[...figures, [t('payouts.paidOut'), payout.net] as [string, number]].map(([term, cents]) => (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{money(cents, payout.currency)}</dd>
            </div>
          ))}
        </dl>
        {payout.traceId && <Text as="p">{t('payouts.trace', { id: payout.traceId })}</Text>}
        <Text as="p" tone="subdued">
          {t('payouts.notBooked')}
        </Text>
      </BlockStack>
    </Card>
  );
}
