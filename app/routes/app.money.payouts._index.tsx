import { useLoaderData } from '@remix-run/react';
import { BlockStack, Card, InlineStack, Link, Text } from '@shopify/polaris';
import { AppPage } from '../ui/AppPage.tsx';
import { PayoutState } from '../ui/payouts/PayoutState.tsx';
import { useTexts } from '../ui/texts.tsx';
import { forMerchant } from '../pages/forMerchant.server.ts';
import { payoutHindrance } from '../pages/payoutHindrance.ts';

const PATIENCE_MS = 10_000;

export const loader = forMerchant(async ({ ports, acting, url }) => {
  const after = url.searchParams.get('after')?.slice(0, 500) || null;
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const answer = await ports.shopify.payouts.list(acting.shopId, after, signal);
  if (answer.kind !== 'done') return { why: payoutHindrance(answer), payouts: [], next: null, after };
  if (answer.value === null) return { why: 'no_account' as const, payouts: [], next: null, after };
  return { why: null, ...answer.value, after };
});

/** The payouts of Shopify Payments, the newest first, each opening to its parts. */
export default function PayoutsPage() {
  const { why, payouts, next, after } = useLoaderData<typeof loader>();
  const { t, day, money } = useTexts();
  return (
    <AppPage
      title={t('payouts.title')}
      subtitle={t('payouts.intro')}
      backAction={{ content: t('money.title'), url: '/app/money' }}
    >
      {why ? (
        <PayoutState why={why} />
      ) : (
        <Card>
          <BlockStack gap="300">
            {payouts.length === 0 ? (
              <Text as="p">{t('payouts.none')}</Text>
            ) : (
              <table className="positions sheet">
                <thead>
                  <tr>
                    <th scope="col">{t('money.sheet.day')}</th>
                    <th scope="col">{t('payouts.payout')}</th>
                    <th scope="col">{t('money.sheet.amount')}</th>
                  </tr>
                </thead>
                <tbody>
                  {payouts.map((payout) => (
                    <tr key={payout.gid}>
                      <td>{day(payout.day)}</td>
                      <td>
                        <Link
                          url={`/app/money/payouts/${payout.id}`}
                          accessibilityLabel={t('payouts.open', { day: day(payout.day) })}
                        >
                          {t(`payouts.status.${payout.status}`)}
                        </Link>
                        {payout.traceId && (
                          <>
                            <br />
                            {t('payouts.trace', { id: payout.traceId })}
                          </>
                        )}
                      </td>
                      <td>{money(payout.net, payout.currency)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
            <InlineStack gap="400">
              {after && <Link url="/app/money/payouts">{t('money.sheet.newest')}</Link>}
              {next && (
                <Link url={`/app/money/payouts?after=${encodeURIComponent(next)}`}>
                  {t('money.sheet.more')}
                </Link>
              )}
            </InlineStack>
          </BlockStack>
        </Card>
      )}
    </AppPage>
  );
}
