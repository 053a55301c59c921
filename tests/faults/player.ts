// oxlint-disable-next-line import/first -- the log must be caught before anybody asks for one
import './machine/captureLog.ts';
import './machine/virtualTime.ts';
import { startMachine } from './machine/machine.ts';
import { playSchedule, type Verdict } from './schedule.ts';
import { takeAway, faultsFor, type Protection } from './world/without.ts';

// A process that plays the seeds it is sent, one after the other; scripts/dev/faults.ts starts as many as there are cores.

export interface Wanted {
  seed: number;
  trace: boolean;
  without: Protection | null;
  against: Protection | null;
}

/** `broken`: the simulation itself failed, or the product in a way that no process of it survives. */
export type Played = { verdict: Omit<Verdict, 'trace'> } | { seed: number; broken: string };

const machine = await startMachine();

async function play({ seed, trace, without, against }: Wanted): Promise<Played> {
  const removed = { removal: without && takeAway(without), only: against && faultsFor[against] };
  const options = { ...removed, ...(trace ? { tell: console.log } : {}) };
  try {
    const { trace: _told, ...verdict } = await playSchedule(machine, seed, options);
    return { verdict };
  } catch (error) {
    return { seed, broken: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

process.on('message', (wanted: Wanted | 'end') => {
  if (wanted !== 'end') return void play(wanted).then((played) => process.send!(played));
  void machine.close().then(() => process.exit());
});
process.send!('ready');
