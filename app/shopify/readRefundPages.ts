import type { z } from 'zod';
import type { Refund, RefundLine } from '../accounting/order.ts';
import { toRefund, type refundSchema } from './parse/refund.ts';

type RefundPage = z.output<typeof refundSchema>;

/** A refund with all its lines. `askPage` brings the page behind a cursor; null is the first. */
export async function readRefundPages(
  askPage: (after: string | null) => Promise<RefundPage>,
): Promise<Refund> {
  const first = await askPage(null);
  const lines: RefundLine[] = [...first.refundLineItems.nodes];
  for (let at = first.refundLineItems.pageInfo; at.hasNextPage;) {
    const next = await askPage(at.endCursor ?? null);
    lines.push(...next.refundLineItems.nodes);
    at = next.refundLineItems.pageInfo;
  }
  return toRefund(first, lines);
}
