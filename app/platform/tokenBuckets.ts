/** How many requests somebody may make: so many a second, and so many at once after a pause. */
export interface Allowance {
  perSecond: number;
  burst: number;
}

/** More names than this at the same time are forgotten, the longest unseen first: memory stays bounded. */
const MOST = 20_000;

/**
 * Counts requests by name (an address, a shop) and says whether one more is too many; then how many seconds to wait.
 * Of this process only: several processes allow several times as much, which is enough against floods.
 */
export function tokenBuckets({ perSecond, burst }: Allowance, nowMs: () => number) {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return {
    /** 0 = go ahead, else the seconds until the next one is taken. */
    take(name: string): number {
      const now = nowMs();
      const before = buckets.get(name);
      const refilled = before ? before.tokens + ((now - before.at) / 1000) * perSecond : burst;
      const tokens = Math.min(burst, refilled);
      // Put back at the end: a map keeps the order of insertion.
      buckets.delete(name);
      buckets.set(name, { tokens: tokens >= 1 ? tokens - 1 : tokens, at: now });
      if (buckets.size > MOST) buckets.delete(buckets.keys().next().value!);
      return tokens >= 1 ? 0 : Math.max(1, Math.ceil((1 - tokens) / perSecond));
    },
    get size() {
      return buckets.size;
    },
  };
}
