import type { DocumentState } from '../../sevdesk/client.ts';
import { ask, stopOf, transient, wasNotCarriedOut } from './ask.server.ts';
import { differenceOf, isDraft } from './judgeDocument.ts';
import { isStop, park, type Stop } from '../outcome.ts';
import { documentChanged, draftChanged, refusedDocument, severalFound, waiting } from '../problems.ts';
import { VISIBLE_MS } from '../retry.ts';
import { move, type Run, type Work } from '../ledger/run.server.ts';
import { discard, discardSurplus } from './discard.server.ts';
import { lookUp } from './lookUp.server.ts';
import { freeNumber, keepNumber, numberIsDue } from './numbering.server.ts';
import { readDocument } from './readDocument.server.ts';

/** From a draft to a document with its number, locked for ever. Nothing may get here twice. */
export async function finalise(run: Run, work: Work): Promise<Work | Stop> {
  const ready = await proveDraft(run, work);
  if (isStop(ready) || ready.state === 'open' || ready.state === 'planned') return ready;
  if (!work.plan.finalise) return { stop: 'hold', reason: waiting.draft };
  const untidy = await removeDoubles(run, ready);
  if (untidy) return untidy;
  const numbered = ready.remoteKind === 'credit_note';
  if (numbered && !(await keepNumber(run))) {
    return { stop: 'later', afterMs: 1_000, reason: waiting.queued };
  }
  const asked = { state: 'finalise_requested' as const, requestedAt: run.ports.clock.now() };
  const requested = await move(run, ready, asked, [{ step: 'finalise', outcome: 'requested' }]);
  if (isStop(requested)) return requested;
  const place = { step: 'finalise' as const, documentId: work.id };
  const answer = await ask(run, place, (sevdesk) => sevdesk.finalise(work.remoteKind, work.sevdeskId!));
  if (answer.kind === 'done' && !isDraft(answer.value) && answer.value.number) {
    return opened(run, requested, answer.value);
  }
  const notCarriedOut = answer.kind !== 'done' && wasNotCarriedOut(answer);
  if (numbered && (notCarriedOut || answer.kind === 'refused')) await freeNumber(run);
  if (notCarriedOut) return stopOf(run, answer);

  const seen = await readDocument(run, requested, work.sevdeskId!);
  if (seen === 'gone') return startOver(run, requested);
  if (isStop(seen)) return seen;
  if (!isDraft(seen) && seen.number) return opened(run, requested, seen);
  if (answer.kind !== 'refused') return transient('the document has no number yet', VISIBLE_MS);
  if (answer.why === 'key') return { stop: 'key_rejected' };
  return giveUpDraft(run, requested, park(refusedDocument(answer)));
}

/** Makes sure that the draft is still the one that was proven; one read, unless it was seen in this very run. */
async function proveDraft(run: Run, work: Work): Promise<Work | Stop> {
  const fresh = work.seen !== null && work.state === 'draft';
  const seen = fresh ? work.seen! : await readDocument(run, work, work.sevdeskId!);
  if (seen === 'gone') return startOver(run, work);
  if (isStop(seen)) return seen;
  if (!isDraft(seen))
    return seen.number ? opened(run, work, seen) : transient('the document has no number', VISIBLE_MS);
  const difference = differenceOf(work.plan, seen);
  if (difference && work.plan.finalise) return park(draftChanged());
  if (fresh || work.remoteKind !== 'credit_note' || work.number === null) return { ...work, seen };
  const number = await numberIsDue(run, work);
  if (isStop(number)) return number;
  return number.due ? { ...work, seen } : giveUpDraft(run, work, null);
}

/** After repeated creations, an earlier one may have surfaced late: it is a draft, and goes. */
async function removeDoubles(run: Run, work: Work): Promise<Stop | null> {
  if (work.writes < 2) return null;
  const found = await lookUp(run, work);
  if (isStop(found)) return found;
  if (found.kind !== 'one') return found.kind === 'none' ? null : park(severalFound(2));
  const others = [found.document, ...found.surplus].filter((document) => document.id !== work.sevdeskId);
  return discardSurplus(run, work, others);
}

/** Deletes the draft; the run then stops as given, or goes on and writes it anew. */
async function giveUpDraft(run: Run, work: Work, then: Stop | null): Promise<Work | Stop> {
  const unwanted = await move(run, work, { state: 'discard_requested' });
  if (isStop(unwanted)) return unwanted;
  const discarded = await discard(run, unwanted);
  return isStop(discarded) || then === null ? discarded : then;
}

/** The draft was deleted in sevdesk by hand: the document is wanted again. */
const startOver = (run: Run, work: Work): Promise<Work | Stop> =>
  move(run, work, { state: 'planned', sevdeskId: null, number: null }, [
    { step: 'read_back', outcome: 'refused', detail: { gone: true } },
  ]);

async function opened(run: Run, work: Work, seen: DocumentState): Promise<Work | Stop> {
  const difference = differenceOf(work.plan, seen);
  if (difference) return park(documentChanged(seen.number));
  const { number } = seen;
  return move(run, work, { state: 'open', number, seen, numbered: true }, [
    { step: 'finalise', outcome: 'done', detail: { number } },
  ]);
}
