import { expect, it } from 'vitest';
import { keepUnchanged, updateInPlace } from './steadyRows.ts';

const row = (orderGid: string, state = 'waiting') => ({ orderGid, state });

it('changes rows in place and only counts new ones', () => {
  const shown = [row('a'), row('b'), row('c')];
  const fetched = [row('z'), row('a', 'synced'), row('c', 'synced')];
  expect(updateInPlace(shown, fetched)).toEqual({
    rows: [row('a', 'synced'), row('b'), row('c', 'synced')],
    fresh: 1,
  });
});

it('takes a row that is fetched again for the same one unless something in it changed', () => {
  const before = [row('a'), row('b')];
  const fetched = [row('z'), row('b', 'synced'), row('a')];
  const kept = keepUnchanged(fetched, before);
  expect(kept).toEqual(fetched);
  expect(kept[2]).toBe(before[0]);
  expect(kept[1]).toBe(fetched[1]);
});
