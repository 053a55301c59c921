import type { Random } from './random.ts';

// Virtual time. Whatever waits is an event at some time; between two events everything runs until nothing moves any
// more, so that who goes on, and when, is decided here alone. Nothing takes real time but the database.

/** Whose events they are: a process that can die, after which they never come, or stand still, after which they come late. */
export interface Owner {
  readonly alive: boolean;
  /** In the timeline's milliseconds. */
  readonly frozenUntil: number;
}

/** The world at large never dies. */
export const world: Owner = { alive: true, frozenUntil: 0 };

interface Event {
  at: number;
  /** Decides among events of one moment. */
  order: number;
  owner: Owner;
  fire(): void;
}

/** So many turns of the event loop without any work mean that everything waits. */
const QUIET_TURNS = 3;

export class Timeline {
  readonly #random: Random;
  #events = new Set<Event>();
  #now: number;
  /** Added to the timeline to get what clocks show. */
  #ahead = 0;
  #moves = 0;
  /** Real work under way. */
  #working = 0;
  /** Somebody keeps everybody else waiting. */
  #held = false;
  #idle: (() => void) | null = null;
  /** What went wrong inside an event, to be thrown where the timeline is driven. */
  #broken: Error | null = null;

  constructor(start: Date, random: Random) {
    this.#now = start.getTime();
    this.#random = random;
  }

  /** Milliseconds that only ever grow. */
  get now(): number {
    return this.#now;
  }

  /** What the world's clocks show. */
  get clock(): Date {
    return new Date(this.#now + this.#ahead);
  }

  /** All clocks of the world jump; nothing that waits does. */
  jumpClocks(ms: number): void {
    this.#ahead += ms;
  }

  /** Resolves after `ms`; rejects with the signal's reason when it is aborted first; never, when the owner dies. */
  wait(ms: number, owner: Owner, signal?: AbortSignal): Promise<void> {
    this.#moves += 1;
    if (this.#held) this.breakOff(new Error('a transaction is open while something else is waited for'));
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason as Error);
      const stop = () => {
        this.#moves += 1;
        this.#events.delete(event);
        if (owner.alive) reject(signal?.reason as Error);
      };
      const fire = () => {
        signal?.removeEventListener('abort', stop);
        resolve();
      };
      const event = { at: this.#now + Math.max(0, ms), order: this.#random.next(), owner, fire };
      this.#events.add(event);
      signal?.addEventListener('abort', stop, { once: true });
    });
  }

  /** Does real work, e.g. a statement, during which time stands still. */
  async working<T>(work: () => Promise<T>): Promise<T> {
    this.#working += 1;
    try {
      return await work();
    } finally {
      this.#moves += 1;
      this.#working -= 1;
      if (this.#working === 0) this.#idle?.();
    }
  }

  /** Nobody else has a turn until what this answers is called. Whoever waits meanwhile would wait for himself. */
  hold(): () => void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#held = true;
    void this.working(() => promise);
    return () => {
      this.#held = false;
      resolve();
    };
  }

  /** The simulation itself is broken: whoever drives the timeline gets this thrown. */
  breakOff(error: Error): void {
    this.#broken ??= error;
    this.#idle?.();
  }

  /** Lets the world go on until that time, or until `isOver`, asked between events. */
  async runUntil(until: number, isOver: () => boolean = () => false): Promise<void> {
    for (;;) {
      await this.#rest();
      if (this.#broken !== null) throw this.#broken;
      if (isOver()) return;
      const next = this.#earliest();
      if (!next || next.at > until) break;
      this.#events.delete(next);
      this.#now = Math.max(this.#now, next.at);
      if (next.owner.alive) this.#come(next);
    }
    this.#now = Math.max(this.#now, until);
  }

  #come(event: Event): void {
    const { frozenUntil } = event.owner;
    if (frozenUntil <= this.#now) return event.fire();
    this.#events.add(Object.assign(event, { at: frozenUntil, order: this.#random.next() }));
  }

  #earliest(): Event | null {
    let first: Event | null = null;
    for (const event of this.#events) {
      if (!first || event.at < first.at || (event.at === first.at && event.order < first.order))
        first = event;
    }
    return first;
  }

  /** Until nothing moves: no statement is under way, and the event loop has nothing more to do. */
  async #rest(): Promise<void> {
    for (let quiet = 0; quiet < QUIET_TURNS; quiet += 1) {
      if (this.#broken !== null) return;
      if (this.#working > 0) {
        await new Promise<void>((resolve) => (this.#idle = resolve));
        this.#idle = null;
      }
      const before = this.#moves;
      await new Promise((resolve) => setImmediate(resolve));
      if (this.#moves !== before || this.#working > 0) quiet = -1;
    }
  }
}
