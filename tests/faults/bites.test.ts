import { seedsFrom, useMachine } from './useMachine.ts';
import { describe, expect, it } from 'vitest';
import type { Protection } from './world/without.ts';

const stage = useMachine();

/**
 * Where to begin: a seed that noticed the loss when this was written. What comes after it will do as well. That a state
 * is saved before the write no seed has missed yet: what look-up and read-back find makes up for it.
 */
const FIRST_SEEN: Partial<Record<Protection, number>> = {
  'look-up': 1,
  'read-back': 15,
  'unique-key': 1,
  lease: 10,
  'fencing-token': 1907,
  'enqueue-in-transaction': 7,
};
const WITHIN = 40;

describe('the simulation notices when a protection is gone', () => {
  it.each(Object.entries(FIRST_SEEN) as [Protection, number][])(
    'of %s',
    async (protection, first) => {
      const seeds = seedsFrom(first, WITHIN);
      expect(await stage.firstBiting(protection, seeds)).not.toBeNull();
    },
    900_000,
  );
});
