// npm run crash -- failover: the database's machine dies under a stream of orders and its replica takes over, or the
// database is restored from a copy. What a replica had not received, and what came after a copy, the app has forgotten
// while sevdesk has not; it must come back by itself, once.
import { systemClock } from '../../app/platform/clock.ts';
import { startPostgres, type OwnPostgres } from '../../scripts/lib/postgres.ts';
import { startFleet, type Fleet } from './harness/fleet.ts';
import { countSynced, payOrder, tally, type Paid } from './harness/orders.ts';
import { copyFiles, freshServer, pullThePlug, startReplica } from './harness/replica.ts';
import { startSwitch, type Switch } from './harness/switch.ts';
import { printTable } from './harness/table.ts';
import { until } from './harness/until.ts';

export const FAILOVERS = ['synchronous', 'asynchronous', 'restored'] as const;
export type Failover = (typeof FAILOVERS)[number];

interface FailoverOptions {
  kinds: Failover[];
  orders: number;
  /** How old the restored state is. */
  minutes: number;
  tell: (line: string) => void;
}

/** Slow enough that orders are in the middle of something whenever it happens. */
const SEVDESK_ANSWERS_MS = 400;
/** For how long the asynchronous replica had received nothing when its primary died. */
const BEHIND_MS = 8_000;
/** One pass of the comparison with Shopify and what it finds, on a busy machine. */
const COMPARED_MS = 15 * 60_000;

interface FailoverFigures {
  kind: Failover;
  orders: number;
  /** Orders that the app had booked, and knew nothing of afterwards. */
  forgotten: number;
  /** From the new database's first answer until all is booked, and known to be. */
  secondsToAll: number;
  /** Parked orders, by problem. */
  named: string[];
  /** Mails of which nobody can know whether they went out: listed, and not sent again. */
  mailsUnclear: number;
  /** Mails that went out although they had before, which only the lost end of the database knew. */
  mailsTwice: number;
  lost: number;
  doubled: number;
  faults: string[];
}

/** Runs them one after the other; true when nothing was lost for good and nothing doubled. */
export async function runFailovers({ kinds, orders, minutes, tell }: FailoverOptions): Promise<boolean> {
  const all: FailoverFigures[] = [];
  for (const kind of kinds) {
    tell(`${kind}: ${orders} orders…`);
    all.push(await runFailover(kind, orders, minutes));
    tell(JSON.stringify(all.at(-1)));
  }
  printTable(
    tell,
    [
      'failover',
      'orders',
      'forgotten',
      'all booked after',
      'named',
      'mails unclear',
      'mails twice',
      'lost',
      'doubled',
    ],
    all.map((one) => [
      ...[one.kind, one.orders, one.forgotten, `${one.secondsToAll.toFixed(0)} s`],
      ...[one.named.join(', ') || '–', one.mailsUnclear, one.mailsTwice, one.lost, one.doubled],
    ]),
  );
  // A mail that only the lost seconds knew of can go out twice; with a synchronous replica and after a restore none does.
  const mailsMay = ({ kind }: FailoverFigures) => kind === 'asynchronous';
  return all.every((one) => one.lost + one.doubled === 0 && (one.mailsTwice === 0 || mailsMay(one)));
}

/** A third of the orders before, a third while it happens, a third after. */
async function runFailover(kind: Failover, orders: number, minutes: number): Promise<FailoverFigures> {
  const primary = await freshServer('primary');
  const address = await startSwitch(portOf(primary));
  const fleet = await startFleet({
    ...{ name: `failover_${kind}`, shops: 4, webs: 1, workers: 2, postgres: behind(address, primary) },
    ...{ judge: () => ({ delayMs: SEVDESK_ANSWERS_MS }), settings: { mailInvoice: true } },
  });
  const stage: Stage = { kind, minutes, primary, address, fleet, paid: [] };
  let second: OwnPostgres | null = null;
  try {
    const { world } = fleet;
    const third = Math.ceil(orders / 3);
    await pay(stage, third, 10_000);
    await until('the first third is booked', () => booked(stage), 300_000);
    const taken = kind === 'restored' ? await restore(stage, third) : await failOver(stage, third);
    second = taken.server;
    const back = Date.now();
    await pay(stage, third, 10_000);
    await until('all are booked', () => booked(stage), COMPARED_MS).catch(() => undefined);
    const parked = await world.db.orderSync.findMany({
      where: { state: 'parked' },
      select: { orderGid: true, problemCode: true },
    });
    const named = new Set(parked.map(({ orderGid }) => orderGid));
    const { lost, faults } = tally(
      world,
      stage.paid.filter(({ orderGid }) => !named.has(orderGid)),
    );
    const isMail = (fault: string) => /: mail: \d+ instead of 1$/.test(fault);
    const doubled = faults.filter((fault) => / instead of /.test(fault) && !isMail(fault)).length;
    return {
      ...{ kind, orders: stage.paid.length, forgotten: taken.forgotten },
      secondsToAll: (Date.now() - back) / 1000,
      named: parked.map(({ problemCode }) => String(problemCode)),
      mailsUnclear: await world.db.outgoingMail.count({ where: { state: 'unclear' } }),
      mailsTwice: faults.filter(isMail).length,
      ...{ lost, doubled, faults: faults.slice(0, 20) },
    };
  } finally {
    await fleet.stop();
    await address.close();
    primary.stop('immediate');
    second?.stop('immediate');
  }
}

interface Stage {
  kind: Failover;
  minutes: number;
  primary: OwnPostgres;
  address: Switch;
  fleet: Fleet;
  paid: Paid[];
}

interface Taken {
  server: OwnPostgres;
  forgotten: number;
}

/** The primary dies in the middle of a third of the orders; whoever watches it promotes the replica. */
async function failOver(stage: Stage, third: number): Promise<Taken> {
  const { kind, primary, address, fleet } = stage;
  const replica = await startReplica(primary, kind === 'synchronous');
  const stream = pay(stage, third, 20_000);
  await systemClock.sleep(10_000);
  if (kind === 'asynchronous') {
    replica.link.cut();
    await systemClock.sleep(BEHIND_MS);
  }
  const before = await countSynced(fleet.world, stage.paid);
  address.cut();
  pullThePlug(primary);
  await replica.promote();
  address.to(portOf(replica.server));
  const after = await countAgain(stage);
  await stream;
  await replica.link.close();
  return { server: replica.server, forgotten: Math.max(0, before - after) };
}

/** The state of some minutes ago comes back; as the guide says, all processes are stopped meanwhile. */
async function restore(stage: Stage, third: number): Promise<Taken> {
  const { minutes, primary, address, fleet } = stage;
  const dir = await copyFiles(primary, 'copy');
  const copied = Date.now();
  await pay(stage, third, 20_000);
  await until('the second third is booked', () => booked(stage), 300_000);
  await systemClock.sleep(Math.max(0, minutes * 60_000 - (Date.now() - copied)));
  const before = await countSynced(fleet.world, stage.paid);
  await Promise.all([...fleet.webs.map(({ process }) => process), ...fleet.workers].map((one) => one.stop()));
  for (const { port } of fleet.webs) fleet.balancer.remove(port);
  address.cut();
  primary.stop('fast');
  const server = await startPostgres(dir);
  address.to(portOf(server));
  const after = await countAgain(stage);
  await fleet.addWeb();
  for (const _ of Array.from({ length: 2 })) fleet.addWorker();
  return { server, forgotten: before - after };
}

async function pay({ fleet: { world }, paid }: Stage, count: number, overMs: number): Promise<void> {
  for (let index = 0; index < count; index++) {
    const email = `erika${paid.length + 1}@example.com`;
    paid.push(payOrder(world, world.shops[paid.length % world.shops.length]!, email));
    await systemClock.sleep(overMs / count);
  }
}

/** Counts as soon as the new database answers. */
async function countAgain({ fleet, paid }: Stage): Promise<number> {
  let count = -1;
  await until(
    'the new database answers',
    async () => (count = await countSynced(fleet.world, paid).catch(() => -1)) >= 0,
    60_000,
  );
  return count;
}

/** All that were paid are booked, or named for a person. */
async function booked({ fleet: { world }, paid }: Stage): Promise<boolean> {
  const named = await world.db.orderSync.count({ where: { state: 'parked' } }).catch(() => 0);
  return (await countSynced(world, paid).catch(() => -1)) + named === paid.length;
}

const portOf = ({ url }: OwnPostgres): number => Number(new URL(url).port);

/** The server as the app sees it: at an address that stays. */
function behind({ port }: Switch, server: OwnPostgres): OwnPostgres {
  const database = (name: string) => `postgresql://postgres@127.0.0.1:${port}/${name}`;
  return { ...server, url: database('postgres'), database };
}
