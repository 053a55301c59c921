import { randomBytes } from 'node:crypto';
import { connectSevdesk } from '../../../app/merchant/connectSevdesk.server.ts';
import { systemClock } from '../../../app/platform/clock.ts';
import { createEncryption, type Encryption } from '../../../app/platform/encryption.server.ts';
import { createSevdeskClient } from '../../../app/sevdesk/createClient.server.ts';
import { saveTokens } from '../../../app/shopify/saveTokens.server.ts';
import type { World } from '../../../scripts/demo/world.ts';
import { tokenExchange } from '@twins/shopify';

/** A shop that books, with a sevdesk account of its own. */
export interface BenchShop {
  id: string;
  domain: string;
  /** Name of its account at the sevdesk twin. */
  account: string;
}

/** The encryption that the world's processes use. */
export function encryptionOf(world: World): Encryption {
  const [id = '', key = ''] = world.env['ENCRYPTION_KEYS']!.split(':');
  return createEncryption([{ id, key: Buffer.from(key, 'base64') }]);
}

/** Installs, connects and switches on a shop, without the pages; sevdesk may be asked as often as it likes. */
export async function openShop(world: World, name: string, requestsPerSecond = 10_000): Promise<BenchShop> {
  const { db, shopify, sevdesk } = world;
  const encryption = encryptionOf(world);
  const domain = `${name}.myshopify.com`;
  const token = randomBytes(16).toString('hex');
  shopify.addShop({ domain, currency: 'EUR', country: 'DE' });
  sevdesk!.addAccount({ name, tokens: [token] });
  const since = new Date('2026-01-01T00:00:00Z');
  const shop = await db.shop.create({ data: { domain, installedAt: since, syncFrom: since } });
  const answer = await shopify.fetch(`https://${domain}/admin/oauth/access_token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      client_id: world.env['SHOPIFY_API_KEY'],
      client_secret: world.env['SHOPIFY_API_SECRET'],
      ...tokenExchange(shopify.idToken(domain)),
    }),
  });
  const tokens = (await answer.json()) as { access_token: string; scope: string };
  await saveTokens(db, encryption, shop, {
    accessToken: tokens.access_token,
    scope: tokens.scope,
    expires: null,
    refreshToken: null,
    refreshTokenExpires: null,
  });
  const client = { baseUrl: sevdesk!.apiUrl, pace: () => Promise.resolve(), timeoutMs: 20_000 };
  const merchant = {
    db,
    encryption,
    clock: systemClock,
    sevdesk: (given: string) => createSevdeskClient({ ...client, token: given }),
  };
  const connected = await connectSevdesk(merchant, { shopId: shop.id, actor: 'user:1' }, token, {
    confirmed: true,
  });
  if (connected.kind !== 'connected') throw new Error(`${name} is not connected: ${connected.kind}`);
  const books = sevdesk!.state({ account: name }).accounts[0]!;
  const clearing = books.checkAccounts.find((one) => one.name.startsWith('Verrechnungskonto'))!;
  await db.gatewayAccount.create({
    data: { shopId: shop.id, gateway: '*', checkAccountId: clearing.id, checkAccountName: clearing.name },
  });
  await db.sevdeskConnection.updateMany({ where: { shopId: shop.id }, data: { requestsPerSecond } });
  return { id: shop.id, domain, account: name };
}
