import { PASS_DUE_MS } from '../../app/reconcile/nextRun.server.ts';
import { syncAgain } from '../../app/orders/actions/syncAgain.server.ts';
import type { Machine } from './machine/machine.ts';
import { gatherEvidence } from './coherence/evidence.ts';
import type { Finding } from './coherence/findings.ts';
import { judge } from './coherence/judge.ts';
import { resumeShop } from '../../app/orders/actions/resumeShop.server.ts';
import { planOrders } from './world/workload.ts';
import { intervene } from './world/interventions.ts';
import { openSim, type OpenSim } from './world/openSim.ts';
import { faultlessPorts, connect, MERCHANT, openApp } from './world/shops.ts';
import type { Sim } from './world/sim.ts';
import type { Running } from './world/supervisor.ts';
import type { FaultKind } from './world/faultPlan.ts';
import type { Removal } from './world/without.ts';
import { startWeb } from './world/web.ts';
import { startWorker } from './world/worker.ts';

// One schedule: a small world in which things go wrong, until they stop; then everything must come right by itself.

const minute = 60_000;
/** How long the connector has after faults have stopped; an open breaker takes a minute of its own before it probes. */
const FIVE_MINUTES = 5 * minute;
const BREAKER_MS = minute;
/** By then every order that gave up by itself has been tried again. */
const LATER_MS = 60 * minute;
const SLICE_MS = 5_000;

export interface ScheduleOptions {
  removal?: Removal | null;
  /** Nothing but these faults, as often as can be. */
  only?: readonly FaultKind[] | null;
  keepTrace?: boolean;
  tell?: (line: string) => void;
}

export interface Verdict {
  seed: number;
  orders: number;
  faults: Partial<Record<FaultKind, number>>;
  findings: Finding[];
  /** The same seed has the same. */
  hash: string;
  trace: readonly string[];
  mix: readonly FaultKind[];
}

/** Plays one seed and judges what came of it. */
export async function playSchedule(
  machine: Machine,
  seed: number,
  options: ScheduleOptions = {},
): Promise<Verdict> {
  const { removal = null, only = null, keepTrace = false, tell } = options;
  const open = await openSim(machine, { seed, removal, only, keepTrace, ...(tell ? { tell } : {}) });
  const { sim } = open;
  try {
    const findings = await play(open);
    const { trace, faultPlan } = sim;
    const orders = sim.shops.reduce((sum, { domain }) => sum + sim.shopify.orders(domain).length, 0);
    const faults = Object.fromEntries(faultPlan.counts) as Verdict['faults'];
    return { seed, orders, faults, findings, hash: trace.hash, trace: trace.lines, mix: faultPlan.mix };
  } finally {
    for (const slot of machine.slots) slot.situation?.process.die('the schedule is over');
    await open.close();
  }
}

async function play({ sim, receiver }: OpenSim): Promise<Finding[]> {
  const { timeline, faultPlan, machine } = sim;
  const scenario = sim.random.fork('scenario');
  const [first, second, third] = machine.slots;
  const faultsMs = scenario.pick([15_000, 30_000, 45_000, 60_000]);
  sim.trace.note(`mix: ${faultPlan.mix.join(' ')}`);
  faultPlan.begin();
  const web = startWeb(sim, third);
  receiver.receive = (request) => web.receive(request);
  const workers = [
    startWorker(sim, first, 'worker A'),
    ...(scenario.chance(0.6) ? [startWorker(sim, second, 'worker B')] : []),
  ];
  planOrders(sim, scenario, scenario.pick([1, 1, 1, 2, 2, 3]), faultsMs);
  void intervene(sim, web, [web, ...workers]);
  await timeline.runUntil(timeline.now + faultsMs);

  await stopFaults(sim, [web, ...workers]);
  const comparedSince = timeline.clock;
  await timeline.runUntil(timeline.now + SWEPT_MS);
  await enterKeys(sim);
  await settle(sim, FIVE_MINUTES + BREAKER_MS - SWEPT_MS, comparedSince);
  sim.trace.note('verdict');
  const findings = await judge(sim, { strict: false });
  if (findings.length > 0) return findings;
  await askAgain(sim);
  await timeline.runUntil(timeline.now + SWEPT_MS);
  await settle(sim, LATER_MS - SWEPT_MS);
  sim.trace.note('last verdict');
  return judge(sim, { strict: true });
}

/** The faults stop, and everybody does what is theirs to do. */
async function stopFaults(sim: Sim, processes: Running[]): Promise<void> {
  const { faultPlan, sevdesk, shopify, trace } = sim;
  trace.note('the faults stop');
  faultPlan.end();
  for (const running of processes) running.process().thaw();
  sevdesk.setDown({ how: null });
  for (const shop of sim.shops) {
    sevdesk.setDown({ how: null, account: shop.account });
    sevdesk.restoreTokens({ account: shop.account });
    shopify.installShop(shop.domain);
    await openApp(sim, shop);
  }
  await enterKeys(sim);
}

/**
 * Merchants enter their key where the app asks for one, and go on. Also when it asks only now, because an answer from
 * before the faults stopped came late.
 */
async function enterKeys(sim: Sim): Promise<void> {
  for (const shop of sim.shops) {
    const connection = await sim.machine.db.sevdeskConnection.findUnique({ where: { shopId: shop.id } });
    if (connection?.state !== 'ok') await connect(sim, shop);
    await resumeShop(faultlessPorts(sim), { shopId: shop.id, actor: MERCHANT });
  }
}

/** Longer than it takes every worker to sweep up once more what nobody else was there to wake. */
const SWEPT_MS = 25_000;

/** Lets the world go on until nothing is left to be done, every shop compared since then included; at most that long. */
async function settle(sim: Sim, withinMs: number, comparedSince: Date | null = null): Promise<void> {
  const { timeline } = sim;
  const end = timeline.now + withinMs;
  while (timeline.now < end) {
    await timeline.runUntil(Math.min(end, timeline.now + SLICE_MS));
    const restMs = await restsFor(sim, comparedSince);
    if (restMs === 0) continue;
    if (timeline.now + restMs > end) return;
    sim.restUntil = timeline.now + restMs;
    await timeline.runUntil(sim.restUntil);
  }
}

/** How long nothing will happen by itself: nothing is under way, nothing is due before. */
async function restsFor(sim: Sim, comparedSince: Date | null): Promise<number> {
  const { machine, timeline, shopify } = sim;
  const { rows } = await machine.client.query<{ at: Date | null; busy: boolean }>(
    `select exists (select 1 from public.order_sync where lease_until > $1)
        or exists (select 1 from graphile_worker._private_jobs where locked_at is not null) as busy,
      least((select min(next_attempt_at) from public.order_sync),
        (select min(again_at) from public.dead_letter where state = 'open'),
        (select min(run_at) from graphile_worker._private_jobs where attempts < max_attempts)) as at`,
    [timeline.clock.toISOString()],
  );
  const { at, busy } = rows[0]!;
  if (busy || [...sim.pending].some(({ by }) => by.alive)) return 0;
  const comparison = comparedSince && sim.reconciles ? await nextComparison(sim, comparedSince) : null;
  const dues = [at?.getTime(), shopify.nextDueAt()?.getTime(), comparison];
  const next = Math.min(...dues.map((due) => due ?? Infinity));
  return Math.max(0, next - timeline.clock.getTime());
}

/**
 * When a shop that was not compared since then will be; null when all were. A moment before the full minute at which
 * the workers look.
 */
async function nextComparison({ machine, timeline }: Sim, since: Date): Promise<number | null> {
  const { rows } = await machine.client.query<{ started: Date | null; open: boolean | null }>(
    `select r.started_at as started, r.finished_at is null as open from public.shop s left join lateral (
       select started_at, finished_at from public.reconciliation_run
       where shop_id = s.id and kind = 'recent' order by started_at desc limit 1) r on true
     where r.started_at is null or r.finished_at is null or r.started_at < $1`,
    [since.toISOString()],
  );
  if (rows.length === 0) return null;
  const now = timeline.clock.getTime();
  const due = rows.map(({ started, open }) => (!started || open ? now : started.getTime() + PASS_DUE_MS));
  return Math.ceil(Math.max(now, Math.min(...due)) / minute) * minute - 1;
}

/** The merchant presses "Sync again" on whatever only a fault has parked. */
async function askAgain(sim: Sim): Promise<void> {
  for (const { shop, order, row, plan } of await gatherEvidence(sim)) {
    if (row?.state !== 'parked' || plan.verdict.kind === 'park') continue;
    sim.trace.note(`${shop.domain}: ${order.name} again, was ${row.code}`);
    await syncAgain(faultlessPorts(sim), { shopId: shop.id, actor: MERCHANT }, { orders: [order.gid] });
    sim.notifications.notify();
  }
}
