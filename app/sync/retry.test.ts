import { describe, expect, it } from 'vitest';
import { waiting } from './problems.ts';
import { retryDelayMs, type Failure } from './retry.ts';

const failure = (changes: Partial<Failure> = {}): Failure => ({
  class: 'transient',
  problem: waiting.retry,
  message: '',
  retryAfterMs: null,
  atLeastMs: 0,
  ...changes,
});
const delays = (random: number, of = failure()) =>
  [1, 2, 3, 4, 5, 6].map((count) => retryDelayMs(of, count, random));

describe('a failed run', () => {
  it('is tried again after 1, 2, 4, 8 and 16 seconds, and then no more', () => {
    expect(delays(0.5)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, null]);
  });

  it('waits up to a fifth shorter or longer, so that many do not come back at once', () => {
    expect(delays(0)).toEqual([800, 1_600, 3_200, 6_400, 12_800, null]);
    expect(delays(0.999_999)[4]).toBe(19_200);
  });

  it('waits as long as the other side asks, if that is longer', () => {
    expect(delays(0.5, failure({ class: 'rate_limited', retryAfterMs: 5_000 }))).toEqual([
      5_000,
      5_000,
      5_000,
      8_000,
      16_000,
      null,
    ]);
    expect(retryDelayMs(failure({ retryAfterMs: 3_600_000 }), 1, 0.5)).toBe(3_600_000);
  });

  it('waits until a write that timed out would have become visible', () => {
    expect(delays(0.5, failure({ atLeastMs: 10_000 }))).toEqual([
      10_000,
      10_000,
      10_000,
      10_000,
      16_000,
      null,
    ]);
  });

  it('of our own making is tried three times', () => {
    expect(delays(0.5, failure({ class: 'program' }))).toEqual([1_000, 2_000, 4_000, null, null, null]);
  });
});
