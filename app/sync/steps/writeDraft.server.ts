import type { PlannedDocument } from '../../accounting/documents.ts';
import type { Refused, Unclear } from '../../sevdesk/answer.ts';
import type { DocumentState } from '../../sevdesk/client.ts';
import { ask, stopOf, transient, wasNotCarriedOut } from './ask.server.ts';
import { differenceOf, isDraft, mayBeQuantityRounding, type FoundByMarker } from './judgeDocument.ts';
import { isCancelled } from './judgePayment.ts';
import { isStop, park, type Stop } from '../outcome.ts';
import {
  cancelledByHand,
  draftDiffers,
  foundDiffers,
  refusedDocument,
  severalFound,
  type Difference,
} from '../problems.ts';
import { VISIBLE_MS } from '../retry.ts';
import { move, type Run, type Work } from '../ledger/run.server.ts';
import { ensureContact, forgetIfGone } from './contact.server.ts';
import { discard, discardSurplus } from './discard.server.ts';
import { lookUp, secondLook } from './lookUp.server.ts';
import { nextNumber } from './numbering.server.ts';

/** From wanted to a draft in sevdesk (or whatever stands there already), its sums proven. */
export async function bringToDraft(run: Run, work: Work, refersTo: Work | null): Promise<Work | Stop> {
  const found = await lookUp(run, work);
  if (isStop(found)) return found;
  if (found.kind !== 'none') return adopt(run, work, found);
  if (work.state === 'write_requested') {
    const second = await secondLook(run, work);
    if (isStop(second)) return second;
    if (second.kind !== 'none') return adopt(run, work, second);
  }
  return writeDraft(run, work, refersTo);
}

async function writeDraft(run: Run, work: Work, refersTo: Work | null): Promise<Work | Stop> {
  const contact = await ensureContact(run, work);
  if (isStop(contact)) return contact;
  const plan = await addressed(run, work, refersTo);
  if (isStop(plan)) return plan;
  const number = work.kind === 'credit_note' ? await nextNumber(run, work) : null;
  if (number !== null && isStop(number)) return number;

  const requested = await move(
    run,
    work,
    {
      state: 'write_requested',
      writes: work.writes + 1,
      requestedAt: run.ports.clock.now(),
      emptyLookUps: 0,
    },
    [{ step: 'draft', outcome: 'requested' }],
  );
  if (isStop(requested)) return requested;
  const refs = {
    contactId: contact.id,
    lookups: run.connection.lookups,
    refersToId: refersTo?.sevdeskId ?? null,
    number: number?.number ?? null,
  };
  const place = { step: 'draft' as const, documentId: work.id };
  const answer = await ask(run, place, (sevdesk) => sevdesk.saveDraft(plan, refs));
  if (answer.kind === 'done')
    return checkDraft(run, { ...requested, number: refs.number }, answer.value, false);
  if (wasNotCarriedOut(answer)) {
    const { state, writes, emptyLookUps } = work;
    const undone = await move(run, requested, { state, writes, emptyLookUps });
    return isStop(undone) ? undone : stopOf(run, answer);
  }
  return resolveWrite(run, requested, answer, contact.known);
}

/** The plan with its addressee: of a buyer whose data were deleted, the one that stands on the invoice in sevdesk. */
async function addressed(run: Run, work: Work, refersTo: Work | null): Promise<PlannedDocument | Stop> {
  const { plan } = work;
  if (!plan.recipient.redacted || !refersTo?.sevdeskId) return plan;
  const place = { step: 'look_up' as const, documentId: work.id };
  const invoiceId = refersTo.sevdeskId;
  const answer = await ask(run, place, (sevdesk) => sevdesk.addresseeOf(invoiceId));
  if (answer.kind !== 'done') return stopOf(run, answer);
  return { ...plan, recipient: { ...plan.recipient, ...answer.value } };
}

/** The creation was refused or its answer is unclear: only reading tells whether it was carried out. */
async function resolveWrite(
  run: Run,
  work: Work,
  answer: Refused | Unclear,
  contactKnown: boolean,
): Promise<Work | Stop> {
  const found = await lookUp(run, work);
  if (isStop(found)) return found;
  if (found.kind !== 'none') return adopt(run, work, found);
  if (answer.kind === 'unclear' || answer.why === 'key') {
    const noted = await move(run, work, { emptyLookUps: 1 });
    return isStop(noted) ? noted : stopOf(run, answer, VISIBLE_MS);
  }
  const planned = await move(run, work, { state: 'planned' });
  if (isStop(planned)) return planned;
  if (contactKnown) {
    const forgotten = await forgetIfGone(run, work);
    if (isStop(forgotten)) return forgotten;
    if (forgotten.gone) return transient('the contact was deleted in sevdesk');
  }
  return park(refusedDocument(answer));
}

/** Takes over what stands in sevdesk under the marker, if it is what was planned. */
async function adopt(
  run: Run,
  work: Work,
  found: Exclude<FoundByMarker, { kind: 'none' }>,
): Promise<Work | Stop> {
  if (found.kind === 'several') return park(severalFound(found.ids.length));
  if (found.kind === 'cancelled') return park(cancelledByHand(found.document.number));
  const tidied = await discardSurplus(run, work, found.surplus);
  if (tidied) return tidied;
  const { document } = found;
  if (isCancelled(document)) return park(cancelledByHand(document.number));
  if (isDraft(document)) return checkDraft(run, { ...work, number: document.number }, document, true);
  const difference = differenceOf(work.plan, document);
  if (difference) return park(foundDiffers(difference));
  return move(
    run,
    work,
    {
      state: 'open',
      sevdeskId: document.id,
      number: document.number,
      seen: document,
      adopted: true,
      numbered: true,
    },
    [{ step: 'look_up', outcome: 'done', detail: { adopted: true, number: document.number } }],
  );
}

/** The control after writing. A draft that is not as planned is deleted again, unless it is not of our making. */
async function checkDraft(run: Run, work: Work, draft: DocumentState, found: boolean): Promise<Work | Stop> {
  const difference = differenceOf(work.plan, draft);
  const seen = { sevdeskId: draft.id, number: work.number, seen: draft };
  if (!difference) {
    const detail = { grossCents: draft.gross, taxCents: draft.tax, adopted: found };
    const adopted = found && work.writes === 0;
    return move(run, work, { state: 'draft', ...seen, adopted }, [
      { step: 'read_back', outcome: 'done', detail },
    ]);
  }
  if (found && work.writes === 0) return park(foundDiffers(difference));
  const { what, expected, found: shown } = difference;
  const unwanted = await move(run, work, { state: 'discard_requested', ...seen }, [
    { step: 'read_back', outcome: 'refused', detail: { what, expected, found: shown } },
  ]);
  if (isStop(unwanted)) return unwanted;
  const discarded = await discard(run, unwanted);
  // A draft of an earlier, different plan: written anew from the present one.
  if (isStop(discarded) || found) return discarded;
  return afterMismatch(run, work.plan, difference);
}

async function afterMismatch(run: Run, plan: PlannedDocument, difference: Difference): Promise<Stop> {
  const perLine = run.connection.account.quantityRounding === 'per_line';
  if (!perLine || !mayBeQuantityRounding(plan, difference)) return park(draftDiffers(difference));
  await run.ports.db.sevdeskConnection.updateMany({
    where: { shopId: run.lease.shopId, accountKey: run.connection.accountKey },
    data: { quantityRounding: 'per_unit' },
  });
  run.connection = {
    ...run.connection,
    account: { ...run.connection.account, quantityRounding: 'per_unit' },
  };
  return { stop: 'replan' };
}
