import { z } from 'zod';
import { connectionFor } from '../merchant/connection.server.ts';
import { noteAccess } from '../merchant/noteAccess.server.ts';
import { readForm } from '../pages/readForm.server.ts';
import type { PrintAnswer } from './answers.ts';
import { refuse, type ExtensionCall } from './forExtension.server.ts';
import { printablesOf } from './printables.server.ts';
import { issueTicket } from './printTicket.server.ts';

/** As many orders as Shopify shows on one page of its list. */
const requestSchema = z.object({
  orderIds: z
    .array(z.string().regex(/^\d{1,20}$/))
    .min(1)
    .max(50),
});

/**
 * What can be printed for the orders a merchant selected, and the address at which the PDF is to be had for a few
 * minutes. Foreign orders are as unknown as those that do not exist; when there are no others: 404.
 */
export async function preparePrint({
  request,
  ports,
  shop,
  acting,
  language,
}: ExtensionCall): Promise<Response> {
  const orderIds = [...new Set((await readForm(request, requestSchema)).orderIds)];
  const connection = await connectionFor(ports.db, ports.encryption, shop.id);
  if (!connection) return refuse(403);
  const orders = await printablesOf(ports.db, shop.id, connection.accountKey, orderIds);
  if (orders.length === 0) return refuse(404);
  const known = orders.map(({ orderId }) => orderId);
  for (const orderId of known) await noteAccess(ports, acting, 'print', orderId);
  const ticket = issueTicket(ports, { domain: shop.domain, orderIds: known, language });
  const answer: PrintAnswer = {
    url: `${ports.config.appUrl}/api/extension/print?ticket=${ticket}`,
    documents: orders.flatMap(({ documents }) => documents.map(({ kind, number }) => ({ kind, number }))),
    without: orders.filter(({ documents }) => documents.length === 0).map(({ orderName }) => orderName),
    unknown: orderIds.length - orders.length,
  };
  return Response.json(answer);
}
