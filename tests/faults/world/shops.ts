import { Session } from '@shopify/shopify-api';
import { connectSevdesk } from '../../../app/merchant/connectSevdesk.server.ts';
import type { MerchantPorts } from '../../../app/merchant/ports.server.ts';
import { saveSettings } from '../../../app/merchant/settings.server.ts';
import { switchSync } from '../../../app/merchant/switchSync.server.ts';
import { createSevdeskClient } from '../../../app/sevdesk/createClient.server.ts';
import { createSessionStorage } from '../../../app/shopify/sessionStorage.server.ts';
import { tokenExchange } from '@twins/shopify';
import type { Random } from '../machine/random.ts';
import { never } from '../machine/simProcess.ts';
import { API_KEY, API_SECRET, type Sim, type SimShop } from './sim.ts';

export const MERCHANT = 'user:1';
const day = 86_400_000;

/** The merchant's ports outside of any simulated process: nothing goes wrong, no time passes. */
export const faultlessPorts = ({ machine, encryption, timeline, sevdesk }: Sim): MerchantPorts => {
  const clock = { now: () => timeline.clock, sleep: () => never<void>() };
  const client = {
    baseUrl: 'https://my.sevdesk.de/api/v1',
    pace: () => Promise.resolve(),
    timeoutMs: 30_000,
    clock,
  };
  return {
    ...{ db: machine.db, encryption, clock },
    sevdesk: (token) => createSevdeskClient({ ...client, token, fetch: sevdesk.fetch }),
  };
};

/** A shop in Shopify, its account in sevdesk, and the connector between the two, switched on. */
export async function addShop(sim: Sim, random: Random, index: number): Promise<void> {
  const domain = `shop-${'abc'[index]}.myshopify.com`;
  sim.shopify.addShop({ domain, name: `Laden ${index + 1}`, plan: random.pick(['Basic', 'Plus']) });
  const keys = [key(random), key(random)];
  const shop: SimShop = { domain, id: '', account: domain, keys, sharesNumbers: random.chance(0.5) };
  sim.sevdesk.addAccount({
    ...{ name: shop.account, tokens: shop.keys },
    quantityRounding: random.chance(0.15) ? 'per_unit' : 'per_line',
    pdfAs: random.pick(['envelope', 'raw']),
    showNetByDefault: random.chance(0.5),
    takenNumbers: shop.sharesNumbers ? 'allowed' : 'refused',
  });
  await openApp(sim, shop);
  const row = await sim.machine.db.shop.findUniqueOrThrow({ where: { domain } });
  shop.id = row.id;
  await connect(sim, shop);
  await sim.machine.db.sevdeskConnection.update({
    where: { shopId: shop.id },
    data: { requestsPerSecond: random.pick([3, 5, 20]) },
  });
  const acting = { shopId: shop.id, actor: MERCHANT };
  await saveSettings(faultlessPorts(sim), acting, {
    mailInvoice: random.chance(0.4),
    guestContact: random.pick(['each', 'collective']),
  });
  const switched = await switchSync(
    faultlessPorts(sim),
    acting,
    new Date(sim.timeline.clock.getTime() - day),
  );
  if (switched.kind !== 'on') throw new Error(`not switched on: ${JSON.stringify(switched)}`);
  sim.shops.push(shop);
}

const key = (random: Random) => Array.from({ length: 32 }, () => random.int(0, 15).toString(16)).join('');

/** The merchant opens the app in the admin: Shopify hands out tokens, which also installs or reinstalls the app. */
export const openApp = (sim: Sim, { domain }: { domain: string }): Promise<void> =>
  sim.timeline.working(() => exchangeToken(sim, domain));

async function exchangeToken(sim: Sim, domain: string): Promise<void> {
  const { shopify, machine, encryption, timeline } = sim;
  const exchange = tokenExchange(shopify.idToken(domain));
  const response = await shopify.fetch(`https://${domain}/admin/oauth/access_token`, {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
    body: JSON.stringify({ client_id: API_KEY, client_secret: API_SECRET, ...exchange }),
  });
  if (!response.ok) return sim.trace.note(`${domain}: the app cannot be opened, it is not installed`);
  const granted = (await response.json()) as Record<string, string & number>;
  const inSeconds = (name: string) => new Date(timeline.clock.getTime() + granted[name]! * 1000);
  const session = new Session({ id: `offline_${domain}`, shop: domain, state: '', isOnline: false });
  Object.assign(session, {
    ...{ accessToken: granted['access_token'], scope: granted['scope'], expires: inSeconds('expires_in') },
    ...{ refreshToken: granted['refresh_token'], refreshTokenExpires: inSeconds('refresh_token_expires_in') },
  });
  await createSessionStorage({
    db: machine.db,
    encryption,
    apiKey: API_KEY,
    clock: { now: () => timeline.clock, sleep: () => never<void>() },
  }).storeSession(session);
}

/** The merchant pastes the first of the shop's keys. Every payment goes to the account made for it. */
export async function connect(sim: Sim, shop: SimShop): Promise<void> {
  const acting = { shopId: shop.id, actor: MERCHANT };
  const connected = await connectSevdesk(faultlessPorts(sim), acting, shop.keys[0]!, { confirmed: true });
  if (connected.kind !== 'connected') throw new Error(`not connected: ${JSON.stringify(connected)}`);
  const accounts = sim.sevdesk.state({ account: shop.account }).accounts[0]!.checkAccounts;
  const { id: checkAccountId, name: checkAccountName } = accounts.find(({ name }) =>
    name.startsWith('Verrechnung'),
  )!;
  const account = { shopId: shop.id, gateway: '*', checkAccountId, checkAccountName };
  await sim.machine.db.gatewayAccount.createMany({ data: [account], skipDuplicates: true });
}
