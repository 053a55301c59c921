import type { DocumentState } from '../../sevdesk/client.ts';
import { ask, stopOf } from './ask.server.ts';
import type { Stop } from '../outcome.ts';
import type { Run, Work } from '../ledger/run.server.ts';

/** How a document stands in sevdesk now; `gone` when sevdesk does not know it. */
export async function readDocument(run: Run, work: Work, id: string): Promise<DocumentState | 'gone' | Stop> {
  const about = { step: 'read_back' as const, documentId: work.id };
  const answer = await ask(run, about, (sevdesk) => sevdesk.get(work.remoteKind, id));
  if (answer.kind === 'done') return answer.value;
  if (answer.kind === 'refused' && answer.why === 'not_found') return 'gone';
  return stopOf(run, answer);
}
