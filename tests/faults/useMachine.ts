// oxlint-disable-next-line import/first -- the log must be caught before anybody asks for one
import './machine/captureLog.ts';
import './machine/virtualTime.ts';
import { afterAll, beforeAll } from 'vitest';
import type { Finding } from './coherence/findings.ts';
import { startMachine, type Machine } from './machine/machine.ts';
import { waitsBesideFailing } from './besideFailing.ts';
import { playSchedule } from './schedule.ts';
import { takeAway, faultsFor, type Protection } from './world/without.ts';

/** What the test file's schedules are played on; to be imported before anything of the product. */
export interface Stage {
  /** Plays these seeds and says of each that failed what is wrong and how to see it. */
  play(seeds: readonly number[]): Promise<string[]>;
  /** The hash of this seed's trace. */
  traceOf(seed: number): Promise<string>;
  /** What goes wrong in this seed under the faults that protection is there for: without it, and with it in place. */
  bite(protection: Protection, seed: number): Promise<Record<'without' | 'with', Finding[]>>;
  /** How long orders wait beside an account with that trouble (ms). */
  waitsBeside(trouble: Trouble): Promise<number[]>;
}

type Trouble = Parameters<typeof waitsBesideFailing>[1];

/** A database for the simulation, dropped after the test file's last test. */
export function useMachine(): Stage {
  let machine: Machine | undefined;
  beforeAll(async () => {
    machine = await startMachine();
  });
  afterAll(() => machine?.close());
  return {
    async play(seeds) {
      const failures: string[] = [];
      for (const seed of seeds) {
        const { findings } = await playSchedule(machine!, seed);
        const what = findings.map((one) => `${one.kind}: ${one.what}`).join('; ');
        if (what) failures.push(`${what} (npm run faults -- --seed ${seed})`);
      }
      return failures;
    },
    traceOf: async (seed) => (await playSchedule(machine!, seed)).hash,
    waitsBeside: (trouble) => waitsBesideFailing(machine!, trouble),
    async bite(protection, seed) {
      const only = faultsFor[protection];
      const without = await playSchedule(machine!, seed, { removal: takeAway(protection), only });
      const held = await playSchedule(machine!, seed, { only });
      return { without: without.findings, with: held.findings };
    },
  };
}

export const seedsFrom = (first: number, count: number): number[] =>
  Array.from({ length: count }, (_, index) => first + index);
