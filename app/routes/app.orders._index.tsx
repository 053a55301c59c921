import { useLoaderData, useNavigate, useNavigation } from '@remix-run/react';
import { Banner, Card } from '@shopify/polaris';
import { useCallback, useMemo, useRef, useState } from 'react';
import { z } from 'zod';
import { noteAccess } from '../merchant/noteAccess.server.ts';
import { archiveOrders, unarchiveOrders } from '../orders/actions/archiveOrders.server.ts';
import { bulkProgress } from '../orders/read/bulkProgress.server.ts';
import { chosenTotals } from '../orders/read/chosenTotals.server.ts';
import { pauseShop } from '../orders/actions/pauseShop.server.ts';
import { countOrders } from '../orders/read/countOrders.server.ts';
import { filterChoices } from '../orders/read/filterChoices.server.ts';
import { listOrders } from '../orders/read/listOrders.server.ts';
import { skipOrders } from '../orders/actions/skipOrders.server.ts';
import { syncAgain } from '../orders/actions/syncAgain.server.ts';
import type { OrderFilter, OrderListQuery } from '../orders/read/views.ts';
import { AppPage } from '../ui/AppPage.tsx';
import { download } from '../ui/download.ts';
import { LogTotals } from '../ui/orders/LogTotals.tsx';
import { LogFilters } from '../ui/orders/LogFilters.tsx';
import { logAddress, readFilter, readLogQuery } from '../ui/orders/logQuery.ts';
import { BulkQuestion } from '../ui/orders/BulkQuestion.tsx';
import type { EmptyLog } from '../ui/orders/NoOrders.tsx';
import { OrderTable } from '../ui/orders/OrderTable.tsx';
import { useBulk } from '../ui/orders/useBulk.ts';
import { ProgressCard } from '../ui/ProgressCard.tsx';
import { useSteadyRows } from '../ui/orders/steadyRows.ts';
import { useTexts } from '../ui/texts.tsx';
import { useLive } from '../ui/useLive.ts';
import { useSend } from '../ui/useSend.ts';
import { forMerchant } from '../pages/forMerchant.server.ts';
import { isPhone } from '../pages/isPhone.server.ts';
import { problemTitle } from '../pages/problemTexts.server.ts';
import { readForm } from '../pages/readForm.server.ts';

/** So many orders are added up each time the log is drawn. */
const MOST_SUMMED = 1_000;

export const loader = forMerchant(async ({ ports, acting, shop, request, url }) => {
  const query = readLogQuery(url.searchParams);
  const { shopId } = acting;
  const [, list, counts, choices, totals, progress] = await Promise.all([
    noteAccess(ports, acting, 'list'),
    listOrders(ports, shopId, query),
    countOrders(ports, shopId),
    filterChoices(ports, shopId),
    chosenTotals(ports, shopId, query.filter, MOST_SUMMED),
    bulkProgress(ports, shopId),
  ]);
  return {
    query,
    counts,
    totals,
    progress: progress?.kind === 'sync_again' ? progress : null,
    paused: shop.pausedBy !== null,
    rows: list.rows.map((row) => ({
      ...row,
      problemTitle: row.problem && problemTitle(row.problem.code, row.problem.facts),
    })),
    next: list.next,
    previous: list.previous,
    offered: {
      problems: choices.problemCodes.map((code) => ({ code, title: problemTitle(code) })),
      gateways: choices.gateways,
    },
    phone: isPhone(request),
  };
});

const intents = ['sync_again', 'skip', 'archive', 'unarchive'] as const;
const formSchema = z.discriminatedUnion('intent', [
  z.object({
    intent: z.enum(intents),
    orders: z.union([z.literal('all'), z.array(z.string().startsWith('gid://shopify/Order/')).max(500)]),
  }),
  z.object({ intent: z.literal('weigh'), about: z.enum(intents) }),
  z.object({ intent: z.literal('pause') }),
]);

const actions = {
  sync_again: syncAgain,
  skip: skipOrders,
  archive: archiveOrders,
  unarchive: unarchiveOrders,
};

export const action = forMerchant(async ({ ports, acting, request, url }) => {
  const form = await readForm(request, formSchema);
  if (form.intent === 'weigh') {
    const totals = await chosenTotals(ports, acting.shopId, readFilter(url.searchParams));
    return { kind: 'weighed' as const, intent: form.about, totals };
  }
  if (form.intent === 'pause') {
    await pauseShop(ports, acting);
    return null;
  }
  const selection =
    form.orders === 'all' ? { filter: readFilter(url.searchParams) } : { orders: form.orders };
  const done = await actions[form.intent](ports, acting, selection);
  return { kind: form.intent, count: done.orders };
});

/** How often the log looks for news: often while something is under way, else now and then. */
const BUSY_MS = 3_000;
const QUIET_MS = 15_000;

export default function OrdersPage() {
  const data = useLoaderData<typeof loader>();
  const { t, language, number } = useTexts();
  const navigate = useNavigate();
  const navigation = useNavigation();
  const selecting = useRef(false);
  const [exporting, setExporting] = useState<'idle' | 'busy' | 'failed'>('idle');
  const address = logAddress(data.query);
  const mayMove = () => !selecting.current && window.scrollY < 40;
  const { rows, fresh, showAll } = useSteadyRows(address, data.rows, mayMove);
  const noteSelecting = useCallback((now: boolean) => {
    selecting.current = now;
  }, []);
  const { bulk, asked: question, confirm, cancel } = useBulk(address);
  const { send } = useSend();
  useLive(rows.some((row) => row.busy) || (data.progress?.open ?? 0) > 0 ? BUSY_MS : QUIET_MS);

  // What was asked for last is shown as chosen at once; its rows come when they come.
  const coming = navigation.location?.pathname === '/app/orders' ? navigation.location.search : null;
  const asked = useMemo(
    () => (coming === null ? data.query : readLogQuery(new URLSearchParams(coming))),
    [coming, data.query],
  );
  const go = (change: Partial<OrderListQuery>) =>
    navigate(logAddress({ ...asked, cursor: null, ...change }), { preventScrollReset: true });
  const { next, previous, query } = data;
  const pagination = useMemo(() => {
    const turn = (cursor: string | null) =>
      cursor ? () => navigate(logAddress({ ...query, cursor })) : null;
    return { next: turn(next), previous: turn(previous) };
  }, [next, previous, query, navigate]);
  const saveTable = async () => {
    setExporting('busy');
    const where = new URL(address, location.href);
    where.searchParams.set('language', language);
    const saved = await download(`/app/orders/csv${where.search}`, t('log.exportFile'));
    setExporting(saved ? 'idle' : 'failed');
  };
  const { view } = data.query.filter;
  return (
    <AppPage
      title={t('log.title')}
      backAction={{ content: t('nav.home'), url: '/app' }}
      fullWidth
      secondaryActions={[
        {
          content: exporting === 'failed' ? t('log.exportAgain') : t('log.exportAll'),
          loading: exporting === 'busy',
          disabled: rows.length === 0,
          onAction: () => void saveTable(),
        },
      ]}
      {...(view === 'attention' && rows.length > 0
        ? {
            primaryAction: {
              content: t(data.totals.more ? 'log.allOfMany' : 'log.all', {
                count: data.totals.orders,
                orders: number(data.totals.orders),
              }),
              onAction: () => bulk('sync_again', { orders: 'all' }),
            },
          }
        : {})}
    >
      {fresh > 0 && (
        <Banner tone="info" action={{ content: t('log.showFresh'), onAction: showAll }}>
          <p>{t('log.fresh', { count: fresh })}</p>
        </Banner>
      )}
      {data.progress && (
        <ProgressCard
          progress={data.progress}
          paused={data.paused}
          onStop={() => send({ intent: 'pause' })}
        />
      )}
      <BulkQuestion asked={question} onConfirm={confirm} onCancel={cancel} />
      <Card padding="0">
        <LogFilters
          query={asked}
          counts={data.counts}
          offered={data.offered}
          loading={navigation.state === 'loading'}
          onChange={go}
        />
        {data.totals.orders > 0 && <LogTotals totals={data.totals} />}
        <OrderTable
          key={address}
          rows={rows}
          hasMore={data.next !== null || data.previous !== null}
          empty={emptyLog(data.query.filter)}
          archive={view === 'archived'}
          phone={data.phone}
          onBulk={bulk}
          onSelecting={noteSelecting}
          pagination={pagination}
        />
      </Card>
    </AppPage>
  );
}

function emptyLog({ view, ...narrowed }: OrderFilter): EmptyLog {
  if (Object.values(narrowed).some((value) => value !== null)) return 'filtered';
  if (view === 'attention') return 'nothingToDo';
  return view === 'all' ? 'none' : 'filtered';
}
