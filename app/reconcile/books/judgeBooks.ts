import { cents } from '../../accounting/money.ts';
import { problem, type Problem } from '../../accounting/problem.ts';
import type { DocumentState, LedgerKind } from '../../sevdesk/client.ts';
import { isDraft } from '../../sync/steps/judgeDocument.ts';
import { isCancelled, paidOf } from '../../sync/steps/judgePayment.ts';
import { cancelledByHand, documentChanged, paymentDiffers, severalFound } from '../../sync/problems.ts';

/** A document of the ledger, as far as it can be compared without its plan. */
export interface BookedDocument {
  id: string;
  orderSyncId: string;
  kind: 'invoice' | 'credit_note' | 'cancellation';
  state: string;
  marker: string;
  remoteKind: LedgerKind;
  sevdeskId: string | null;
  number: string | null;
  currency: string;
  grossCents: number;
  taxRule: number;
  paidCents: number;
  /** A payment of it waits for its entry on a statement. */
  awaitsEntry: boolean;
  /** We asked for its cancellation ourselves. */
  isCancelledByUs: boolean;
}

export type BooksFinding =
  | { kind: 'as_booked' }
  /** The engine has something to do: a person finished the draft, or matched a payment that waits for its entry. */
  | { kind: 'go_on' }
  | { kind: 'problem'; problem: Problem };

const asBooked: BooksFinding = { kind: 'as_booked' };
const wrong = (found: Problem): BooksFinding => ({ kind: 'problem', problem: found });

/** Whether a document that sevdesk shows under our id is still what was booked. Changes nothing there, ever. */
export function judgeOwn(booked: BookedDocument, seen: DocumentState): BooksFinding {
  if (booked.state === 'draft') return isDraft(seen) ? asBooked : { kind: 'go_on' };
  if (booked.state !== 'open' && booked.state !== 'done') return asBooked;
  if (isCancelled(seen) && booked.kind === 'invoice')
    return booked.isCancelledByUs ? asBooked : wrong(cancelledByHand(booked.number));
  if (isChanged(booked, seen)) return wrong(documentChanged(booked.number));
  // What is paid on a cancelled invoice, on its cancellation, or partly on a credit note, sevdesk does not tell.
  const paid = booked.isCancelledByUs || booked.kind === 'cancellation' ? null : paidOf(seen);
  if (paid === null || paid === booked.paidCents) return asBooked;
  if (paid < booked.paidCents) return wrong(paymentDiffers(cents(booked.paidCents), paid));
  if (paid > Math.abs(booked.grossCents)) return wrong(problem('sevdesk.already_paid_elsewhere'));
  // Matched by a person before Shopify said that it was paid, or instead of us: as good as ours.
  return booked.awaitsEntry ? { kind: 'go_on' } : asBooked;
}

function isChanged(booked: BookedDocument, seen: DocumentState): boolean {
  // A cancellation carries the sums of its invoice with a minus, and the marker of whatever sevdesk copies.
  const isCancellation = booked.kind === 'cancellation';
  const gross = isCancellation ? Math.abs(seen.gross) : seen.gross;
  return (
    isDraft(seen) ||
    gross !== Math.abs(booked.grossCents) ||
    seen.currency !== booked.currency ||
    (seen.taxRule ?? booked.taxRule) !== booked.taxRule ||
    (!isCancellation && seen.marker !== booked.marker) ||
    (booked.number !== null && seen.number !== booked.number)
  );
}

/** What another document means that carries the marker of one of ours. `count`: how many carry it, ours included. */
export function judgeOther(booked: BookedDocument, seen: DocumentState, count: number): BooksFinding {
  const stands = ['draft', 'open', 'done'].includes(booked.state) && booked.sevdeskId !== null;
  if (!stands) return asBooked;
  if (booked.kind === 'invoice' && isReversal(booked, seen))
    return booked.isCancelledByUs ? asBooked : wrong(cancelledByHand(booked.number));
  // Reminders and the like copy the note of their invoice.
  const isSameKind =
    seen.kind === booked.remoteKind && (seen.kind === 'credit_note' || seen.type === 'invoice');
  if (!isSameKind || booked.kind === 'cancellation') return asBooked;
  return wrong(isDraft(seen) ? problem('sevdesk.surplus_draft', { count }) : severalFound(count));
}

/** A cancellation invoice, or the credit note over everything that cancelling a paid invoice makes. */
const isReversal = (booked: BookedDocument, seen: DocumentState): boolean =>
  seen.originId === booked.sevdeskId &&
  (seen.type === 'cancellation' ||
    (seen.kind === 'credit_note' && Math.abs(seen.gross) === Math.abs(booked.grossCents)));

/** A document of ours that is not as booked, or has company under its marker. */
export interface Suspect {
  booked: BookedDocument;
  seen: DocumentState;
}
