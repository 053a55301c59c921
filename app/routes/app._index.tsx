import { useLoaderData } from '@remix-run/react';
import { useAppBridge } from '@shopify/app-bridge-react';
import { useEffect } from 'react';
import { z } from 'zod';
import { dayAt, startOfDay } from '../merchant/day.ts';
import { readConnection } from '../merchant/readConnection.server.ts';
import { readSettings, saveSettings } from '../merchant/settings.server.ts';
import { readSetup } from '../merchant/setup.server.ts';
import { daysBack } from '../merchant/oldOrders.server.ts';
import { switchSync } from '../merchant/switchSync.server.ts';
import { openAlerts, type OpenAlert } from '../alerts/openAlerts.server.ts';
import { homeFigures } from '../orders/read/homeFigures.server.ts';
import { wakeUnblocked } from '../sync/schedule/wakeUnblocked.server.ts';
import { pauseShop } from '../orders/actions/pauseShop.server.ts';
import { resumeShop } from '../orders/actions/resumeShop.server.ts';
import { syncAgain } from '../orders/actions/syncAgain.server.ts';
import { goLive } from '../orders/actions/trialRun.server.ts';
import { AppPage } from '../ui/AppPage.tsx';
import { AlertBanner } from '../ui/home/AlertBanner.tsx';
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
import { problemTitle } from '../pages/problemTexts.server.ts';
import { readForm } from '../pages/readForm.server.ts';

export const loader = forMerchant(async ({ ports, acting, shop }) => {
  const { shopId } = acting;
  const [setup, settings, figures, connection, alerts, days] = await Promise.all([
    readSetup(ports.db, shopId),
    readSettings(ports.db, shopId),
    homeFigures(ports, shopId),
    readConnection(ports.db, shopId),
    openAlerts(ports, shopId),
    daysBack(ports.db, shopId),
  ]);
  const alertOf = (code: string) =>
    alerts.find(({ cause, subject }) => cause === 'problem' && subject === code);
  const now = ports.clock.now();
  return {
    setup,
    figures,
    problems: figures.problems.map((entry) => ({
      ...entry,
      title: problemTitle(entry.code),
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
    oldestDay: dayAt(new Date(now.getTime() - (days - 1) * 86_400_000), shop.timeZone),
  };
});

const sinceOf = (alert: OpenAlert | undefined): string | null => {
  const since = alert?.facts['since'];
  return typeof since === 'string' ? since : null;
};

const formSchema = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('switch_on'),
    moment: z.enum(['now', 'today', 'day']),
    day: z.string().max(20),
    trial: z.boolean(),
  }),
  z.object({ intent: z.literal('review') }),
  z.object({ intent: z.literal('pause') }),
  z.object({ intent: z.literal('resume') }),
  z.object({ intent: z.literal('sync_again'), code: z.string().max(100) }),
]);

export const action = forMerchant(async ({ ports, acting, shop, request }) => {
  const form = await readForm(request, formSchema);
  switch (form.intent) {
    case 'switch_on': {
      // Shopify's times are whole seconds: an order of this very second is one "from now on".
      const now = new Date(Math.floor(ports.clock.now().getTime() / 1000) * 1000);
      const day = form.moment === 'today' ? dayAt(now, shop.timeZone) : form.day;
      const from = form.moment === 'now' ? now : startOfDay(day, shop.timeZone);
      if (!from) return { kind: 'refused', why: 'no_day' } as const;
      const switched = form.trial
        ? await switchSync(ports, acting, from, { trial: true })
        : await goLive(ports, acting, from);
      if (switched.kind === 'on') await wakeUnblocked(ports, acting.shopId);
      return switched;
    }
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
    case 'sync_again': {
      const filter = { view: 'attention' as const, search: null, gateway: null, from: null, to: null };
      const { orders } = await syncAgain(ports, acting, { filter: { ...filter, problemCode: form.code } });
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
      hideNotice={data.pausedBy === 'merchant'}
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
      <StatusCard figures={data.figures} paused={paused} />
      {data.figures.trial && (
        <TrialCard trial={data.figures.trial} today={data.today} oldestDay={data.oldestDay} />
      )}
      <Figures figures={data.figures} />
      <ProblemList problems={data.problems} />
      <OutageCard outages={data.figures.breaker.outages} />
    </AppPage>
  );
}
