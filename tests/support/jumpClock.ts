import { systemClock, type Clock } from '../../app/platform/clock.ts';

/** The real time, from which a test may jump ahead. */
export interface JumpClock extends Clock {
  jump(ms: number): void;
  jumpTo(at: Date): void;
}

export function createJumpClock(start: Date = new Date()): JumpClock {
  let ahead = start.getTime() - Date.now();
  const now = () => new Date(Date.now() + ahead);
  return {
    now,
    sleep: (ms, signal) => systemClock.sleep(ms, signal),
    jump: (ms) => void (ahead += ms),
    jumpTo: (at) => void (ahead += Math.max(0, at.getTime() - now().getTime())),
  };
}
