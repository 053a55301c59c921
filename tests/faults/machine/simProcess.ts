import type { Clock } from '../../../app/platform/clock.ts';
import type { Owner, Timeline } from './timeline.ts';

/** Never resolves: whatever waits for it in a dead process waits for ever. */
export const never = <T>(): Promise<T> => new Promise<T>(() => undefined);

export interface ProcessOptions {
  name: string;
  timeline: Timeline;
  /** How far its machine's clock is off. */
  skewMs?: number;
  died?: (why: string) => void;
}

/** A process of the product: it can be killed or made to stand still at any moment. */
export class SimProcess implements Owner {
  readonly name: string;
  readonly timeline: Timeline;
  readonly clock: Clock;
  readonly #died: (why: string) => void;
  #alive = true;
  #frozenUntil = 0;

  constructor({ name, timeline, skewMs = 0, died = () => undefined }: ProcessOptions) {
    this.name = name;
    this.timeline = timeline;
    this.#died = died;
    this.clock = {
      now: () => new Date(timeline.clock.getTime() + skewMs),
      sleep: (ms, signal) => timeline.wait(ms, this, signal),
    };
  }

  get alive(): boolean {
    return this.#alive;
  }

  get frozenUntil(): number {
    return this.#frozenUntil;
  }

  /** As by SIGKILL: nothing of it goes on. */
  die(why: string): void {
    if (!this.#alive) return;
    this.#alive = false;
    this.#died(why);
  }

  /** As by a suspended machine or a long garbage collection. */
  freeze(ms: number): void {
    this.#frozenUntil = this.timeline.now + ms;
  }

  thaw(): void {
    this.#frozenUntil = 0;
  }
}
