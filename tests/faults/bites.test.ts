import { seedsFrom, useMachine } from './useMachine.ts';
import { describe, expect, it } from 'vitest';
import { protections } from './world/without.ts';

const stage = useMachine();

/** Where to begin: a seed that noticed the loss when this was written. What comes after it will do as well. */
const FIRST_SEEN: Record<(typeof protections)[number], number> = {
  'look-up': 1,
  'read-back': 15,
  'unique-key': 1,
  lease: 10,
  'fencing-token': 1,
  'state-before-write': 1,
  'enqueue-in-transaction': 7,
};
const WITHIN = 40;

describe('the simulation notices when a protection is gone', () => {
  it.each(protections)(
    'of %s',
    async (protection) => {
      const seeds = seedsFrom(FIRST_SEEN[protection], WITHIN);
      expect(await stage.firstBiting(protection, seeds)).not.toBeNull();
    },
    900_000,
  );
});
