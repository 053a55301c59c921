import type { PlannedDocument } from '../../accounting/documents.ts';
import { cents, type Cents } from '../../accounting/money.ts';
import type { DocumentState } from '../../sevdesk/client.ts';
import type { Difference } from '../problems.ts';

export const isDraft = (seen: DocumentState): boolean => seen.status === 'draft';

/**
 * The control after writing: currency, rule and gross must be the plan's to the cent; sevdesk rounds tax for each
 * position, so tax may differ by half a cent per position. Null when all is as planned.
 */
export function differenceOf(plan: PlannedDocument, seen: DocumentState): Difference | null {
  // A cancellation invoice carries the sums of its invoice with a minus.
  const size = (amount: Cents) => (plan.kind === 'cancellation' ? cents(Math.abs(amount)) : amount);
  const pairs: Difference[] = [
    { what: 'currency', expected: plan.currency, found: seen.currency },
    { what: 'gross', expected: size(plan.gross), found: size(seen.gross) },
    { what: 'tax_rule', expected: plan.taxRule, found: seen.taxRule ?? plan.taxRule },
    { what: 'net_prices', expected: 0, found: seen.showNet === true && plan.kind !== 'cancellation' ? 1 : 0 },
  ];
  const wrong = pairs.find((pair) => pair.expected !== pair.found);
  if (wrong) return wrong;
  const tax = { what: 'tax' as const, expected: size(plan.tax), found: size(seen.tax) };
  return Math.abs(tax.expected - tax.found) * 2 > plan.positions.length ? tax : null;
}

/** Whether asking sevdesk with every quantity in the name instead could make the tax agree (open question there). */
export const mayBeQuantityRounding = (plan: PlannedDocument, difference: Difference): boolean =>
  difference.what === 'tax' && plan.positions.some((position) => position.quantity > 1);

export type FoundByMarker =
  | { kind: 'none' }
  /** `surplus` are drafts that our own repeated requests left behind. */
  | { kind: 'one'; document: DocumentState; surplus: DocumentState[] }
  /** The invoice was cancelled in sevdesk by hand. */
  | { kind: 'cancelled'; document: DocumentState }
  | { kind: 'several'; ids: string[] };

/**
 * What the documents that carry a marker mean. The cancellation of an invoice carries the marker of its invoice.
 * More than one is a person's case, except drafts that can only be our own: no more than creations were sent.
 */
export function judgeInvoiceHits(hits: DocumentState[], writes: number): FoundByMarker {
  const invoices = hits.filter((hit) => hit.type === 'invoice');
  const found = judgeHits(invoices, writes);
  if (found.kind !== 'one') return found;
  const cancelled = hits.some((hit) => hit.type === 'cancellation' && hit.originId === found.document.id);
  return cancelled ? { kind: 'cancelled', document: found.document } : found;
}

export const judgeCreditNoteHits = (hits: DocumentState[], writes: number): FoundByMarker =>
  judgeHits(hits, writes);

function judgeHits(hits: DocumentState[], writes: number): FoundByMarker {
  const drafts = hits.filter(isDraft);
  const numbered = hits.filter((hit) => !isDraft(hit));
  const [kept, ...surplus] = [...numbered, ...drafts];
  if (!kept) return { kind: 'none' };
  const surplusIsOurs = surplus.length === 0 || (numbered.length <= 1 && hits.length <= writes);
  if (!surplusIsOurs) return { kind: 'several', ids: hits.map((hit) => hit.id) };
  return { kind: 'one', document: kept, surplus };
}
