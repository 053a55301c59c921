import { describe, expect, it } from 'vitest';
import { decide } from './decide.ts';
import { park } from '../outcome.ts';
import { exhausted, severalFound, waiting } from '../problems.ts';
import type { Failure } from '../retry.ts';

const now = new Date('2026-11-24T10:00:00Z');
const at = (seconds: number) => new Date(now.getTime() + seconds * 1_000);
const failure = (changes: Partial<Failure> = {}): Failure => ({
  class: 'transient',
  problem: exhausted.sevdesk,
  message: 'timeout',
  retryAfterMs: null,
  atLeastMs: 0,
  ...changes,
});
const after = (how: Parameters<typeof decide>[0], attempts = 0) =>
  decide(how, { reason: null, attempts }, now, 0.5);

describe('after a run the order', () => {
  it('that is booked rests, with its attempts forgotten', () => {
    expect(after({ state: 'synced' }, 3)).toMatchObject({
      settled: 'synced',
      state: 'synced',
      problem: null,
      nextAt: null,
      attempts: 0,
      answered: true,
      deadLetter: null,
    });
  });

  it('that accounting parks rests without a dead letter: nothing failed', () => {
    expect(after({ state: 'parked', problem: severalFound(2) })).toMatchObject({
      state: 'parked',
      nextAt: null,
      answered: true,
      deadLetter: null,
    });
  });

  it('that sevdesk does not take is a dead letter that waits for a person', () => {
    expect(after(park(severalFound(2)), 1)).toMatchObject({
      state: 'parked',
      nextAt: null,
      answered: true,
      attempts: 0,
      deadLetter: {
        class: 'data',
        retries: 1,
        problem: { code: 'sevdesk.duplicate' },
      },
    });
  });

  it('that failed is due again by the retry policy', () => {
    expect(after({ stop: 'fail', failure: failure() }, 2)).toMatchObject({
      settled: 'retry',
      state: 'waiting',
      problem: waiting.retry,
      nextAt: at(4),
      attempts: 3,
      answered: false,
    });
  });

  it('that failed once too often is a dead letter with its class', () => {
    expect(
      after({ stop: 'fail', failure: failure({ class: 'rate_limited', retryAfterMs: 7_000 }) }, 5),
    ).toMatchObject({
      settled: 'parked',
      state: 'parked',
      problem: exhausted.sevdesk,
      attempts: 0,
      nextAt: null,
      deadLetter: {
        class: 'rate_limited',
        retries: 5,
        message: 'timeout',
        retryAfterMs: 7e3,
      },
    });
  });

  it('that waits for the breaker has used up no attempt', () => {
    expect(after({ stop: 'later', afterMs: 60_000, reason: waiting.sevdeskDown }, 4)).toMatchObject({
      state: 'waiting',
      problem: waiting.sevdeskDown,
      nextAt: at(60),
      attempts: 4,
      deadLetter: null,
    });
  });

  it.each([
    ['for an event', { stop: 'hold', reason: waiting.paused } as const, 'wait.paused'],
    ['for a new key', { stop: 'key_rejected' } as const, 'sevdesk.key_rejected'],
    ['for the app to be opened', { stop: 'token_refused' } as const, 'shopify.token'],
  ])('that waits %s is not tried until then', (_, how, code) => {
    expect(after(how, 2)).toMatchObject({ state: 'waiting', problem: { code }, nextAt: null, attempts: 2 });
  });

  it('whose worker is told to stop is due at once and shown as before', () => {
    expect(after({ stop: 'interrupted' }, 2)).toMatchObject({
      state: null,
      nextAt: now,
      attempts: 2,
      events: [],
    });
  });
});
