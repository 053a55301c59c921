import { dayAt, startOfDay } from '../merchant/day.ts';
import type { Shop } from '../merchant/shop.server.ts';
import { daysBack } from '../merchant/oldOrders.server.ts';
import { trialTotals } from '../orders/read/trialTotals.server.ts';
import type { ChosenStart } from '../ui/home/start.ts';
import type { Services } from './services.server.ts';

/** The chosen moment; null when what was chosen is none. */
export async function startMoment(
  { db, clock }: Services['ports'],
  shop: Shop,
  { moment, day }: ChosenStart,
): Promise<Date | null> {
  // Shopify's times are whole seconds: an order of this very second is one "from now on".
  const now = new Date(Math.floor(clock.now().getTime() / 1000) * 1000);
  if (moment === 'now') return now;
  if (moment !== 'trial')
    return startOfDay(moment === 'today' ? dayAt(now, shop.timeZone) : day, shop.timeZone);
  const trial = await trialTotals(db, shop.id);
  if (!trial) return null;
  // Shopify shows no older ones; a minute more, because the clock goes on until the merchant has confirmed.
  const oldest = new Date(now.getTime() - (await daysBack(db, shop.id)) * 86_400_000 + 60_000);
  const from = new Date(trial.from);
  return from < oldest ? oldest : from;
}
