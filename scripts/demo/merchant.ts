// The demo's merchant: opens the app in the admin, pastes the API key, chooses a clearing account, switches on.
// Everything goes through the app's own pages, with session tokens, as a browser would send it.
import type { World } from './world.ts';

const BROWSER =
  'Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36';

/** Opens the app for the first time: Shopify's session token is exchanged, the shop becomes known. */
async function openApp(world: World, shop: string): Promise<void> {
  const host = Buffer.from(`admin.shopify.com/store/${shop.split('.')[0]}`).toString('base64url');
  const query = new URLSearchParams({
    embedded: '1',
    shop,
    host,
    locale: 'de',
    id_token: world.shopify.idToken(shop),
  });
  const answer = await fetch(`${world.appUrl}/app?${query}`, { headers: { 'User-Agent': BROWSER } });
  if (!answer.ok) throw new Error(`The app answered ${answer.status} when it was opened.`);
}

/** Sends a page's form. */
async function send(world: World, shop: string, page: string, form: object): Promise<void> {
  const answer = await fetch(`${world.appUrl}${page}.data`, {
    method: 'POST',
    headers: {
      'User-Agent': BROWSER,
      'Content-Type': 'application/json',
      Authorization: `Bearer ${world.shopify.idToken(shop)}`,
    },
    body: JSON.stringify(form),
  });
  if (!answer.ok)
    throw new Error(`${page} answered ${answer.status}: ${(await answer.text()).slice(0, 300)}`);
}

/** From an empty app to one that books: key, clearing account for every gateway, sync on. */
export async function setUp(world: World, shop: string, sevdeskToken: string): Promise<void> {
  await openApp(world, shop);
  await send(world, shop, '/app/sevdesk', { intent: 'connect', token: sevdeskToken, confirmed: false });
  await send(world, shop, '/app/sevdesk', { intent: 'create_account', name: 'Shopify' });
  const row = await world.db.shop.findUniqueOrThrow({
    where: { domain: shop },
    include: { connection: true },
  });
  if (!row.connection) throw new Error('sevdesk was not connected; see the log of the web process.');
}
