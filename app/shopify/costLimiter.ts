import type { Clock } from '../platform/clock.ts';

/** What Shopify says about a shop's bucket: points that are left, its size, and how many come back per second. */
export interface ThrottleStatus {
  maximumAvailable: number;
  currentlyAvailable: number;
  restoreRate: number;
}

/** Points taken for one request until its answer tells the true cost. */
export interface Reservation {
  waitMs: number;
  /** Gives the reservation back; with the bucket as Shopify sees it now, if it said so. */
  settle(status: ThrottleStatus | null): void;
}

interface Bucket extends ThrottleStatus {
  at: number;
  /** Points of requests that are under way. */
  reserved: number;
}

/** A standard shop's restore rate; the smallest bucket there is. */
const UNKNOWN: ThrottleStatus = { maximumAvailable: 1_000, currentlyAvailable: 1_000, restoreRate: 50 };
const MANY_SHOPS = 5_000;

/**
 * Keeps requests to each shop within its bucket, first come first served, so that Shopify need not turn them away.
 * Only this process's requests are counted; what others take shows in the next answer.
 */
export function createCostLimiter(clock: Clock) {
  const buckets = new Map<string, Bucket>();
  const now = () => clock.now().getTime();

  function restored(bucket: Bucket): number {
    const back = ((now() - bucket.at) / 1000) * bucket.restoreRate;
    return Math.min(bucket.maximumAvailable, bucket.currentlyAvailable + back);
  }

  function bucketOf(shopId: string): Bucket {
    const known = buckets.get(shopId);
    if (known) return known;
    if (buckets.size >= MANY_SHOPS) forgetFullBuckets();
    const fresh = { ...UNKNOWN, at: now(), reserved: 0 };
    buckets.set(shopId, fresh);
    return fresh;
  }

  function forgetFullBuckets() {
    for (const [shopId, bucket] of buckets) {
      if (bucket.reserved === 0 && restored(bucket) >= bucket.maximumAvailable) buckets.delete(shopId);
    }
  }

  return {
    /**
     * Takes `cost` points of the shop's bucket; the caller waits `waitMs` before it sends. Null, and nothing taken,
     * when that would be longer than `patienceMs`.
     */
    reserve(shopId: string, cost: number, patienceMs: number): Reservation | null {
      const bucket = bucketOf(shopId);
      const waitMs = waitFor(bucket, cost);
      if (waitMs > patienceMs) return null;
      Object.assign(bucket, { currentlyAvailable: restored(bucket) - cost, at: now() });
      bucket.reserved += cost;
      let open = true;
      const settle = (status: ThrottleStatus | null) => {
        if (!open) return;
        open = false;
        bucket.reserved -= cost;
        if (!status) return;
        const currentlyAvailable = status.currentlyAvailable - bucket.reserved;
        Object.assign(bucket, status, { currentlyAvailable, at: now() });
      };
      return { waitMs, settle };
    },
    /** How long a request of that cost would have to wait now. */
    wouldWaitMs: (shopId: string, cost: number) => waitFor(bucketOf(shopId), cost),
  };

  function waitFor(bucket: Bucket, cost: number): number {
    const missing = Math.min(cost, bucket.maximumAvailable) - restored(bucket);
    return missing <= 0 ? 0 : Math.ceil((missing / bucket.restoreRate) * 1000);
  }
}
