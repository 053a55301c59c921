import { useLoaderData } from '@remix-run/react';
import { useAppBridge } from '@shopify/app-bridge-react';
import { useEffect } from 'react';
import { z } from 'zod';
import { dayAt } from '../merchant/day.ts';
import { readConnection } from '../merchant/readConnection.server.ts';
import { readSettings, saveSettings } from '../merchant/settings.server.ts';
import { readSetup } from '../merchant/setup.server.ts';
import { daysBack } from '../merchant/oldOrders.server.ts';
import { switchSync } from '../merchant/switchSync.server.ts';
import { openAlerts, type OpenAlert } from '../alerts/openAlerts.server.ts';
import { bulkProgress } from '../orders/read/bulkProgress.server.ts';
import { chosenTotals } from '../orders/read/chosenTotals.server.ts';
import { homeFigures } from '../orders/read/homeFigures.server.ts';
import type { OrderFilter } from '../orders/read/views.ts';
import { wakeUnblocked } from '../sync/schedule/wakeUnblocked.server.ts';
import { pauseShop } from '../orders/actions/pauseShop.server.ts';
import { resumeShop } from '../orders/actions/resumeShop.server.ts';
import { syncAgain } from '../orders/actions/syncAgain.server.ts';
import { goLive } from '../orders/actions/trialRun.server.ts';
import { AppPage } from '../ui/AppPage.tsx';
import { ProgressCard } from '../ui/ProgressCard.tsx';
import { AlertBanner } from '../ui/home/AlertBanner.tsx';
import { ChartCard } from '../ui/home/ChartCard.tsx';
import { Figures } from '../ui/home/Figures.tsx';
import { OutageCard } from '../ui/home/OutageCard.tsx';
import { ProblemList } from '../ui/home/ProblemList.tsx';
import { SetupSteps } from '../ui/home/SetupSteps.tsx';
import { StatusCard } from '../ui/home/StatusCard.tsx';
import { TrialCard } from '../ui/home/TrialCard.tsx';
import { useTexts } from '../ui/texts.tsx';
import { useLive } from '../ui/useLive.ts';
import { useSend } from '../ui/useSend.ts';
import { shownAlert } from '../pages/alertTexts.server.ts';
import { forMerchant } from '../pages/forMerchant.server.ts';
import { startMoment } from '../pages/startMoment.server.ts';
import { weighStart } from '../pages/weighStart.server.ts';
import { problemAction, problemTitle } from '../pages/problemTexts.server.ts';
import { readForm } from '../pages/readForm.server.ts';

export const loader = forMerchant(async ({ ports, acting, shop }) => {
  const { shopId } = acting;
  const [setup, settings, figures, connection, alerts, progress, days] = await Promise.all([
    readSetup(ports.db, shopId),
    readSettings(ports.db, shopId),
    homeFigures(ports, shopId),
    readConnection(ports.db, shopId),
    openAlerts(ports, shopId),
    bulkProgress(ports, shopId),
    daysBack(ports.db, shopId),
  ]);
  const alertOf = (code: string) =>
    alerts.find(({ cause, subject }) => cause === 'problem' && subject === code);
  const now = ports.clock.now();
  return {
    setup,
    figures,
    progress,
    problems: figures.problems.map((entry) => ({
      ...entry,
      title: problemTitle(entry.code),
      action: problemAction(entry.code),
      level: alertOf(entry.code)?.level ?? null,
      since: sinceOf(alertOf(entry.code)),
    })),
    alerts: alerts.map((alert) => shownAlert(alert, shop.timeZone)),
    choices: {
      regime: connection?.regime ?? null,
      ossFrom: settings.ossFrom,
      finalise: settings.finalise,
    },
    pausedBy: shop.pausedBy,
    syncFrom: shop.syncFrom?.toISOString() ?? null,
    today: dayAt(now, shop.timeZone),
    yesterday: dayAt(new Date(now.getTime() - 86_400_000), shop.timeZone),
    oldestDay: dayAt(new Date(now.getTime() - (days - 1) * 86_400_000), shop.timeZone),
  };
});

const sinceOf = (alert: OpenAlert | undefined): string | null => {
  const since = alert?.facts['since'];
  return typeof since === 'string' ? since : null;
};

const start = {
  moment: z.enum(['now', 'today', 'day', 'trial']),
  day: z.string().max(20),
  trial: z.boolean(),
};
const formSchema = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('weigh'), ...start }),
  z.object({ intent: z.literal('switch_on'), ...start }),
  z.object({ intent: z.literal('switch_off') }),
  z.object({ intent: z.literal('review') }),
  z.object({ intent: z.literal('pause') }),
  z.object({ intent: z.literal('resume') }),
  z.object({ intent: z.enum(['weigh_again', 'sync_again']), code: z.string().max(100) }),
]);

/** All orders that a problem keeps from being booked. */
const withProblem = (problemCode: string): OrderFilter => ({
  ...{ view: 'attention', search: null, gateway: null, from: null, to: null },
  problemCode,
});

export const action = forMerchant(async ({ ports, acting, shop, request }) => {
  const form = await readForm(request, formSchema);
  switch (form.intent) {
    case 'weigh':
      return weighStart(ports, shop, { moment: form.moment, day: form.day });
    case 'switch_on': {
      const from = await startMoment(ports, shop, form);
      if (!from) return { kind: 'refused', why: 'no_day' } as const;
      const switched = form.trial
        ? await switchSync(ports, acting, from, { trial: true })
        : await goLive(ports, acting, from);
      if (switched.kind === 'on') await wakeUnblocked(ports, acting.shopId);
      return switched;
    }
    case 'switch_off':
      return switchSync(ports, acting, null);
    case 'review': {
      const settings = await readSettings(ports.db, acting.shopId);
      await saveSettings(ports, acting, { ...settings, reviewed: true });
      return { kind: 'reviewed' as const };
    }
    case 'pause':
      await pauseShop(ports, acting);
      return { kind: 'paused' as const };
    case 'resume':
      await resumeShop(ports, acting);
      return { kind: 'resumed' as const };
    case 'weigh_again':
      return {
        kind: 'weighed_again' as const,
        totals: await chosenTotals(ports, acting.shopId, withProblem(form.code)),
      };
    case 'sync_again': {
      const { orders } = await syncAgain(ports, acting, { filter: withProblem(form.code) });
      return { kind: 'sync_again' as const, count: orders };
    }
  }
});

/** How often the figures are fetched again while somebody looks. */
const LIVE_MS = 10_000;

export default function HomePage() {
  const data = useLoaderData<typeof loader>();
  const { t } = useTexts();
  const shopify = useAppBridge();
  const { send, busy, answer } = useSend<typeof action>();
  const paused = data.pausedBy !== null;
  useLive(LIVE_MS);
  useEffect(() => {
    if (answer?.kind === 'paused' || answer?.kind === 'resumed') shopify.toast.show(t(`home.${answer.kind}`));
  }, [answer, shopify, t]);

  if (!data.setup.complete) {
    return (
      <AppPage title={t('home.title')}>
        <SetupSteps {...data} />
      </AppPage>
    );
  }
  return (
    <AppPage
      title={t('home.title')}
      hideNotice={paused}
      {...(data.pausedBy === 'merchant'
        ? {
            primaryAction: {
              content: t('home.resume'),
              loading: busy,
              onAction: () => send({ intent: 'resume' }),
            },
          }
        : {})}
      {...(paused
        ? {}
        : {
            secondaryActions: [
              { content: t('home.check'), url: '/app/check' },
              { content: t('home.preview'), url: '/app/preview' },
              { content: t('home.pause'), loading: busy, onAction: () => send({ intent: 'pause' }) },
            ],
          })}
    >
      <AlertBanner alerts={data.alerts} />
      <StatusCard figures={data.figures} pausedBy={data.pausedBy} />
      {data.figures.trial && (
        <TrialCard
          trial={data.figures.trial}
          today={data.today}
          yesterday={data.yesterday}
          oldestDay={data.oldestDay}
        />
      )}
      {data.progress && (
        <ProgressCard progress={data.progress} paused={paused} onStop={() => send({ intent: 'pause' })} />
      )}
      <Figures figures={data.figures} />
      <ProblemList problems={data.problems} />
      <ChartCard />
      <OutageCard outages={data.figures.breaker.outages} />
    </AppPage>
  );
}
