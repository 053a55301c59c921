import { useLoaderData } from '@remix-run/react';
import { Banner } from '@shopify/polaris';
import { useState } from 'react';
import { noteAccess } from '../merchant/noteAccess.server.ts';
import { readPayout } from '../money/payouts/readPayout.server.ts';
import { AppPage } from '../ui/AppPage.tsx';
import { download } from '../ui/download.ts';
import { PartsCard } from '../ui/payouts/PartsCard.tsx';
import { PayoutState } from '../ui/payouts/PayoutState.tsx';
import { PayoutSumsCard } from '../ui/payouts/PayoutSumsCard.tsx';
import { faultFacts } from '../ui/payouts/faultFacts.ts';
import { useTexts } from '../ui/texts.tsx';
import { forMerchant } from '../pages/forMerchant.server.ts';
import { payoutHindrance } from '../pages/payoutHindrance.ts';
import { refuse } from '../pages/refuse.ts';

const PATIENCE_MS = 30_000;

export const loader = forMerchant(async ({ ports, acting, params }) => {
  const id = params['payoutId'] ?? '';
  if (!/^\d{1,20}$/.test(id)) refuse(404);
  await noteAccess(ports, acting, 'list');
  const sources = { db: ports.db, payouts: ports.shopify.payouts };
  const answer = await readPayout(sources, acting.shopId, id, AbortSignal.timeout(PATIENCE_MS));
  if (answer.kind === 'refused' && answer.why === 'not_found') refuse(404);
  return answer.kind === 'done'
    ? { id, why: null, shown: answer.value }
    : { id, why: payoutHindrance(answer), shown: null };
});

/** One payout with its parts, each with the order whose money it is; green only when they add up to the cent. */
export default function PayoutPage() {
  const { id, why, shown } = useLoaderData<typeof loader>();
  const { t, day, money, language } = useTexts();
  const [exporting, setExporting] = useState<'idle' | 'busy' | 'failed'>('idle');
  const save = async () => {
    setExporting('busy');
    const saved = await download(`/app/money/payouts/${id}/csv?language=${language}`, `payout-${id}.csv`);
    setExporting(saved ? 'idle' : 'failed');
  };
  return (
    <AppPage
      title={shown ? t('payouts.of', { day: day(shown.payout.day) }) : t('payouts.title')}
      backAction={{ content: t('payouts.title'), url: '/app/money/payouts' }}
      secondaryActions={
        shown
          ? [
              { content: t('money.print'), onAction: () => window.print() },
              {
                content: exporting === 'failed' ? t('money.exportAgain') : t('money.export'),
                loading: exporting === 'busy',
                onAction: () => void save(),
              },
            ]
          : []
      }
    >
      {why && <PayoutState why={why} />}
      {shown?.fault && (
        <Banner tone="warning" title={t('payouts.parked')}>
          <p>
            {t(`payouts.fault.${shown.fault.fault}`, faultFacts(shown.fault, shown.payout.currency, money))}
          </p>
        </Banner>
      )}
      {shown && <PayoutSumsCard payout={shown.payout} sums={shown.sums} />}
      {shown && <PartsCard parts={shown.parts} currency={shown.payout.currency} />}
    </AppPage>
  );
}
