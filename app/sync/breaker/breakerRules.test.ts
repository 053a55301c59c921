import { describe, expect, it } from 'vitest';
import { OPEN_MS } from '../standing.server.ts';
import { admit, closed, PROBES, record, type BreakerState } from './breakerRules.ts';

const now = new Date('2026-11-24T10:00:00Z');
const later = (ms: number) => new Date(now.getTime() + ms);

/** Feeds a history, "x" for a failed request and "." for a good one. */
function feed(history: string, start: BreakerState = closed()): BreakerState {
  return history.split('').reduce((state, one) => record(state, one === '.', false, now).next, start);
}

/** An open breaker whose pause is over, with all its probes on the way. */
function probing(): BreakerState {
  let state = feed('xxxxx');
  for (let probe = 0; probe < PROBES; probe++) {
    const admission = admit(state, later(OPEN_MS));
    if (admission.kind !== 'go' || !admission.probe) throw new Error('not admitted as a probe');
    state = admission.next!;
  }
  return state;
}

describe('a closed breaker', () => {
  it('opens at five failures in a row', () => {
    expect(feed('xxxx').state).toBe('closed');
    expect(feed('xxxxx')).toMatchObject({ state: 'open', openedAt: now, probeAt: later(60_000) });
    expect(feed('xxxx.xxxx').state).toBe('open');
  });

  it('opens when more than half of the last ten requests failed, though never five in a row', () => {
    expect(feed('.xx.xx.x').state).toBe('closed');
    expect(feed('.xx.xx.xx').state).toBe('open');
  });

  it('stays closed when exactly half failed', () => {
    expect(feed('x.x.x.x.x.x.x.x.').state).toBe('closed');
  });

  it('looks back ten requests and no further', () => {
    expect(feed('xxxx.......xx').state).toBe('closed');
    expect(feed('xxxx....xx').state).toBe('open');
  });

  it('lets everything pass', () => {
    expect(admit(feed('xxxx'), now)).toMatchObject({ kind: 'go', probe: false, next: null });
  });
});

describe('an open breaker', () => {
  it('lets nothing pass for 60 seconds', () => {
    expect(admit(feed('xxxxx'), later(59_999))).toEqual({ kind: 'stop', untilMs: 1 });
  });

  it('does not care for requests that were under way when it opened', () => {
    const open = feed('xxxxx');
    expect(record(open, true, false, now)).toEqual({ next: open, cause: null });
    expect(record(open, false, false, now)).toEqual({ next: open, cause: null });
  });

  it('lets a few probes pass after that, and no more', () => {
    const half = probing();
    expect(half).toMatchObject({ state: 'half_open', probesSent: 5 });
    expect(admit(half, later(OPEN_MS + 1))).toMatchObject({ kind: 'stop' });
  });
});

describe('a half-open breaker', () => {
  const answer = (state: BreakerState, history: string) =>
    history.split('').reduce((at, one) => record(at, one === '.', true, later(OPEN_MS)).next, state);

  it('closes when more than 80 % of the probes went well', () => {
    expect(answer(probing(), '....').state).toBe('half_open');
    expect(answer(probing(), '.....')).toEqual(closed());
  });

  it('opens for another 60 seconds as soon as that cannot be reached, and remembers since when', () => {
    expect(answer(probing(), '..x')).toMatchObject({
      state: 'open',
      openedAt: now,
      probeAt: later(2 * OPEN_MS),
      probesSent: 0,
    });
  });

  it('gives the place of a probe that never reported to another one', () => {
    const half = answer(probing(), '...');
    expect(admit(half, later(OPEN_MS + 59_000))).toMatchObject({ kind: 'stop' });
    expect(admit(half, later(2 * OPEN_MS))).toMatchObject({
      kind: 'go',
      probe: true,
      next: { probesSent: 4 },
    });
  });
});
