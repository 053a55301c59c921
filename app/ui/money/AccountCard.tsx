import { Badge, BlockStack, Button, Card, InlineStack, Text } from '@shopify/polaris';
import type { AccountSum } from '../../money/sheets/views.ts';
import { gatewayName } from '../gatewayName.ts';
import { useTexts } from '../texts.tsx';
import { accountName } from './accountName.ts';

interface Props {
  sum: AccountSum;
  /** The account's sheet; null where it is shown already. */
  address: string | null;
  /** The account is one with that of other payment methods. */
  shared: boolean;
}

/** One account in the period: what was on it, what came, what went, what is left, and what is not booked yet. */
export function AccountCard({ sum, address, shared }: Props) {
  const { t, money } = useTexts();
  const name = accountName(sum, t);
  const { kind } = sum.account;
  const figures: [string, number][] = [
    [t('money.accounts.opening'), sum.openingCents],
    [t('money.accounts.in'), sum.inCents],
    [t('money.accounts.out'), 0 - sum.outCents],
    [t('money.accounts.closing'), sum.closingCents],
    ...(kind === 'clearing' ? [[t('money.accounts.open'), sum.openCents] as [string, number]] : []),
  ];
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack gap="200" align="space-between" blockAlign="center">
          <InlineStack gap="200" blockAlign="center">
            <Text as="h2" variant="headingMd">
              {name}
            </Text>
            <AccountBadge sum={sum} />
          </InlineStack>
          {address && (
            <div className="no-print">
              <Button url={address} accessibilityLabel={t('money.accounts.showOf', { name })}>
                {t('money.accounts.show')}
              </Button>
            </div>
          )}
        </InlineStack>
        <dl className="lines figures">
          {figures.map(([term, cents]) => (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{money(cents)}</dd>
            </div>
          ))}
        </dl>
        <Text as="p" tone="subdued" variant="bodySm">
          {kind !== 'clearing' ? t('money.accounts.liabilityNote') : <Gateways gateways={sum.gateways} />}
        </Text>
        {kind === 'gift_cards' && shared && (
          <InlineStack gap="200" blockAlign="center">
            <Text as="p">{t('money.accounts.liabilityHint')}</Text>
            <Button variant="plain" url="/app/sevdesk">
              {t('money.accounts.liabilityAction')}
            </Button>
          </InlineStack>
        )}
      </BlockStack>
    </Card>
  );
}

function Gateways({ gateways }: { gateways: string[] }) {
  const { t } = useTexts();
  if (gateways.length === 0) return t('money.accounts.gone');
  const names = gateways.map((gateway) =>
    gateway === '*' ? t('money.accounts.everyOther') : gatewayName(gateway, null, t),
  );
  return t('money.accounts.gateways', { names: names.join(', ') });
}

/** Green only when nothing is left, and nothing is still to come. */
function AccountBadge({ sum }: { sum: AccountSum }) {
  const { t, money } = useTexts();
  if (sum.openCents !== 0)
    return <Badge tone="attention">{t('money.accounts.waiting', { amount: money(sum.openCents) })}</Badge>;
  if (sum.closingCents === 0) return <Badge tone="success">{t('money.accounts.zero')}</Badge>;
  return null;
}
