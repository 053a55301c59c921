import type { LoaderFunctionArgs } from '@remix-run/node';
import { preflight, withCors } from '../extension/cors.ts';
import { forExtension, refuse } from '../extension/forExtension.server.ts';
import { preparePrint } from '../extension/preparePrint.server.ts';
import { printPdf } from '../extension/printPdf.server.ts';

/** What can be printed for a selection of orders, for the print actions. */
export const action = forExtension(async (call) =>
  call.request.method === 'POST' ? preparePrint(call) : refuse(405),
);

/** The PDF, fetched by the print preview of Shopify's admin. It lies on no disk and in no cache. */
export const loader = async ({ request }: LoaderFunctionArgs): Promise<Response> => {
  if (request.method === 'OPTIONS') return preflight(request, 'any');
  const answer = await printPdf(request);
  answer.headers.set('Cache-Control', 'no-store');
  answer.headers.set('Referrer-Policy', 'no-referrer');
  return withCors(request, answer, 'any');
};
