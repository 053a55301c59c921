import type { Clock } from '../platform/clock.ts';
import { once } from '../platform/once.server.ts';
import { tokenBuckets } from '../platform/tokenBuckets.ts';

/** More than a dozen people at work in one shop; pages that stay open ask every few seconds. */
const ALLOWED = { perSecond: 20, burst: 200 };

/** Whether a shop has asked for so much that it has to wait. Counted once the session has proven whose request it is. */
export const shopAsksTooMuch = ({ clock }: { clock: Clock }, shopId: string): boolean =>
  once('shop-limits', () => tokenBuckets(ALLOWED, () => clock.now().getTime())).take(shopId) > 0;
