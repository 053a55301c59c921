// The demo's merchant: opens the app in the admin, pastes the API key, makes a clearing account for each gateway, chooses
// and switches on. Everything goes through the app's own pages, with session tokens, as a browser would send it.
import { readSettings } from '../../app/merchant/settings.server.ts';
import { openSevdeskApi, textOf } from './sevdeskApi.ts';
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

/** A shop that is set up. */
export interface SetUpShop {
  id: string;
  domain: string;
  sevdeskToken: string;
  /** Which gateway's money each clearing account takes, by the account's id in sevdesk. */
  gatewayOfAccount: Map<string, string>;
}

/** The clearing account of a gateway in sevdesk; what has none of its own goes to the plain one. */
const accountName = (gateway: string | null) => (gateway === null ? 'Shopify' : `Shopify ${gateway}`);

/** From an empty app to one that can book: key, and a clearing account for every gateway. */
export async function setUp(
  world: World,
  domain: string,
  sevdeskToken: string,
  gateways: string[] = [],
): Promise<SetUpShop> {
  await openApp(world, domain);
  await send(world, domain, '/app/sevdesk', { intent: 'connect', token: sevdeskToken, confirmed: false });
  for (const gateway of [null, ...gateways])
    await send(world, domain, '/app/sevdesk', { intent: 'create_account', name: accountName(gateway) });
  const row = await world.db.shop.findUniqueOrThrow({ where: { domain }, include: { connection: true } });
  if (!row.connection)
    throw new Error(
      'sevdesk was not connected: it refused the key, or the server does not answer as sevdesk does. The log of the web process has its answer.',
    );
  const accounts = await accountIds(world, sevdeskToken);
  const idOf = (gateway: string | null) => accounts.get(accountName(gateway));
  const mapping = Object.fromEntries(
    [null, ...gateways].flatMap((gateway) => {
      const id = idOf(gateway);
      return id === undefined ? [] : [[gateway ?? '*', id] as const];
    }),
  );
  if (gateways.length > 0) await send(world, domain, '/app/sevdesk', { intent: 'map', mapping });
  return {
    id: row.id,
    domain,
    sevdeskToken,
    gatewayOfAccount: new Map(gateways.flatMap((gateway) => [[idOf(gateway) ?? '', gateway] as const])),
  };
}

/**
 * Switches on for orders of any age. A merchant switches on for what is to come; the demo's orders count as they come,
 * however old their payloads are.
 */
export async function switchOnForAll(world: World, shop: SetUpShop): Promise<void> {
  const data = { syncFrom: new Date('2000-01-01T00:00:00Z') };
  await world.db.shop.update({ where: { id: shop.id }, data });
}

async function accountIds(world: World, sevdeskToken: string): Promise<Map<string, string>> {
  const rows = await openSevdeskApi(world.sevdeskApiUrl, sevdeskToken).list('/CheckAccount');
  return new Map(
    (rows ?? []).flatMap((row) => {
      const [name, id] = [textOf(row['name']), textOf(row['id'])];
      return name !== null && id !== null && row['type'] === 'offline' ? [[name, id] as const] : [];
    }),
  );
}

/** Saves choices on the settings page; whatever is not named stays as it is. Throws when the page did not take them. */
export async function choose(world: World, shop: SetUpShop, chosen: Record<string, unknown>): Promise<void> {
  const before = await readSettings(world.db, shop.id);
  const settings = merge(before, chosen);
  await send(world, shop.domain, '/app/settings', { intent: 'save', settings, alertEmail: '' });
  const after = await readSettings(world.db, shop.id);
  if (JSON.stringify(merge(after, chosen)) !== JSON.stringify(after))
    throw new Error(`The settings page did not save ${JSON.stringify(chosen)}.`);
}

function merge(base: Record<string, unknown>, changes: Record<string, unknown>): Record<string, unknown> {
  const merged = { ...base };
  for (const [key, value] of Object.entries(changes)) {
    const old = base[key];
    merged[key] = isRecord(value) && isRecord(old) ? merge(old, value) : value;
  }
  return merged;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
