import type { AlertCheckPorts } from '../alerts/ports.server.ts';
import { wakeUnblocked } from '../sync/schedule/wakeUnblocked.server.ts';

/**
 * A shop's grants have changed: what Shopify says of them now is kept, and what waited for one of them goes on. Throws
 * where Shopify does not answer, so that the job is tried again.
 */
export async function readShopAgain(
  { db, clock, log, shopify }: AlertCheckPorts,
  shopId: string,
  signal: AbortSignal,
): Promise<void> {
  const answer = await shopify.readShop(shopId, signal);
  log.info('shop.read', { shopId, outcome: answer.kind === 'refused' ? answer.why : answer.kind });
  const passes = answer.kind === 'unclear' || (answer.kind === 'refused' && answer.why === 'throttled');
  if (passes) throw new Error('Shopify does not answer for the shop now');
  await wakeUnblocked({ db, clock }, shopId);
}
