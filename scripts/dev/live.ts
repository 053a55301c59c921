// npm run live -- sevdesk [--expendable]: the contract suite and the open questions against a real account, or whatever
// answers at SEVDESK_API_URL. npm run live -- shopify: the open questions against a development store. Writes what it
// learnt to a file to keep (--out FILE).
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createShopifyFetch } from '../../app/shopify/fetch.server.ts';
import { reportOf, settle, type Settled } from '../../tests/contract/openFacts/openFact.ts';
import { visitSevdesk, type SevdeskTarget } from '../../tests/contract/openFacts/sevdeskAccount.ts';
import { sevdeskDraftFacts } from '../../tests/contract/openFacts/sevdeskDraftFacts.ts';
import { sevdeskNumberedFacts } from '../../tests/contract/openFacts/sevdeskNumberedFacts.ts';
import { shopifyFacts } from '../../tests/contract/openFacts/shopifyFacts.ts';
import { visitShopify } from '../../tests/contract/openFacts/shopifyStore.ts';
import { refuse } from '../lib/options.ts';

const HOW_SEVDESK = `There is no SEVDESK_TOKEN. Open a trial at https://sevdesk.de (no payment needed), and copy the API key from Settings, Users, your name. Then: SEVDESK_TOKEN=… npm run live -- sevdesk (nothing numbered stays; with --expendable documents are finalised, booked and cancelled).`;
const HOW_SHOPIFY = `There is no SHOPIFY_SHOP with SHOPIFY_API_KEY and SHOPIFY_API_SECRET. In the Shopify Partner or Dev Dashboard create an app and a development store of the same organisation, and install the app there. Then: SHOPIFY_SHOP=….myshopify.com SHOPIFY_API_KEY=… SHOPIFY_API_SECRET=… npm run live -- shopify (or SHOPIFY_ADMIN_TOKEN=… in place of the two; SHOPIFY_ID_TOKEN=… for the token exchange).`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { expendable: { type: 'boolean', default: false }, out: { type: 'string' } },
});
const env = process.env;
const day = new Date().toISOString().slice(0, 10);

switch (positionals[0]) {
  case 'sevdesk':
    process.exit(await sevdesk());
    break;
  case 'shopify':
    process.exit(await shopify());
    break;
  case undefined:
  default:
    refuse(
      'Usage: npm run live -- sevdesk [--expendable] [--out FILE], or npm run live -- shopify [--out FILE]',
    );
}

async function sevdesk(): Promise<number> {
  const token = env['SEVDESK_TOKEN'];
  if (!token) return refuse(HOW_SEVDESK);
  const { expendable } = values;
  const apiUrl = env['SEVDESK_API_URL'] || 'https://my.sevdesk.de/api/v1';
  const target: SevdeskTarget = { apiUrl, token, expendable, gapMs: 350 };
  const suite = spawnSync(
    process.execPath,
    ['node_modules/vitest/vitest.mjs', 'run', 'tests/contract/sevdesk.test.ts', '-t', 'a live account'],
    { stdio: 'inherit', env: { ...env, LIVE_SEVDESK: JSON.stringify(target) } },
  );
  const account = await visitSevdesk(target);
  const settled = await settle([...sevdeskDraftFacts, ...sevdeskNumberedFacts], account, expendable);
  const left = await account.leave();
  const [version, regime] = [await account.client.systemVersion(), await account.client.regime()];
  const told = [version, regime].map((one) => (one.kind === 'done' ? one.value : one.kind)).join(', ');
  keep('sevdesk', `sevdesk at ${new URL(apiUrl).host}, system ${told}, ${day}`, settled);
  if (left.length > 0)
    console.log(`Stayed behind, since it has a number or belongs to one: ${left.join(', ')}`);
  return suite.status === 0 && (expendable || left.length === 0) ? 0 : 1;
}

async function shopify(): Promise<number> {
  const domain = env['SHOPIFY_SHOP'];
  const [apiKey = '', apiSecret = '', token = null] = [
    env['SHOPIFY_API_KEY'],
    env['SHOPIFY_API_SECRET'],
    env['SHOPIFY_ADMIN_TOKEN'],
  ];
  if (!domain || (!token && !(apiKey && apiSecret))) return refuse(HOW_SHOPIFY);
  const fetch = createShopifyFetch({ twinUrl: env['SHOPIFY_TWIN_URL'] ?? null });
  const idToken = env['SHOPIFY_ID_TOKEN'] ?? null;
  const store = await visitShopify({ domain, apiKey, apiSecret, token, idToken, fetch });
  keep('shopify', `Shopify, ${domain}, ${day}`, await settle(shopifyFacts, store, false));
  return 0;
}

function keep(name: string, title: string, settled: Settled[]): void {
  const file = values.out ?? path.join('live', `${name}-${day}.md`);
  mkdirSync(path.dirname(file), { recursive: true });
  const report = reportOf(title, settled);
  writeFileSync(file, report);
  console.log(`\n${report}\nKept in ${file}.`);
}
