import type { Answer, Refused } from '../../sevdesk/answer.ts';
import type { SevdeskClient } from '../../sevdesk/client.ts';
import type { Asked } from '../ledger/asked.ts';
import type { Run, Work } from '../ledger/run.server.ts';
import { isStop, type Stop } from '../outcome.ts';
import { waiting, type Refusal } from '../problems.ts';
import { SETTLED_MS, VISIBLE_MS } from '../retry.ts';
import { ask, stopOf, wasNotCarriedOut, type About } from './ask.server.ts';

// The rule for every write to sevdesk, which knows no idempotency key, answers errors for what it has done and may do it
// after the sender has given up: a write whose answer is not known, or that was refused, is looked for; it is sent again,
// or its refusal believed, only after two empty look-ups, the last of them when nothing can come of it any more. It makes
// no difference who sent it: a run that finds it on record waits just the same.

const BETWEEN_LOOK_UPS_MS = 3_000;

/** One write: how it is looked for, kept on record and sent. */
export interface Write<Found, Value, Prepared> {
  about: About;
  /** What was sent before and is not known to have come of; null when nothing is under way. */
  asked: Asked | null;
  /** What stands in sevdesk of it; null = nothing. `answer`: what sevdesk has just said, where this run sent it. */
  lookFor(answer: Answer<Value> | null): Promise<Found | null | Stop>;
  /** The last look before it is sent again, with everything there is. */
  lookHarder?(): Promise<Found | null | Stop>;
  /** Whatever has to be there first. `instead`: something else has to be done, and was. */
  prepare(): Promise<{ ready: Prepared } | { instead: Work } | Stop>;
  /** On record before it leaves. */
  request(asked: Asked): Promise<Stop | null>;
  /** Looked for once more, or refused. */
  note(asked: Asked): Promise<Stop | null>;
  /** Surely not carried out: as if it had never been sent. */
  undo(): Promise<Stop | null>;
  send(sevdesk: SevdeskClient, prepared: Prepared): Promise<Answer<Value>>;
  /** What the answer proves; null = it has to be looked for. */
  prove(value: Value): Found | null;
}

export type Written<Found> =
  /** `answered`: this run sent it, and the answer is the proof. */
  | { kind: 'stands'; found: Found; answered: boolean }
  /** sevdesk said that it was done, and does not show it. */
  | { kind: 'unproven' }
  | { kind: 'refused'; refusal: Refusal }
  | { kind: 'instead'; work: Work };

/** Sees to it that what is written stands in sevdesk, once. */
export async function writeOnce<Found, Value, Prepared>(
  run: Run,
  write: Write<Found, Value, Prepared>,
): Promise<Written<Found> | Stop> {
  const found = await write.lookFor(null);
  if (isStop(found)) return found;
  if (found !== null) return { kind: 'stands', found, answered: false };
  const outwaited = write.asked && (await outwait(run, write, write.asked));
  if (outwaited) return outwaited;
  const prepared = await write.prepare();
  if (isStop(prepared)) return prepared;
  if ('instead' in prepared) return { kind: 'instead', work: prepared.instead };
  return send(run, write, prepared.ready);
}

/** Something was sent and is not to be seen; null when it may be sent again. */
async function outwait<Found>(
  run: Run,
  write: Pick<Write<Found, never, never>, 'lookHarder' | 'note' | 'undo'>,
  asked: Asked,
): Promise<Written<Found> | Stop | null> {
  const now = run.ports.clock.now();
  // A time to come was written by a clock that was ahead.
  const at = asked.at > now ? now : asked.at;
  const looked = { ...asked, at, emptyLookUps: asked.emptyLookUps + 1 };
  const restMs = patienceLeft(looked, now);
  if (restMs > 0) return (await write.note(looked)) ?? comeBack(restMs);
  const found = (await write.lookHarder?.()) ?? null;
  if (isStop(found)) return found;
  if (found !== null) return { kind: 'stands', found, answered: false };
  if (!asked.refusal) return null;
  return (await write.undo()) ?? { kind: 'refused', refusal: asked.refusal };
}

/** How long it is still too early to say that nothing has come of a write. */
const patienceLeft = ({ at, emptyLookUps }: Asked, now: Date): number =>
  Math.max(SETTLED_MS - (now.getTime() - at.getTime()), emptyLookUps < 2 ? BETWEEN_LOOK_UPS_MS : 0);

const comeBack = (afterMs: number): Stop => ({ stop: 'later', afterMs, reason: waiting.retry });

async function send<Found, Value, Prepared>(
  run: Run,
  write: Write<Found, Value, Prepared>,
  prepared: Prepared,
): Promise<Written<Found> | Stop> {
  const asked: Asked = { at: run.ports.clock.now(), emptyLookUps: 0, refusal: null };
  run.leaving = true;
  const stop = await write.request(asked);
  run.leaving = false;
  if (stop) return stop;
  const answer = await ask(run, write.about, (sevdesk) => write.send(sevdesk, prepared), asked.at);
  if (wasNotCarriedOut(answer)) return (await write.undo()) ?? stopOf(run, answer);
  const proof = answer.kind === 'done' ? write.prove(answer.value) : null;
  if (proof !== null) return { kind: 'stands', found: proof, answered: true };
  const found = await write.lookFor(answer);
  if (isStop(found)) return found;
  if (found !== null) return { kind: 'stands', found, answered: false };
  if (answer.kind === 'done') return { kind: 'unproven' };
  const refusal = answer.kind === 'refused' && answer.why !== 'key' ? wordsOnly(answer) : null;
  const noted = await write.note({ ...asked, emptyLookUps: 1, refusal });
  return noted ?? (refusal ? comeBack(VISIBLE_MS) : stopOf(run, answer, VISIBLE_MS));
}

const wordsOnly = ({ status, cause, message }: Refused): Refusal => ({ status, cause, message });
