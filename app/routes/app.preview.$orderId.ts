import type { OrderGid } from '../accounting/order.ts';
import { noteAccess } from '../merchant/noteAccess.server.ts';
import { previewOrder } from '../orders/read/previewOrder.server.ts';
import type { PreviewAnswer } from '../ui/preview/PreviewCard.tsx';
import { evidenceTexts } from '../pages/evidenceTexts.server.ts';
import { forMerchant } from '../pages/forMerchant.server.ts';
import { explained } from '../pages/problemTexts.server.ts';
import { refuse } from '../pages/refuse.ts';

/** What would become of one order. */
export const loader = forMerchant(async ({ ports, acting, params }): Promise<PreviewAnswer> => {
  const id = params['orderId'] ?? '';
  if (!/^\d{1,20}$/.test(id)) refuse(404);
  await noteAccess(ports, acting, 'preview', id);
  const gid = `gid://shopify/Order/${id}` as OrderGid;
  const answer = await previewOrder(ports, acting.shopId, gid, AbortSignal.timeout(15_000));
  if (answer.kind !== 'done') return { kind: 'failed' };
  const { verdict, evidence } = answer.value;
  return {
    kind: 'preview',
    preview: answer.value,
    problem: verdict.kind === 'book' ? null : explained(verdict.problem),
    evidence: evidence && evidenceTexts(evidence),
  };
});
