import { connectionFor } from '../merchant/connection.server.ts';
import { findShop } from '../merchant/shop.server.ts';
import { createPacer } from '../sevdesk/pacing.server.ts';
import { services } from '../pages/services.server.ts';
import { fetchPdfs } from './fetchPdfs.server.ts';
import { refuse } from './forExtension.server.ts';
import { mergePdfs } from './mergePdfs.server.ts';
import { printablesOf, type Printable } from './printables.server.ts';
import { noticePage } from './printPage.ts';
import { readTicket, type PrintRight } from './printTicket.server.ts';
import { callerOf } from './sessionToken.server.ts';

/**
 * The documents that the ticket in the address is good for, as one PDF; `kinds` narrows them. A session token is not
 * needed: one that comes along must fit, and makes up for a ticket whose time is over.
 */
export async function printPdf(request: Request): Promise<Response> {
  const { ports } = services();
  const { searchParams } = new URL(request.url);
  const ticket = readTicket(ports, searchParams.get('ticket') ?? '');
  if (!ticket) return refuse(401);
  const caller = await callerOf(request, ports.config, ports.clock);
  if (request.headers.has('Authorization') && !caller) return refuse(401);
  if (caller && caller.domain !== ticket.domain) return refuse(404);
  if (ticket.expired && !caller) return noticePage('expired', ticket.language);
  const kinds = searchParams.get('kinds')?.split(',');
  return documentsOf(ticket, (document) => !kinds || kinds.includes(document.kind), request.signal);
}

async function documentsOf(
  { domain, orderIds, language }: PrintRight,
  isWanted: (document: Printable) => boolean,
  signal: AbortSignal,
): Promise<Response> {
  const { ports } = services();
  const shop = await findShop(ports.db, domain);
  const connection = shop && (await connectionFor(ports.db, ports.encryption, shop.id));
  if (!shop || !connection) return refuse(404);
  const orders = await printablesOf(ports.db, shop.id, connection.accountKey, orderIds);
  const documents = orders.flatMap((order) => order.documents.filter(isWanted));
  const pace = createPacer({ ...ports, ...connection });
  const source = { sevdesk: ports.sevdesk(connection.token), pace };
  const fetched = await fetchPdfs(source, documents, signal);
  if (fetched.kind === 'failed') return noticePage(fetched.why, language, fetched.number);
  const [first, ...rest] = fetched.files;
  if (!first) return noticePage('nothing', language);
  const name = rest.length === 0 ? documents[0]!.number.replaceAll(/[^\w.-]/g, '_') : 'sevdesk';
  return new Response(Buffer.from(await mergePdfs([first, ...rest])), {
    headers: { 'Content-Type': 'application/pdf', 'Content-Disposition': `inline; filename="${name}.pdf"` },
  });
}
