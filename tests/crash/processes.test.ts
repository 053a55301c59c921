import { beforeAll, describe, expect, it } from 'vitest';
import { ensurePages } from '../../scripts/lib/pages.ts';
import { runRestart, runScale } from './scale.ts';

beforeAll(ensurePages);

describe('several processes on one database', () => {
  it('two web and four workers share the orders, each of which is booked once by one run at a time', async () => {
    const { faults, overlaps, ordersPerWorker, deliveriesPerWeb, connections } = await runScale(40);
    expect(faults).toEqual([]);
    expect(overlaps).toBe(0);
    expect(ordersPerWorker.filter((orders) => orders > 0).length).toBeGreaterThan(1);
    expect(deliveriesPerWeb.every((deliveries) => deliveries > 0)).toBe(true);
    // Web: 10 and 3 for the inbox. Worker: 10 and 2 for the queue. And the 10 of this test.
    expect(connections).toBeLessThanOrEqual(2 * 13 + 4 * 12 + 10);
  }, 300_000);

  it('replaced one after the other under load, refuse no delivery, cut no step and leave nothing locked', async () => {
    const { faults, refused, leftLocked, cutSteps, deliveries } = await runRestart(20, 2);
    expect({ faults, refused, leftLocked, cutSteps }).toEqual({
      faults: [],
      refused: 0,
      leftLocked: 0,
      cutSteps: 0,
    });
    expect(deliveries).toBeGreaterThan(20);
  }, 300_000);
});
