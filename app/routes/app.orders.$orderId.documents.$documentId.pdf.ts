import { z } from 'zod';
import { connectionFor } from '../merchant/connection.server.ts';
import { noteAccess } from '../merchant/noteAccess.server.ts';
import { fileNameOf } from '../orders/read/fileNameOf.server.ts';
import type { LedgerKind } from '../sevdesk/client.ts';
import { forMerchant } from '../pages/forMerchant.server.ts';
import { refuse } from '../pages/refuse.ts';

const idSchema = z.uuid();

/** The PDF of a finished document as sevdesk made it. Fetched by the page, which brings the session token along. */
export const loader = forMerchant(async ({ ports, acting, params }) => {
  const id = idSchema.safeParse(params['documentId']).data;
  const where = { id, shopId: acting.shopId, orderSync: { orderId: params['orderId'] ?? '' } };
  const document = id ? await ports.db.document.findFirst({ where: { ...where, id } }) : null;
  const connection = await connectionFor(ports.db, ports.encryption, acting.shopId);
  const here = document?.number && document.sevdeskId && document.accountKey === connection?.accountKey;
  if (!here || !connection) refuse(404);
  await noteAccess(ports, acting, 'pdf', params['orderId'] ?? '');

  const answer = await ports
    .sevdesk(connection.token)
    .pdf(document.remoteKind as LedgerKind, document.sevdeskId!);
  if (answer.kind !== 'done') refuse(answer.kind === 'unclear' ? 503 : 502);
  // A copy, because the body of a response may not lie in memory that is shared.
  return new Response(new Uint8Array(answer.value.content), {
    headers: {
      'Content-Type': 'application/pdf',
      'Content-Disposition': `attachment; filename="${await fileNameOf(ports, document)}.pdf"`,
      'Cache-Control': 'private, no-store',
    },
  });
});
