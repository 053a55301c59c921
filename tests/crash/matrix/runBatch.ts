import { judgeOrder, type Verdict } from '../harness/judge.ts';
import { startWorker, starts, type RunningProcess } from '../harness/processes.ts';
import { until } from '../harness/until.ts';
import type { CrashShop, CrashWorld } from '../harness/world.ts';
import { nameOf, STEPS, type Point } from './steps.ts';
import { setTrap, type Trap } from './trap.ts';

/** One order and the points at which its worker dies, one after the other. */
export type Case = Point[];

export interface CaseResult extends Verdict {
  points: Case;
  /** At which of the points the worker was killed; one that the protocol no longer comes to is not reached. */
  reached: boolean[];
  /** From the last kill to the order being done. */
  seconds: number;
  /** Mails that nobody knows to have been sent: shown to the merchant, never repeated. */
  unclearMails: number;
}

export interface BatchOptions {
  /** What lets leases and heartbeats run out: time itself, or their being set back in the database. */
  wait: 'really' | 'set back';
}

/** Not every order was where it should be when the first could be held no longer. */
export class TooSlow extends Error {
  override name = 'TooSlow';
}

/** A request that is halted for longer would be broken off by the worker itself. */
const HALT_MS = 24_000;
const PATIENCE_MS = 360_000;

interface Running {
  shop: CrashShop;
  points: Case;
  orderGid: string;
  reached: boolean[];
  doneAt: number | null;
}

/** Runs as many cases at once as the world has shops, at most; all of them die by the same kills. */
export async function runBatch(
  world: CrashWorld,
  cases: Case[],
  { wait }: BatchOptions,
): Promise<CaseResult[]> {
  const trap = await setTrap(world);
  const worker = startWorker({
    ...world.env,
    ...trap.env,
    WORKER_CONCURRENCY: '50',
    DATABASE_POOL: '90',
  });
  try {
    const running = await begin(world, cases);
    const most = Math.max(...cases.map((points) => points.length));
    let killedAt = Date.now();
    for (let round = 0; round < most; round++) {
      await haltAll(world, trap, running, round);
      const before = starts(worker);
      worker.kill();
      killedAt = Date.now();
      for (const { shop } of running) trap.disarm(shop);
      if (wait === 'set back') await setBack(world);
      await until('the worker is up again', () => starts(worker) > before);
    }
    await until('every order is done', () => allDone(world, running), PATIENCE_MS).catch(() => undefined);
    return await Promise.all(running.map((one) => resultOf(world, one, killedAt)));
  } finally {
    await end(world, worker);
    await trap.close();
  }
}

async function begin(world: CrashWorld, cases: Case[]): Promise<Running[]> {
  const running = cases.map((points, index): Running => {
    const shop = world.shops[index]!;
    return { shop, points, orderGid: placeOrder(world, shop, points), reached: [], doneAt: null };
  });
  const toCancel = running.filter(({ points }) => STEPS[points[0]!.step].scenario === 'cancellation');
  for (const { shop, orderGid } of toCancel) await world.hint(shop, orderGid);
  await until('the invoices to be cancelled stand', () => allDone(world, toCancel));
  for (const one of toCancel) {
    one.doneAt = null;
    world.shopify.cancelOrder(one.shop.domain, one.orderGid);
  }
  return running;
}

/** Paid, part of it given back, mailed; or invoiced before the money, and then called off. */
function placeOrder(world: CrashWorld, shop: CrashShop, points: Case): string {
  // A buyer of its own, so that the contact has to be made.
  const email = `erika${world.shopify.orders(shop.domain).length + 1}@example.com`;
  const base = {
    customer: { firstName: 'Erika', lastName: 'Mustermann', email },
    lines: [{ title: 'Tasse', price: '19.99', quantity: 3 }],
    shipping: { title: 'Versand', price: '4.90' },
  };
  if (STEPS[points[0]!.step].scenario === 'cancellation')
    return world.shopify.createOrder(shop.domain, { ...base, payment: 'pending', gateway: 'Vorkasse' }).id;
  const order = world.shopify.createOrder(shop.domain, base);
  world.shopify.refundOrder(shop.domain, order.id, { lines: [{ line: 0, quantity: 1 }] });
  return order.id;
}

/** Arms every case with its next point, lets the orders run, and waits until each is halted or done. */
async function haltAll(world: CrashWorld, trap: Trap, running: Running[], round: number): Promise<void> {
  for (const { shop, points } of running) {
    const point = points[round];
    if (point) trap.arm(shop, point, { readBack: round === 0 && point.step === 'read-back' });
  }
  if (round === 0) for (const { shop, orderGid } of running) await world.hint(shop, orderGid);
  let haltedAt: number | null = null;
  await until('each order is halted or done', async () => {
    await allDone(world, running);
    if (running.some(({ shop }) => trap.isHalted(shop))) haltedAt ??= Date.now();
    if (haltedAt !== null && Date.now() - haltedAt > HALT_MS) return true;
    return running.every(({ shop, doneAt }) => trap.isHalted(shop) || doneAt !== null);
  });
  for (const one of running) {
    const point = one.points[round];
    if (!point) continue;
    const halted = trap.isHalted(one.shop);
    if (!halted && one.doneAt === null)
      throw new TooSlow(`${one.shop.domain} came neither to ${nameOf(point)} nor to its end`);
    one.reached.push(halted);
  }
}

/** Notes which orders are done; answers whether all are. */
async function allDone(world: CrashWorld, running: Running[]): Promise<boolean> {
  const rows = await world.db.$queryRaw<{ key: string }[]>`
    select shop_id || ' ' || order_gid as key from order_sync
    where lease_owner is null and next_attempt_at is null
      and shop_id = any(${running.map(({ shop }) => shop.id)}::uuid[])`;
  const done = new Set(rows.map(({ key }) => key));
  for (const one of running) {
    if (done.has(`${one.shop.id} ${one.orderGid}`)) one.doneAt ??= Date.now();
    else one.doneAt = null;
  }
  return running.every(({ doneAt }) => doneAt !== null);
}

/** Lets leases run out and heartbeats grow old, as half a minute would. */
async function setBack({ db }: CrashWorld): Promise<void> {
  await db.$executeRaw`update order_sync set lease_until = now() where lease_until is not null`;
  // Whatever was sent has had its time to be carried out.
  await db.$executeRaw`update document set requested_at = requested_at - interval '10 minutes'`;
  await db.$executeRaw`update booking set requested_at = requested_at - interval '10 minutes'`;
  await db.$executeRaw`update contact_link set requested_at = requested_at - interval '10 minutes'`;
  await db.$executeRaw`update sevdesk_account set numbering_until = now() where numbering_until is not null`;
  await db.$executeRaw`update worker_heartbeat set seen_at = now() - interval '31 seconds'`;
}

async function resultOf(world: CrashWorld, one: Running, killedAt: number): Promise<CaseResult> {
  const { shop, points, orderGid, reached, doneAt } = one;
  const order = world.shopify.order(shop.domain, orderGid)!;
  const cancelled = STEPS[points[0]!.step].scenario === 'cancellation';
  const verdict = judgeOrder(world.sevdesk, {
    shop,
    orderId: orderGid.slice(orderGid.lastIndexOf('/') + 1),
    invoiceCents: 3 * 1999 + 490,
    creditCents: cancelled ? null : 1999,
    cancelled,
  });
  const row = await world.db.orderSync.findUnique({
    where: { shopId_orderGid: { shopId: shop.id, orderGid } },
  });
  if (row?.state !== 'synced' && !cancelled)
    verdict.lost.push(`${order.name} is ${row?.state} (${row?.problemCode ?? row?.reason ?? 'not done'})`);
  const unclearMails = await world.db.outgoingMail.count({
    where: { shopId: shop.id, document: { orderGid }, state: 'unclear' },
  });
  const seconds = doneAt === null ? Infinity : Math.max(0, (doneAt - killedAt) / 1000);
  return { ...verdict, points, reached, seconds, unclearMails };
}

async function end(world: CrashWorld, worker: RunningProcess): Promise<void> {
  await worker.stop(15_000);
  await world.db.workerHeartbeat.deleteMany();
}
