import { expect, it } from 'vitest';
import { updateInPlace } from './steadyRows.ts';

const row = (orderGid: string, state = 'waiting') => ({ orderGid, state });

it('changes rows in place and only counts new ones', () => {
  const shown = [row('a'), row('b'), row('c')];
  const fetched = [row('z'), row('a', 'synced'), row('c', 'synced')];
  expect(updateInPlace(shown, fetched)).toEqual({
    rows: [row('a', 'synced'), row('b'), row('c', 'synced')],
    fresh: 1,
  });
});
