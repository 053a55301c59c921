import type { LoaderFunctionArgs } from '@remix-run/node';
import { authenticate } from '../shopify/auth.server.ts';

/** The pages of Shopify's library that fetch a session token and lead back. */
export async function loader({ request }: LoaderFunctionArgs) {
  await authenticate.admin(request);
  return null;
}
