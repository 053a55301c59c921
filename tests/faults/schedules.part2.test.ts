import { seedsFrom, useMachine } from './useMachine.ts';
import { describe, expect, it } from 'vitest';

// Half of the 500 schedules of npm test, so that both halves run side by side; npm run faults plays more.

const stage = useMachine();
const PER_TEST = 25;
const firsts = seedsFrom(0, 10).map((index) => 251 + index * PER_TEST);

describe('whatever goes wrong, nothing is lost and nothing happens twice', () => {
  it.each(firsts)(
    'in the 25 schedules from seed %i on',
    async (first) => {
      expect(await stage.play(seedsFrom(first, PER_TEST))).toEqual([]);
    },
    900_000,
  );
});
