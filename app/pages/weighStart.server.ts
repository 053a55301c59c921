import type { Shop } from '../merchant/shop.server.ts';
import { ordersSince } from '../orders/read/ordersSince.server.ts';
import { trialOrdersFrom, trialTotals } from '../orders/read/trialTotals.server.ts';
import type { ChosenStart, WeighedStart } from '../ui/home/start.ts';
import type { Services } from './services.server.ts';
import { startMoment } from './startMoment.server.ts';

const PATIENCE_MS = 15_000;

/** Counts what would be booked from the chosen moment on: by the trial run while one is on, else by Shopify. */
export async function weighStart(
  ports: Services['ports'],
  shop: Shop,
  start: ChosenStart,
): Promise<WeighedStart | { kind: 'refused'; why: 'no_day' }> {
  const from = await startMoment(ports, shop, start);
  if (!from) return { kind: 'refused', why: 'no_day' };
  const weighed = { kind: 'weighed', start, from: from.toISOString() } as const;
  const trial = await trialTotals(ports.db, shop.id);
  if (trial) {
    const { orders, sumCents } = await trialOrdersFrom(ports.db, shop.id, from);
    return { ...weighed, totals: { orders, sumCents, more: false }, left: trial.orders - orders };
  }
  const answer = await ordersSince(ports, shop.id, from, AbortSignal.timeout(PATIENCE_MS));
  return { ...weighed, totals: answer.kind === 'done' ? answer.value : null, left: 0 };
}
