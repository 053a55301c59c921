import { Banner, BlockStack, Button, Text } from '@shopify/polaris';
import { useAppBridge } from '@shopify/app-bridge-react';
import { useRevalidator } from '@remix-run/react';
import { useState } from 'react';
import { useTexts } from '../texts.tsx';

/** Why no payouts are shown: leave is missing, there is no Shopify Payments, or Shopify did not answer. */
export type PayoutHindrance = 'not_granted' | 'no_account' | 'failed';

const SCOPES = ['read_shopify_payments_accounts', 'read_shopify_payments_payouts'];

/** What is in the way of payouts, and the way out. */
export function PayoutState({ why }: { why: PayoutHindrance }) {
  const { t } = useTexts();
  return (
    <Banner tone={why === 'failed' ? 'warning' : 'info'} title={t(`payouts.${why}.title`)}>
      <BlockStack gap="200" inlineAlign="start">
        <Text as="p">{t(`payouts.${why}.text`)}</Text>
        {why === 'not_granted' && <Grant />}
        {why === 'failed' && <Again />}
      </BlockStack>
    </Banner>
  );
}

/** Shopify asks the merchant; the app itself grants nothing. */
function Grant() {
  const { t } = useTexts();
  const shopify = useAppBridge();
  const { revalidate } = useRevalidator();
  const [asking, setAsking] = useState(false);
  const ask = async () => {
    setAsking(true);
    const { result } = await shopify.scopes.request(SCOPES).finally(() => setAsking(false));
    if (result === 'granted-all') revalidate();
  };
  return (
    <Button onClick={() => void ask()} loading={asking}>
      {t('payouts.grant')}
    </Button>
  );
}

function Again() {
  const { t } = useTexts();
  const { revalidate, state } = useRevalidator();
  return (
    <Button onClick={revalidate} loading={state === 'loading'}>
      {t('payouts.again')}
    </Button>
  );
}
