import { useMachine } from './useMachine.ts';
import { describe, expect, it } from 'vitest';
import type { Protection } from './world/without.ts';

const stage = useMachine();

/** The seed that notices that a protection is gone; found anew (npm run faults -- --without …) when schedules change. */
const SEED: Partial<Record<Protection, number>> = {
  'look-up': 5,
  'read-back': 26,
  'unique-key': 1,
  'fencing-token': 8,
  'state-before-write': 4,
  'enqueue-in-transaction': 11,
  patience: 2,
  'database-clock': 3,
};

describe('the simulation notices when a protection is gone', () => {
  it.each(Object.entries(SEED) as [Protection, number][])(
    'of %s, by seed %i',
    async (protection, seed) => {
      const findings = await stage.bite(protection, seed);
      expect(findings.without).not.toEqual([]);
      expect(findings.with).toEqual([]);
    },
    300_000,
  );
});
