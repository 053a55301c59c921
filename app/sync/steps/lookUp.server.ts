import { ask, stopOf } from './ask.server.ts';
import { judgeCreditNoteHits, judgeInvoiceHits, type FoundByMarker } from './judgeDocument.ts';
import { isStop, type Stop } from '../outcome.ts';
import type { Run, Work } from '../ledger/run.server.ts';
import { ensureContact } from './contact.server.ts';

/** The documents in sevdesk that carry this document's marker. */
export async function lookUp(run: Run, work: Work): Promise<FoundByMarker | Stop> {
  const about = { step: 'look_up' as const, documentId: work.id };
  const answer = await ask(run, about, (sevdesk) => sevdesk.findByMarker(work.remoteKind, work.plan.marker));
  if (answer.kind !== 'done') return stopOf(run, answer);
  return judge(work, answer.value);
}

const judge = (work: Work, hits: Parameters<typeof judgeInvoiceHits>[0]): FoundByMarker =>
  work.remoteKind === 'invoice'
    ? judgeInvoiceHits(hits, work.writes)
    : judgeCreditNoteHits(hits, work.writes);

/**
 * The last look before a creation is sent again: at the contact's newest documents, in case the filter on the marker
 * lags behind.
 */
export async function lookHarder(run: Run, work: Work): Promise<FoundByMarker | Stop> {
  const contact = await ensureContact(run, work);
  if (isStop(contact)) return contact;
  const about = { step: 'look_up' as const, documentId: work.id };
  const answer = await ask(run, about, (sevdesk) => sevdesk.newestOfContact(work.remoteKind, contact.id));
  if (answer.kind !== 'done') return stopOf(run, answer);
  return judge(
    work,
    answer.value.filter((found) => found.marker === work.plan.marker),
  );
}
