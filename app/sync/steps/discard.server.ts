import type { DocumentState } from '../../sevdesk/client.ts';
import { ask, stopOf, transient } from './ask.server.ts';
import { isDraft } from './judgeDocument.ts';
import { isStop, park, type Stop } from '../outcome.ts';
import { refusedDocument, severalFound } from '../problems.ts';
import { VISIBLE_MS } from '../retry.ts';
import { move, type Run, type Work } from '../ledger/run.server.ts';
import { readDocument } from './readDocument.server.ts';

/** Deletes the draft in sevdesk; the document is then merely wanted again. Only drafts can be deleted there. */
export async function discard(run: Run, work: Work): Promise<Work | Stop> {
  const id = work.sevdeskId;
  if (id === null) return gone(run, work);
  const about = { step: 'withdraw' as const, documentId: work.id };
  const answer = await ask(run, about, (sevdesk) => sevdesk.deleteDraft(work.remoteKind, id));
  if (answer.kind === 'done') return gone(run, work);
  if (answer.kind === 'not_asked') return answer.stop;
  if (answer.kind === 'refused' && answer.why !== 'invalid' && answer.why !== 'not_found')
    return stopOf(run, answer);
  const seen = await readDocument(run, work, id);
  if (seen === 'gone') return gone(run, work);
  if (isStop(seen)) return seen;
  if (answer.kind === 'unclear') return transient('the draft is not deleted yet', VISIBLE_MS);
  return park(refusedDocument(answer));
}

const gone = (run: Run, work: Work): Promise<Work | Stop> =>
  move(run, work, { state: 'planned', sevdeskId: null, number: null, asked: null }, [
    { step: 'withdraw', outcome: 'done' },
  ]);

/** Deletes drafts that repeated creations of ours left behind; null when all are gone. */
export async function discardSurplus(run: Run, work: Work, surplus: DocumentState[]): Promise<Stop | null> {
  for (const draft of surplus) {
    if (!isDraft(draft)) return park(severalFound(surplus.length + 1));
    const about = { step: 'withdraw' as const, documentId: work.id };
    const answer = await ask(run, about, (sevdesk) => sevdesk.deleteDraft(draft.kind, draft.id));
    if (answer.kind === 'done' || (answer.kind === 'refused' && answer.why === 'not_found')) continue;
    const isNoDraft = answer.kind === 'refused' && answer.why === 'invalid';
    return isNoDraft ? park(severalFound(surplus.length + 1)) : stopOf(run, answer);
  }
  return null;
}
