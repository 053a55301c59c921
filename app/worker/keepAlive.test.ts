import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Database } from '../platform/database.server.ts';
import { createLog } from '../platform/log.server.ts';
import { keepAlive } from './keepAlive.server.ts';

/** A database of which only matters whether it answers. */
function someDatabase(answers: () => boolean): Database {
  const answer = async () => {
    if (!answers()) throw new Error('away');
    return [];
  };
  return new Proxy({} as Database, { get: () => answer });
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function start(options: { answers?: () => boolean; movedAt?: () => number }) {
  const failed: string[] = [];
  const log = createLog({ level: 'silent', secrets: [] });
  const clock = { now: () => new Date(), sleep: () => Promise.resolve() };
  const alive = keepAlive({
    ports: { db: someDatabase(options.answers ?? (() => true)), log, clock },
    poolId: 'pool-1',
    movedAt: options.movedAt ?? Date.now,
    fail: (why) => failed.push(why),
  });
  return { alive, failed };
}

describe('a worker', () => {
  it('goes on as long as it can write its heartbeat and jobs move', async () => {
    const { alive, failed } = start({});
    await vi.advanceTimersByTimeAsync(600_000);
    expect(failed).toEqual([]);
    alive.stop();
  });

  it('gives up before the others take its jobs, when it cannot write its heartbeat', async () => {
    let answers = true;
    const { alive, failed } = start({ answers: () => answers });
    await vi.advanceTimersByTimeAsync(60_000);
    answers = false;
    await vi.advanceTimersByTimeAsync(15_000);
    expect(failed).toEqual([]);
    await vi.advanceTimersByTimeAsync(12_000);
    expect(failed[0]).toBe('heartbeat');
    alive.stop();
  });

  it('outlives a database that is away for a moment', async () => {
    let answers = true;
    const { alive, failed } = start({ answers: () => answers });
    await vi.advanceTimersByTimeAsync(60_000);
    answers = false;
    await vi.advanceTimersByTimeAsync(10_000);
    answers = true;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(failed).toEqual([]);
    alive.stop();
  });

  it('gives up when jobs have not moved for a minute, alive as it may be', async () => {
    const movedAt = Date.now();
    const { alive, failed } = start({ movedAt: () => movedAt });
    await vi.advanceTimersByTimeAsync(58_000);
    expect(failed).toEqual([]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(failed[0]).toBe('stuck');
    alive.stop();
  });
});
