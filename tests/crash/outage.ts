// npm run crash -- outage: sevdesk is down, slow, or turns everything away, while orders come in. Real processes, real
// time; how long is an option.
import { systemClock } from '../../app/platform/clock.ts';
import { startFleet, type Fleet } from './harness/fleet.ts';
import { countSynced, payOrder, tally, type Paid } from './harness/orders.ts';
import type { RequestVerdict } from './harness/sevdeskProxy.ts';
import { printTable } from './harness/table.ts';
import { until } from './harness/until.ts';

export const OUTAGES = ['down', 'slow', 'storm'] as const;
export type Outage = (typeof OUTAGES)[number];

interface OutageOptions {
  kinds: Outage[];
  /** How long each outage lasts. */
  minutes: number;
  orders: number;
  tell: (line: string) => void;
}

const SHOPS = 10;
/** sevdesk requests per second and account, as the product has them by default. */
const PACE = 3;

/** Down: half of the requests meet a proxy's 503, half no connection. */
const TROUBLE: Record<Outage, (nth: number) => RequestVerdict> = {
  down: (nth) => (nth % 2 === 0 ? { refuse: { status: 503 } } : 'drop'),
  slow: () => ({ delayMs: 20_000 }),
  storm: (nth) => ({ refuse: { status: 429, ...(nth % 2 === 0 ? { retryAfter: '10' } : {}) } }),
};

interface OutageFigures {
  kind: Outage;
  minutes: number;
  orders: number;
  bookedDuring: number;
  /** By a person: audit entries of the log. */
  byHand: number;
  secondsToFirst: number;
  secondsToAll: number;
  requestsDuring: number;
  /** Most within one second, over all accounts; after the outage. */
  burstAfter: number;
  /** The same within one second and account. */
  burstPerAccount: number;
  perSecondAfter: number;
  lost: number;
  doubled: number;
  faults: string[];
}

/** Runs the outages one after the other; true when nothing was lost, doubled or left to a person. */
export async function runOutages({ kinds, minutes, orders, tell }: OutageOptions): Promise<boolean> {
  const figures: OutageFigures[] = [];
  for (const kind of kinds) {
    tell(`${kind}: ${orders} orders, ${minutes} minutes…`);
    figures.push(await runOutage(kind, minutes, orders));
    tell(JSON.stringify(figures.at(-1)));
  }
  printTable(
    tell,
    [
      'outage',
      'minutes',
      'orders',
      'booked',
      'first after',
      'all after',
      'requests meanwhile',
      'most/s',
      'most/s/account',
      'mean/s',
      'by hand',
      'lost',
      'doubled',
    ],
    figures.map((one) => [
      one.kind,
      one.minutes,
      one.orders,
      one.orders - one.lost,
      `${one.secondsToFirst.toFixed(0)} s`,
      `${one.secondsToAll.toFixed(0)} s`,
      one.requestsDuring,
      one.burstAfter,
      one.burstPerAccount,
      one.perSecondAfter.toFixed(1),
      one.byHand,
      one.lost,
      one.doubled,
    ]),
  );
  return figures.every(({ lost, doubled, byHand }) => lost + doubled + byHand === 0);
}

/** One outage: orders come in during its first half, then it ends and everything must be booked. */
async function runOutage(kind: Outage, minutes: number, orders: number): Promise<OutageFigures> {
  let trouble = true;
  let nth = 0;
  const fleet = await startFleet({
    name: `outage_${kind}`,
    shops: SHOPS,
    webs: 1,
    workers: 2,
    requestsPerSecond: PACE,
    judge: () => (trouble ? TROUBLE[kind](nth++) : 'pass'),
  });
  try {
    const { world, sevdesk } = fleet;
    const began = Date.now();
    const endsAt = began + minutes * 60_000;
    const paid: Paid[] = [];
    for (let index = 0; index < orders; index++) {
      paid.push(payOrder(world, world.shops[index % SHOPS]!));
      await systemClock.sleep(((endsAt - began) / 2 / orders) * (Date.now() < endsAt ? 1 : 0));
    }
    await systemClock.sleep(Math.max(0, endsAt - Date.now()));
    const bookedDuring = await countSynced(world, paid);
    const requestsDuring = sevdesk.log.length;
    trouble = false;
    const over = Date.now();
    const first = await until(
      'the first order is booked',
      async () => (await countSynced(world, paid)) > bookedDuring,
      300_000,
    );
    await until(
      'all orders are booked',
      async () => (await countSynced(world, paid)) === orders,
      20 * 60_000,
    ).catch(() => undefined);
    const seconds = (Date.now() - over) / 1000;
    const after = sevdesk.log.slice(requestsDuring).filter(({ at }) => at >= over);
    const { lost, doubled, faults } = tally(world, paid);
    return {
      kind,
      minutes,
      orders,
      bookedDuring,
      byHand: await byHand(fleet),
      secondsToFirst: first / 1000,
      secondsToAll: seconds,
      requestsDuring,
      burstAfter: mostPerSecond(after.map(({ at }) => at)),
      burstPerAccount: Math.max(
        0,
        ...world.shops.map(({ token }) =>
          mostPerSecond(after.filter((one) => one.token === token).map(({ at }) => at)),
        ),
      ),
      perSecondAfter: after.length / seconds,
      lost,
      doubled,
      faults: faults.slice(0, 20),
    };
  } finally {
    await fleet.stop();
  }
}

const byHand = ({ world }: Fleet): Promise<number> =>
  world.db.auditEntry.count({ where: { action: { in: ['sync_again', 'skip', 'archive'] } } });

/** Most requests within any one second. */
function mostPerSecond(times: number[]): number {
  const sorted = [...times].sort((a, b) => a - b);
  let most = 0;
  let from = 0;
  for (const [index, at] of sorted.entries()) {
    while (at - sorted[from]! >= 1_000) from += 1;
    most = Math.max(most, index - from + 1);
  }
  return most;
}
