import { useMachine } from './useMachine.ts';
import { describe, expect, it } from 'vitest';
import type { Protection } from './world/without.ts';

const stage = useMachine();

/** The seed that notices that a protection is gone; found anew (npm run faults -- --without …) when schedules change. */
const SEED: Partial<Record<Protection, number>> = {
  'look-up': 1,
  'read-back': 26,
  'unique-key': 1,
  'fencing-token': 16,
  'state-before-write': 44,
  'enqueue-in-transaction': 16,
  patience: 1,
  'database-clock': 13,
};

describe('the simulation notices when a protection is gone', () => {
  it.each(Object.entries(SEED) as [Protection, number][])(
    'of %s, by seed %i',
    async (protection, seed) => {
      expect(await stage.firstBiting(protection, [seed])).toBe(seed);
    },
    300_000,
  );
});
