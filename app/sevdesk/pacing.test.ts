import { describe, expect, it } from 'vitest';
import { useDatabase } from '../../tests/support/database.ts';
import { systemClock, type Clock } from '../platform/clock.ts';
import { createPacer } from './pacing.server.ts';

const database = useDatabase();

/** Stands still; sleeping is written down instead of done. */
function standingClock(at = '2026-11-24T10:00:00Z') {
  const slept: number[] = [];
  const clock: Clock & { time: Date } = {
    time: new Date(at),
    now: () => clock.time,
    sleep: async (ms) => void slept.push(Math.round(ms)),
  };
  return { clock, slept };
}

const pacer = (clock: Clock, accountKey: string, requestsPerSecond = 4) =>
  createPacer({ db: database.db, clock, accountKey, requestsPerSecond });

describe('the pace of one sevdesk account', () => {
  it('lets the first request go at once and the next ones in even distance', async () => {
    const { clock, slept } = standingClock();
    const pace = pacer(clock, 'even');
    for (let index = 0; index < 4; index += 1) await pace();
    expect(slept).toEqual([250, 500, 750]);
  });

  it('gives no two processes the same moment', async () => {
    const { clock, slept } = standingClock();
    const paces = Array.from({ length: 5 }, () => pacer(clock, 'shared'));
    await Promise.all(Array.from({ length: 20 }, (_, index) => paces[index % 5]!()));
    expect(slept.toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 19 }, (_, index) => (index + 1) * 250),
    );
  });

  it('saves nothing up while nobody asks', async () => {
    const { clock, slept } = standingClock();
    const pace = pacer(clock, 'idle');
    await pace();
    clock.time = new Date('2026-11-24T10:10:00Z');
    await pace();
    await pace();
    expect(slept).toEqual([250]);
  });

  it('does not hold up other accounts', async () => {
    const { clock, slept } = standingClock();
    for (let index = 0; index < 3; index += 1) await pacer(clock, 'busy')();
    slept.length = 0;
    await pacer(clock, 'quiet')();
    expect(slept).toEqual([]);
  });

  it('forgets a moment that a machine with a wrong clock booked far ahead', async () => {
    const wrong = standingClock('2026-11-24T12:00:00Z');
    await pacer(wrong.clock, 'wrong clock')();
    const { clock, slept } = standingClock();
    await pacer(clock, 'wrong clock')();
    await pacer(clock, 'wrong clock')();
    expect(slept).toEqual([250]);
  });

  it('ends waiting when it is stopped, and does not begin when it is stopped already', async () => {
    const stop = new AbortController();
    const clock: Clock = {
      now: () => new Date('2026-11-24T10:00:00Z'),
      sleep: (ms, signal) => {
        stop.abort(new Error('worker stops'));
        return systemClock.sleep(ms, signal);
      },
    };
    const pace = pacer(clock, 'stopped');
    await pace();
    await expect(pace(stop.signal)).rejects.toThrow('worker stops');
    await expect(pace(stop.signal)).rejects.toThrow('worker stops');
  });
});
