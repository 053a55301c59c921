import type { PlannedDocument } from '../../accounting/documents.ts';
import { withInvoiceNumber } from '../../accounting/texts/documentTexts.ts';
import { text, uuid } from '../../platform/sql/codecs.ts';
import { statement } from '../../platform/sql/statement.ts';
import { done } from '../../sevdesk/answer.ts';
import type { DocumentState, DraftRefs } from '../../sevdesk/client.ts';
import { ask, stopOf, transient } from './ask.server.ts';
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
  type Refusal,
} from '../problems.ts';
import { follow, move, whenProven, type Followed, type Run, type Work } from '../ledger/run.server.ts';
import { ensureContact, forgetIfGone } from './contact.server.ts';
import { discard, discardSurplus } from './discard.server.ts';
import { lookHarder, lookUp } from './lookUp.server.ts';
import { nextNumber } from './numbering.server.ts';
import { doubtMail } from './sendMail.server.ts';
import { writeOnce, type Write } from './writeOnce.server.ts';

type Found = Exclude<FoundByMarker, { kind: 'none' }>;

/** From wanted to a draft in sevdesk (or whatever stands there already), its sums proven. */
export async function bringToDraft(run: Run, work: Work, refersTo: Work | null): Promise<Work | Stop> {
  const document = follow(run, work);
  const written = await writeOnce(run, draftCreation(run, document, refersTo));
  if (isStop(written)) return written;
  switch (written.kind) {
    case 'stands': {
      const { found } = written;
      return 'draft' in found
        ? checkDraft(run, { ...document.work, number: found.number }, found.draft, false)
        : adopt(run, document.work, found);
    }
    case 'refused':
      return afterRefusal(run, document.work, written.refusal);
    case 'instead':
    case 'unproven':
      throw new Error('the answer to a creation is its proof');
  }
}

interface Ready extends Omit<DraftRefs, 'lookups'> {
  plan: PlannedDocument;
}
interface Drafted {
  draft: DocumentState;
  number: string | null;
}

function draftCreation(
  run: Run,
  document: Followed,
  refersTo: Work | null,
): Write<Found | Drafted, Drafted, Ready> {
  const { id, asked, writes } = document.work;
  return {
    about: { step: 'draft', documentId: id },
    asked,
    lookFor: async () => orNull(await lookUp(run, document.work)),
    lookHarder: async () => orNull(await lookHarder(run, document.work)),
    prepare: () => readyToDraft(run, document.work, refersTo),
    request: (now) =>
      document.keep({ state: 'write_requested', writes: writes + 1, asked: now }, [
        { step: 'draft', outcome: 'requested' },
      ]),
    note: (now) => document.keep({ asked: now }),
    undo: () => document.keep({ state: 'planned', writes, asked: null }),
    async send(sevdesk, { plan, ...refs }) {
      const answer = await sevdesk.saveDraft(plan, { ...refs, lookups: run.connection.lookups });
      return answer.kind === 'done' ? done({ draft: answer.value, number: refs.number }) : answer;
    },
    prove: (drafted) => drafted,
  };
}

/** Contact, addressee and, for a credit note, the number that is due. */
async function readyToDraft(run: Run, work: Work, refersTo: Work | null): Promise<{ ready: Ready } | Stop> {
  const contact = await ensureContact(run, work);
  if (isStop(contact)) return contact;
  const whole = await addressed(run, work, refersTo);
  if (isStop(whole)) return whole;
  // § 31 (5) UStDV: a correction names the invoice that it corrects.
  const plan = refersTo?.number ? withInvoiceNumber(whole, refersTo.number) : whole;
  const next = work.kind === 'credit_note' ? await nextNumber(run, work) : { number: null };
  if (isStop(next)) return next;
  const refersToId = refersTo?.sevdeskId ?? null;
  return { ready: { plan, contactId: contact.id, refersToId, number: next.number } };
}

const orNull = (found: FoundByMarker | Stop): Found | Stop | null =>
  !isStop(found) && found.kind === 'none' ? null : found;

/** The plan with its addressee: of a buyer whose data were deleted, the one that stands on the invoice in sevdesk. */
async function addressed(run: Run, work: Work, refersTo: Work | null): Promise<PlannedDocument | Stop> {
  const { plan } = work;
  if (!plan.recipient.redacted || !refersTo?.sevdeskId) return plan;
  const about = { step: 'look_up' as const, documentId: work.id };
  const invoiceId = refersTo.sevdeskId;
  const answer = await ask(run, about, (sevdesk) => sevdesk.addresseeOf(invoiceId));
  if (answer.kind !== 'done') return stopOf(run, answer);
  return { ...plan, recipient: { ...plan.recipient, ...answer.value } };
}

/** A refusal that is believed. One reason for it can be mended here: the contact is gone, and is made anew. */
async function afterRefusal(run: Run, work: Work, refusal: Refusal): Promise<Stop> {
  const forgotten = await forgetIfGone(run, work);
  if (isStop(forgotten)) return forgotten;
  return forgotten.gone ? transient('the contact was deleted in sevdesk') : park(refusedDocument(refusal));
}

/** Takes over what stands in sevdesk under the marker, if it is what was planned. */
async function adopt(run: Run, work: Work, found: Found): Promise<Work | Stop> {
  if (found.kind === 'several') return park(severalFound(found.ids.length));
  if (found.kind === 'cancelled') return park(cancelledByHand(found.document.number));
  const tidied = await discardSurplus(run, work, found.surplus);
  if (tidied) return tidied;
  const { document } = found;
  if (isCancelled(document)) return park(cancelledByHand(document.number));
  if (isDraft(document)) return checkDraft(run, { ...work, number: document.number }, document, true);
  const difference = differenceOf(work.plan, document);
  if (difference) return park(foundDiffers(difference));
  const opened = await move(
    run,
    work,
    {
      state: 'open',
      asked: null,
      sevdeskId: document.id,
      number: document.number,
      seen: document,
      adopted: true,
      numbered: true,
    },
    [{ step: 'look_up', outcome: 'done', detail: { adopted: true, number: document.number } }],
  );
  return isStop(opened) ? opened : doubtMail(run, opened);
}

/** The control after writing. A draft that is not as planned is deleted again, unless it is not of our making. */
async function checkDraft(run: Run, work: Work, draft: DocumentState, found: boolean): Promise<Work | Stop> {
  const difference = differenceOf(work.plan, draft);
  const seen = { sevdeskId: draft.id, number: work.number, seen: draft, asked: null };
  if (!difference) {
    const detail = { grossCents: draft.gross, taxCents: draft.tax, adopted: found };
    const adopted = found && work.writes === 0;
    const noted = [{ step: 'read_back' as const, outcome: 'done' as const, detail }];
    return move(run, work, { state: 'draft', ...seen, adopted }, noted, whenProven(work));
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

const ROUND_PER_UNIT = statement('steps.round_per_unit', {
  params: { shopId: uuid, accountKey: text },
  row: {},
  sql: `
    update sevdesk_connection set quantity_rounding = 'per_unit'
    where shop_id = :shopId and account_key = :accountKey`,
});

async function afterMismatch(run: Run, plan: PlannedDocument, difference: Difference): Promise<Stop> {
  const perLine = run.connection.account.quantityRounding === 'per_line';
  if (!perLine || !mayBeQuantityRounding(plan, difference)) return park(draftDiffers(difference));
  const { accountKey } = run.connection;
  await run.ports.db.sql.rows(ROUND_PER_UNIT, { shopId: run.lease.shopId, accountKey });
  run.connection = {
    ...run.connection,
    account: { ...run.connection.account, quantityRounding: 'per_unit' },
  };
  return { stop: 'replan' };
}
