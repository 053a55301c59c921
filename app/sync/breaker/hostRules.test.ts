import { describe, expect, it } from 'vitest';
import { OPEN_MS } from '../standing.server.ts';
import { admitToHost, closedHost, hear, mute, type HostState } from './hostRules.ts';

const now = new Date('2026-11-24T10:00:00Z');
const later = (ms: number) => new Date(now.getTime() + ms);

/** Feeds what accounts say, e.g. "a- b+": account a had no answer, b had one. */
const feed = (voices: string, start: HostState = closedHost()): HostState =>
  voices
    .split(' ')
    .reduce((host, voice) => hear(host, voice.slice(0, -1), voice.endsWith('+'), now).next, start);

function probing(): HostState {
  const admission = admitToHost(feed('a- b- c- d- e-'), false, later(OPEN_MS));
  if (admission.kind !== 'go') throw new Error('not admitted');
  return admission.next!;
}

describe('the breaker of the host', () => {
  it('does not open for one account, however often it fails', () => {
    const voices = Array.from({ length: 100 }, () => 'poison-').join(' ');
    expect(feed(voices)).toMatchObject({ state: 'closed', failuresInRow: 1 });
    expect(feed(voices.replaceAll(' ', ' other+ ')).state).toBe('closed');
  });

  it('opens when five accounts fail in a row', () => {
    expect(feed('a- b- c- d-').state).toBe('closed');
    expect(feed('a- b- c- d- e-')).toMatchObject({ state: 'open', probeAt: later(OPEN_MS) });
    expect(feed('a- b- c- f+ d- e-').state).toBe('closed');
  });

  it('opens when more than half of the last ten accounts fail', () => {
    expect(feed('a- b- c- z+ d- e-').state).toBe('closed');
    expect(feed('a- b- c- z+ d- e- f-').state).toBe('open');
  });

  it('lets nobody pass while it is open, and does not listen', () => {
    const open = feed('a- b- c- d- e-');
    expect(admitToHost(open, false, later(1_000))).toEqual({ kind: 'stop', untilMs: OPEN_MS - 1_000 });
    expect(hear(open, 'f', true, now)).toEqual({ next: open, cause: null });
  });

  it('is not held open by a time that a clock far ahead has noted', () => {
    const open = { ...feed('a- b- c- d- e-'), probeAt: later(86_400_000) };
    expect(admitToHost(open, false, now)).toMatchObject({ kind: 'go', cause: 'probing' });
  });
});

describe('the host that is tried again', () => {
  it('closes when accounts answer, although one of them goes on failing', () => {
    expect(feed('a+ b+', probing()).state).toBe('half_open');
    expect(feed('a+ b+ c+', probing())).toEqual(closedHost());
    expect(feed('poison- poison- poison- a+ b+ c+ d+', probing()).state).toBe('half_open');
    expect(feed('poison- poison- poison- a+ b+ c+ d+ e+', probing())).toEqual(closedHost());
  });

  it('closes at once when the account that fails has been stopped by its own breaker', () => {
    const muted = mute(feed('poison- a+ b+', probing()), 'poison');
    expect(feed('c+', muted)).toEqual(closedHost());
  });

  it('opens again when several accounts fail, not when one does', () => {
    expect(feed('a- a- a- a- a-', probing()).state).toBe('half_open');
    expect(feed('a- b- c-', probing()).state).toBe('open');
  });

  it('closes for the few that are at work when nobody else says anything', () => {
    const host = feed('a+', probing());
    expect(host.state).toBe('half_open');
    expect(hear(host, 'a', true, later(OPEN_MS + 10_000)).next.state).toBe('closed');
  });

  it('keeps requests for accounts that have a voice, whatever those in trouble use up', () => {
    let host = probing();
    let tried = 0;
    for (;;) {
      const admission = admitToHost(host, true, later(OPEN_MS));
      if (admission.kind === 'stop') break;
      host = admission.next!;
      tried += 1;
    }
    expect(tried).toBeLessThan(20);
    expect(admitToHost(host, false, later(OPEN_MS)).kind).toBe('go');
  });
});
