import { seedsFrom, useMachine } from './useMachine.ts';
import { describe, expect, it } from 'vitest';
import type { Protection } from './world/without.ts';

const stage = useMachine();

/** A seed that notices the loss; when the simulation has changed, one of those after it does. */
const FIRST_SEEN: Record<Protection, number> = {
  'look-up': 1,
  'read-back': 15,
  'unique-key': 1,
  lease: 10,
  'fencing-token': 82,
  'state-before-write': 18,
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
