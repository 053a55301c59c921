import type { Situation } from '../machine/turns.ts';
import { SimProcess } from '../machine/simProcess.ts';
import { world } from '../machine/timeline.ts';
import type { Sim } from './sim.ts';

/** A process and whoever starts it again. */
export interface Running {
  /** The process as it is now; dead while it waits to be started again. */
  process(): SimProcess;
  /** Asks it to end, as a new version being installed does. */
  deploy(): void;
}

/** What stands between a process and the database. */
export function situate(sim: Sim, process: SimProcess): Situation {
  const { machine, random, faultPlan, trace, timeline, notifications, removal } = sim;
  return {
    ...{ process, random, faultPlan, trace },
    setDatabaseClock: () => machine.setClock(timeline.clock),
    noticed: (name) => {
      if (name.startsWith('enqueue')) notifications.notify();
    },
    rewrite: (query) => removal?.rewrite?.(query) ?? query,
  };
}

const DAY_MS = 86_400_000;

/** How far the clock of the machine is off on which a process starts. */
function drawSkew({ faultPlan, random }: Sim): number {
  if (faultPlan.strikes('clock_far')) return random.pick([-DAY_MS, DAY_MS]);
  return faultPlan.strikes('clock_skew') ? random.int(-5_000, 5_000) : 0;
}

/** Starts a process, and again whenever it has died. */
export function keepRunning(
  sim: Sim,
  name: string,
  start: (process: SimProcess) => { stop(): Promise<void> | void },
): Running {
  const { timeline, random, faultPlan, trace } = sim;
  let [process, times] = [null as SimProcess | null, 0];
  let running: ReturnType<typeof start>;

  function launch(): void {
    times += 1;
    const skewMs = drawSkew(sim);
    const own = new SimProcess({ name: `${name}${times}`, timeline, skewMs, died });
    process = own;
    trace.note(`${own.name}: started${skewMs ? ` with its clock ${skewMs} ms off` : ''}`);
    running = start(own);
    if (!faultPlan.strikes('crash_again')) return;
    const soon = random.int(1, random.pick([100, 1_000, 10_000, 60_000]));
    void timeline.wait(soon, world).then(() => own.die('once more'));
  }

  function died(why: string): void {
    trace.note(`${name}${times}: died at ${why}`);
    void timeline.wait(random.int(200, 3_000), world).then(launch);
  }

  launch();
  return {
    process: () => process!,
    deploy() {
      trace.note(`${name}${times}: is asked to end`);
      void running.stop();
    },
  };
}
