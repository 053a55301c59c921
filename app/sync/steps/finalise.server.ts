import type { Problem } from '../../accounting/problem.ts';
import type { DocumentState } from '../../sevdesk/client.ts';
import { transient } from './ask.server.ts';
import { differenceOf, isDraft } from './judgeDocument.ts';
import { isStop, park, type Stop } from '../outcome.ts';
import {
  addressMissing,
  documentChanged,
  draftChanged,
  refusedDocument,
  severalFound,
  waiting,
  type Refusal,
} from '../problems.ts';
import { isPlaceless } from './contact.server.ts';
import { VISIBLE_MS } from '../retry.ts';
import { follow, move, whenProven, type Followed, type Run, type Work } from '../ledger/run.server.ts';
import { discard, discardSurplus } from './discard.server.ts';
import { lookUp } from './lookUp.server.ts';
import { freeNumber, keepNumber, numberIsDue } from './numbering.server.ts';
import { readDocument } from './readDocument.server.ts';
import { writeOnce, type Write } from './writeOnce.server.ts';

/** A draft that has its number by now, or is gone. */
type Found = { numbered: DocumentState } | 'gone';

/** From a draft to a document with its number, locked for ever. Nothing may get here twice. */
export async function finalise(run: Run, work: Work): Promise<Work | Stop> {
  const document = follow(run, work);
  const written = await writeOnce(run, numbering(run, document));
  if (isStop(written)) return written;
  switch (written.kind) {
    case 'stands':
      return written.found === 'gone'
        ? startOver(run, document.work)
        : opened(run, document.work, written.found.numbered);
    case 'unproven':
      return transient('the document has no number yet', VISIBLE_MS);
    case 'refused':
      return giveUpDraft(run, document.work, park(refusalOf(document.work, written.refusal)));
    case 'instead':
      return written.work;
  }
}

/** Without street and town it is most likely the address that sevdesk misses; which words it has for it is not known. */
const refusalOf = ({ plan }: Work, refusal: Refusal): Problem =>
  refusal.cause === null && refusal.status === 422 && isPlaceless(plan.recipient)
    ? addressMissing(refusal)
    : refusedDocument(refusal);

function numbering(run: Run, document: Followed): Write<Found, DocumentState, null> {
  const { id, asked, sevdeskId, remoteKind } = document.work;
  // What was seen in this very run serves for the first look.
  let known = asked ? null : document.work.seen;
  let draft: DocumentState | null = null;
  return {
    about: { step: 'finalise', documentId: id },
    asked,
    async lookFor() {
      const seen = known ?? (await readDocument(run, document.work, sevdeskId!));
      known = null;
      if (seen === 'gone' || isStop(seen)) return seen;
      draft = seen;
      if (isDraft(seen)) return null;
      return seen.number ? { numbered: seen } : transient('the document has no number', VISIBLE_MS);
    },
    prepare: () => proveDraft(run, document.work, draft!),
    request: (now) =>
      document.keep({ state: 'finalise_requested', asked: now }, [
        { step: 'finalise', outcome: 'requested' },
      ]),
    note: (now) => document.keep({ asked: now }),
    async undo() {
      if (remoteKind === 'credit_note') await freeNumber(run);
      return document.keep({ state: 'draft', asked: null });
    },
    send: (sevdesk) => sevdesk.finalise(remoteKind, sevdeskId!),
    prove: (seen) => (!isDraft(seen) && seen.number ? { numbered: seen } : null),
  };
}

/**
 * Makes sure that the draft is still the one that was proven and, last of all, that a credit note's number is free: from
 * the draft to here another one may have taken it, whoever made the draft and whenever.
 */
async function proveDraft(
  run: Run,
  work: Work,
  seen: DocumentState,
): Promise<{ ready: null } | { instead: Work } | Stop> {
  if (!work.plan.finalise) return { stop: 'hold', reason: waiting.draft };
  if (differenceOf(work.plan, seen)) return park(draftChanged());
  const untidy = await removeDoubles(run, work);
  if (untidy) return untidy;
  if (work.remoteKind !== 'credit_note') return { ready: null };
  if (work.number !== null) {
    const number = await numberIsDue(run, work);
    if (isStop(number)) return number;
    if (!number.due) {
      const rewritten = await giveUpDraft(run, work, null);
      return isStop(rewritten) ? rewritten : { instead: rewritten };
    }
  }
  if (await keepNumber(run)) return { ready: null };
  return { stop: 'later', afterMs: 1_000, reason: waiting.queued };
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
  const unwanted = await move(run, work, { state: 'discard_requested', asked: null });
  if (isStop(unwanted)) return unwanted;
  const discarded = await discard(run, unwanted);
  return isStop(discarded) || then === null ? discarded : then;
}

/** The draft was deleted in sevdesk by hand: the document is wanted again. */
const startOver = (run: Run, work: Work): Promise<Work | Stop> =>
  move(run, work, { state: 'planned', asked: null, sevdeskId: null, number: null }, [
    { step: 'read_back', outcome: 'refused', detail: { gone: true } },
  ]);

async function opened(run: Run, work: Work, seen: DocumentState): Promise<Work | Stop> {
  const difference = differenceOf(work.plan, seen);
  if (difference) return park(documentChanged(seen.number));
  const { number } = seen;
  const noted = [{ step: 'finalise' as const, outcome: 'done' as const, detail: { number } }];
  return move(
    run,
    work,
    { state: 'open', asked: null, number, seen, numbered: true },
    noted,
    whenProven(work),
  );
}
