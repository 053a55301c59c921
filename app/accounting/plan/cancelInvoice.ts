import type { PlannedDocument } from '../documents.ts';
import { problem, type Problem } from '../problem.ts';
import { documentTexts } from '../texts/documentTexts.ts';
import type { Context, Drafted } from './context.ts';
import { dateCancellation } from './dateDocuments.ts';
import { markDocument } from './markDocument.ts';

/**
 * Takes a whole unpaid invoice back. Only possible while nothing else hangs on it: sevdesk refuses to cancel an invoice
 * that is partly paid or has credit notes. A draft has no number and nothing to cancel; the merchant deletes it.
 */
export function cancelInvoice(context: Context, { plan, numbered }: Drafted): PlannedDocument | Problem {
  const { order, settings, shop } = context.input;
  if (!plan.finalise && !numbered) return problem('order.cancelled_draft', { amountCents: plan.gross });
  const { evidence, language } = plan;
  return {
    ...dateCancellation(context, plan),
    kind: 'cancellation',
    marker: markDocument(order, shop.domain, { letter: 'S', gid: plan.sourceGid }),
    ...documentTexts({ order, settings, evidence, kind: 'cancellation', language, invoiceDate: plan.date }),
    refersTo: plan.sourceGid,
    bookings: [],
    mailTo: null,
    prepaid: true,
    covers: { added: [], removed: [] },
  };
}
