import type { Refused, Unclear } from '../../sevdesk/answer.ts';
import type { DocumentState } from '../../sevdesk/client.ts';
import { ask, stopOf, wasNotCarriedOut } from './ask.server.ts';
import { differenceOf, isDraft } from './judgeDocument.ts';
import { isStop, park, type Stop } from '../outcome.ts';
import { foundDiffers, refusedDocument, waiting } from '../problems.ts';
import { VISIBLE_MS } from '../retry.ts';
import { move, type Run, type Work } from '../ledger/run.server.ts';

/**
 * Cancels an invoice. An open one gets a cancellation invoice, which is numbered at once; a paid one gets a credit
 * note, which goes on as a draft (one witness for the latter, so both are understood).
 */
export async function cancelInvoice(run: Run, work: Work, invoice: Work): Promise<Work | Stop> {
  const found = await findCancellation(run, work, invoice);
  if (isStop(found)) return found;
  if (found.document) return take(run, work, found.document, true);
  if (work.state === 'write_requested' && isTooEarly(run, work)) return waitForLists(run, work);

  const asked = {
    state: 'write_requested' as const,
    writes: work.writes + 1,
    requestedAt: run.ports.clock.now(),
  };
  const requested = await move(run, work, { ...asked, emptyLookUps: 0 }, [
    { step: 'draft', outcome: 'requested' },
  ]);
  if (isStop(requested)) return requested;
  const place = { step: 'draft' as const, documentId: work.id };
  const answer = await ask(run, place, (sevdesk) => sevdesk.cancelInvoice(invoice.sevdeskId!));
  if (answer.kind === 'done') return take(run, requested, answer.value, false);
  if (wasNotCarriedOut(answer)) {
    const undone = await move(run, requested, { state: work.state, writes: work.writes });
    return isStop(undone) ? undone : stopOf(run, answer);
  }
  return resolveCancel(run, requested, invoice, answer);
}

async function resolveCancel(
  run: Run,
  work: Work,
  invoice: Work,
  answer: Refused | Unclear,
): Promise<Work | Stop> {
  const found = await findCancellation(run, work, invoice);
  if (isStop(found)) return found;
  if (found.document) return take(run, work, found.document, true);
  const already = answer.kind === 'refused' && answer.cause === 'cancelled_already';
  if (answer.kind === 'unclear' || answer.why === 'key' || already) {
    const noted = await move(run, work, { emptyLookUps: 1 });
    if (isStop(noted)) return noted;
    return already ? park(refusedDocument(answer)) : stopOf(run, answer, VISIBLE_MS);
  }
  const planned = await move(run, work, { state: 'planned' });
  return isStop(planned) ? planned : park(refusedDocument(answer));
}

/** The cancellation carries the marker of its invoice and points to it. */
async function findCancellation(
  run: Run,
  work: Work,
  invoice: Work,
): Promise<{ document: DocumentState | null } | Stop> {
  const place = { step: 'look_up' as const, documentId: work.id };
  // A paid invoice is cancelled by a credit note; it is looked for only once a cancellation was sent.
  const kinds = work.writes > 0 ? (['invoice', 'credit_note'] as const) : (['invoice'] as const);
  for (const kind of kinds) {
    const answer = await ask(run, place, (sevdesk) => sevdesk.findByMarker(kind, invoice.plan.marker));
    if (answer.kind !== 'done') return stopOf(run, answer);
    const ofInvoice = answer.value.filter(
      (hit) => hit.originId === invoice.sevdeskId && hit.type !== 'invoice',
    );
    if (ofInvoice[0]) return { document: ofInvoice[0] };
  }
  return { document: null };
}

const isTooEarly = (run: Run, work: Work): boolean =>
  work.emptyLookUps < 1 || run.ports.clock.now().getTime() - (work.requestedAt?.getTime() ?? 0) < VISIBLE_MS;

async function waitForLists(run: Run, work: Work): Promise<Stop> {
  const noted = await move(run, work, { emptyLookUps: work.emptyLookUps + 1 });
  return isStop(noted) ? noted : { stop: 'later', afterMs: VISIBLE_MS, reason: waiting.retry };
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
