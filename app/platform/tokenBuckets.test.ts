import { expect, it } from 'vitest';
import { tokenBuckets } from './tokenBuckets.ts';

it('lets a burst through, then so many a second, and counts everybody for themselves', () => {
  let now = 0;
  const buckets = tokenBuckets({ perSecond: 2, burst: 3 }, () => now);
  const taken = () => [1, 2, 3, 4].map(() => buckets.take('a'));
  expect(taken()).toEqual([0, 0, 0, 1]);
  expect(buckets.take('b')).toBe(0);
  now = 1_000;
  expect(taken()).toEqual([0, 0, 1, 1]);
});

it('stays small whoever comes', () => {
  const buckets = tokenBuckets({ perSecond: 1, burst: 1 }, () => 0);
  for (let name = 0; name < 50_000; name++) buckets.take(String(name));
  expect(buckets.size).toBe(20_000);
});
