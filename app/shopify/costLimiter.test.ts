import { expect, it } from 'vitest';
import { createCostLimiter, type ThrottleStatus } from './costLimiter.ts';

/** A clock that the test moves. */
function handClock() {
  let at = 0;
  return { now: () => new Date(at), sleep: () => Promise.resolve(), pass: (ms: number) => void (at += ms) };
}

const bucket = (currentlyAvailable: number): ThrottleStatus => ({
  maximumAvailable: 2000,
  currentlyAvailable,
  restoreRate: 100,
});

/** A limiter that learned from one answer how full the bucket is. */
function limiterAt(available: number, clock = handClock()) {
  const limiter = createCostLimiter(clock);
  limiter.reserve('a', 1, 0)!.settle(bucket(available));
  return { limiter, clock };
}

const waits = (limiter: ReturnType<typeof createCostLimiter>, costs: number[], patience = 60_000) =>
  costs.map((cost) => limiter.reserve('a', cost, patience)?.waitMs ?? null);

it('lets requests go as long as the bucket holds', () => {
  const { limiter } = limiterAt(200);
  expect(waits(limiter, [100, 100])).toEqual([0, 0]);
});

it('makes the next ones wait for what comes back, in their order', () => {
  const { limiter } = limiterAt(100);
  expect(waits(limiter, [100, 100, 50])).toEqual([0, 1000, 1500]);
});

it('counts what comes back with time, up to the size of the bucket', () => {
  const { limiter, clock } = limiterAt(0);
  clock.pass(500);
  expect(limiter.wouldWaitMs('a', 100)).toBe(500);
  clock.pass(3_600_000);
  expect(waits(limiter, [2000, 1])).toEqual([0, 10]);
});

it('takes nothing when the wait would be longer than patience allows', () => {
  const { limiter } = limiterAt(0);
  expect(waits(limiter, [100, 90], 900)).toEqual([null, 900]);
});

it('keeps the points of requests under way when an answer tells the state of the bucket', () => {
  const { limiter } = limiterAt(1000);
  const [one] = [limiter.reserve('a', 300, 0)!, limiter.reserve('a', 300, 0)!];
  one.settle(bucket(980));
  expect(limiter.wouldWaitMs('a', 680)).toBe(0);
  expect(limiter.wouldWaitMs('a', 690)).toBe(100);
});

it('settles a reservation once', () => {
  const { limiter } = limiterAt(1000);
  const one = limiter.reserve('a', 300, 0)!;
  one.settle(bucket(1000));
  one.settle(bucket(1000));
  expect(limiter.wouldWaitMs('a', 1000)).toBe(0);
});

it('lets a query through that is larger than the whole bucket once the bucket is full', () => {
  const { limiter } = limiterAt(2000);
  expect(waits(limiter, [3000])).toEqual([0]);
});

it('keeps every shop apart', () => {
  const { limiter } = limiterAt(0);
  expect(limiter.reserve('b', 100, 0)?.waitMs).toBe(0);
});
