import type { DocumentState } from '../../sevdesk/client.ts';
import { ask, stopOf } from './ask.server.ts';
import { differenceOf, isDraft } from './judgeDocument.ts';
import { isStop, park, type Stop } from '../outcome.ts';
import { foundDiffers, refusedDocument } from '../problems.ts';
import { follow, move, type Followed, type Run, type Work } from '../ledger/run.server.ts';
import { writeOnce, type Write } from './writeOnce.server.ts';

/**
 * Cancels an invoice. An open one gets a cancellation invoice, which is numbered at once; a paid one gets a credit
 * note, which goes on as a draft (one witness for the latter, so both are understood).
 */
export async function cancelInvoice(run: Run, work: Work, invoice: Work): Promise<Work | Stop> {
  const document = follow(run, work);
  const written = await writeOnce(run, cancellation(run, document, invoice));
  if (isStop(written)) return written;
  if (written.kind === 'stands') return take(run, document.work, written.found, !written.answered);
  if (written.kind === 'refused') return park(refusedDocument(written.refusal));
  throw new Error('the answer to a cancellation is its proof');
}

function cancellation(
  run: Run,
  document: Followed,
  invoice: Work,
): Write<DocumentState, DocumentState, null> {
  const { id, asked, writes } = document.work;
  return {
    about: { step: 'draft', documentId: id },
    asked,
    lookFor: () => findCancellation(run, document.work, invoice),
    prepare: () => Promise.resolve({ ready: null }),
    request: (now) =>
      document.keep({ state: 'write_requested', writes: writes + 1, asked: now }, [
        { step: 'draft', outcome: 'requested' },
      ]),
    note: (now) => document.keep({ asked: now }),
    undo: () => document.keep({ state: 'planned', writes, asked: null }),
    send: (sevdesk) => sevdesk.cancelInvoice(invoice.sevdeskId!),
    prove: (made) => made,
  };
}

/** The cancellation carries the marker of its invoice and points to it. */
async function findCancellation(run: Run, work: Work, invoice: Work): Promise<DocumentState | null | Stop> {
  const about = { step: 'look_up' as const, documentId: work.id };
  // A paid invoice is cancelled by a credit note; it is looked for only once a cancellation was sent.
  const kinds = work.writes > 0 ? (['invoice', 'credit_note'] as const) : (['invoice'] as const);
  for (const kind of kinds) {
    const answer = await ask(run, about, (sevdesk) => sevdesk.findByMarker(kind, invoice.plan.marker));
    if (answer.kind !== 'done') return stopOf(run, answer);
    const ofInvoice = answer.value.filter(
      (hit) => hit.originId === invoice.sevdeskId && hit.type !== 'invoice',
    );
    if (ofInvoice[0]) return ofInvoice[0];
  }
  return null;
}

async function take(run: Run, work: Work, seen: DocumentState, found: boolean): Promise<Work | Stop> {
  const difference = differenceOf(work.plan, seen);
  if (difference) return park(foundDiffers(difference));
  const state = isDraft(seen) ? 'draft' : seen.kind === 'invoice' ? 'done' : 'open';
  return move(
    run,
    work,
    {
      state,
      asked: null,
      seen,
      sevdeskId: seen.id,
      remoteKind: seen.kind,
      number: seen.number,
      adopted: found && work.writes === 0,
      numbered: !isDraft(seen),
    },
    [{ step: 'draft', outcome: 'done', detail: { number: seen.number } }],
  );
}
