import { seedsFrom, useMachine } from './useMachine.ts';
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
  'database-clock': 13,
};

/** Where to begin to look for one that is not pinned yet, and how far. */
const FROM: Partial<Record<Protection, number>> = { 'enqueue-in-transaction': 1, patience: 1 };
const WITHIN = 40;

describe('the simulation notices when a protection is gone', () => {
  it.each(Object.entries(SEED) as [Protection, number][])(
    'of %s, by seed %i',
    async (protection, seed) => {
      expect(await stage.firstBiting(protection, [seed])).toBe(seed);
    },
    300_000,
  );

  it.each(Object.entries(FROM) as [Protection, number][])(
    'of %s, by a seed from %i on',
    async (protection, from) => {
      expect(await stage.firstBiting(protection, seedsFrom(from, WITHIN))).not.toBeNull();
    },
    900_000,
  );
});
