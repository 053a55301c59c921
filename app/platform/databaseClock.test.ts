import { expect, it } from 'vitest';
import { createDatabaseClock } from './databaseClock.server.ts';

const NOON = Date.UTC(2026, 10, 24, 12);
const day = 86_400_000;

/** A machine whose clock is `off`, asking a database whose answer takes `tripMs`. */
function machine(off: number) {
  const state = { off, at: NOON, running: 0, tripMs: 0 };
  const pass = (ms: number) => {
    state.at += ms;
    state.running += ms;
  };
  const clock = createDatabaseClock({
    own: { now: () => new Date(state.at + state.off), sleep: () => Promise.resolve() },
    running: () => state.running,
    async ask() {
      pass(state.tripMs / 2);
      const at = new Date(state.at);
      pass(state.tripMs / 2);
      return at;
    },
  });
  return { clock, state, pass, wrong: () => clock.now().getTime() - state.at };
}

it.each([day, -day, 3_000])('a machine %i ms off tells the time as the database does', async (off) => {
  const { clock, pass, wrong } = machine(off);
  await clock.set();
  expect(wrong()).toBe(0);
  pass(5_000);
  expect(wrong()).toBe(0);
});

it('a clock that jumps a day ahead for a moment changes nothing, but is noticed', async () => {
  const { clock, state, pass, wrong } = machine(0);
  await clock.set();
  state.off = day;
  pass(1_000);
  expect([wrong(), clock.isSure()]).toEqual([0, false]);
  await clock.set();
  expect([wrong(), clock.isSure()]).toEqual([0, true]);
  state.off = 0;
  pass(1_000);
  expect(wrong()).toBe(0);
});

it('a process that was suspended does not trust its time until it has asked', async () => {
  const { clock, state, wrong } = machine(0);
  await clock.set();
  // The running time of a suspended machine stands still.
  state.at += 60_000;
  expect([wrong(), clock.isSure()]).toEqual([-60_000, false]);
  await clock.set();
  expect([wrong(), clock.isSure()]).toEqual([0, true]);
});

it('an answer that took long is not believed where a better one is known', async () => {
  const { clock, state, wrong } = machine(day);
  await clock.set();
  state.tripMs = 40_000;
  await clock.set();
  expect(wrong()).toBe(0);
});
