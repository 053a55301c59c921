import { z } from 'zod';
import { noteAccess } from '../merchant/noteAccess.server.ts';
import { readExport } from '../privacy/privacyView.server.ts';
import { forMerchant } from '../pages/forMerchant.server.ts';
import { refuse } from '../pages/refuse.ts';

const idSchema = z.uuid();

/** Everything that is stored of one customer, as a file. Fetched by the page, which brings the session token along. */
export const loader = forMerchant(async ({ ports, acting, params }) => {
  const id = idSchema.safeParse(params['exportId']).data;
  const found = id ? await readExport(ports, acting.shopId, id) : null;
  if (!found) refuse(404);
  await noteAccess(ports, acting, 'export', found.reference);
  return new Response(found.content, {
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': 'attachment; filename="customer-data.json"',
      'Cache-Control': 'private, no-store',
    },
  });
});
