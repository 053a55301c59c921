import { ask, stopOf } from './ask.server.ts';
import { judgeCreditNoteHits, judgeInvoiceHits, type FoundByMarker } from './judgeDocument.ts';
import { isStop, type Stop } from '../outcome.ts';
import { waiting } from '../problems.ts';
import { VISIBLE_MS } from '../retry.ts';
import { move, type Run, type Work } from '../ledger/run.server.ts';
import { ensureContact } from './contact.server.ts';

const BETWEEN_LOOK_UPS_MS = 3_000;

/** The documents in sevdesk that carry this document's marker. */
export async function lookUp(run: Run, work: Work): Promise<FoundByMarker | Stop> {
  const place = { step: 'look_up' as const, documentId: work.id };
  const answer = await ask(run, place, (sevdesk) => sevdesk.findByMarker(work.remoteKind, work.plan.marker));
  if (answer.kind !== 'done') return stopOf(run, answer);
  return judge(work, answer.value);
}

const judge = (work: Work, hits: Parameters<typeof judgeInvoiceHits>[0]): FoundByMarker =>
  work.remoteKind === 'invoice'
    ? judgeInvoiceHits(hits, work.writes)
    : judgeCreditNoteHits(hits, work.writes);

/**
 * A creation was sent before and the marker is not found. It may be sent again only after two empty look-ups some
 * time apart and a look at the contact's newest documents, in case the filter on the marker lags behind.
 */
export async function secondLook(run: Run, work: Work): Promise<FoundByMarker | Stop> {
  const sinceMs = run.ports.clock.now().getTime() - (work.requestedAt?.getTime() ?? 0);
  const emptyLookUps = work.emptyLookUps + 1;
  if (emptyLookUps < 2 || sinceMs < VISIBLE_MS) {
    const moved = await move(run, work, { emptyLookUps });
    if (isStop(moved)) return moved;
    return {
      stop: 'later',
      afterMs: Math.max(BETWEEN_LOOK_UPS_MS, VISIBLE_MS - sinceMs),
      reason: waiting.retry,
    };
  }
  const contactId = await ensureContact(run, work);
  if (isStop(contactId)) return contactId;
  const place = { step: 'look_up' as const, documentId: work.id };
  const answer = await ask(run, place, (sevdesk) => sevdesk.newestOfContact(work.remoteKind, contactId.id));
  if (answer.kind !== 'done') return stopOf(run, answer);
  return judge(
    work,
    answer.value.filter((found) => found.marker === work.plan.marker),
  );
}
