import { dailyFigures } from '../orders/read/dailyFigures.server.ts';
import type { DayFigures } from '../orders/read/views.ts';
import { once } from '../platform/once.server.ts';
import { forMerchant } from '../pages/forMerchant.server.ts';

/** Fetched again each time the overview is opened, it would cost more than a picture of whole days is worth. */
const KEEP_MS = 60_000;
const kept = () => once('daily-figures', () => new Map<string, { until: number; days: DayFigures[] }>());

/** The days of the overview's chart. Fetched by the page once it stands, so that it waits for nothing. */
export const loader = forMerchant(async ({ ports, acting: { shopId } }) => {
  const now = ports.clock.now().getTime();
  const before = kept().get(shopId);
  if (before && before.until > now) return { days: before.days };
  const days = await dailyFigures(ports, shopId);
  for (const [shop, { until }] of kept()) if (until <= now) kept().delete(shop);
  kept().set(shopId, { until: now + KEEP_MS, days });
  return { days };
});
