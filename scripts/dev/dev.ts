// npm run dev: the demo's shop, twins, database and worker, with pages that change as their sources do.
//   --port N   port of the app
// The worker and the web process are restarted by hand: they read their sources once.
import { DEFAULT_TOKEN } from '@twins/sevdesk';
import { startWorld } from '../demo/world.ts';
import { readOptions, readPort } from '../lib/options.ts';

const SHOP = 'dev-shop.myshopify.com';
const port = readPort(readOptions('npm run dev -- [--port N]', { port: { type: 'string' } }).port);
const world = await startWorld({
  folder: '.data/dev',
  shops: [{ domain: SHOP, name: 'Kaffeerösterei Nord', currency: 'EUR', country: 'DE', installed: false }],
  webScript: 'devWeb',
  ...(port ? { port } : {}),
  tell: (line) => console.log(line),
});
console.log(`\nThe shop's admin with the app in it: ${world.shopify.adminUrl(SHOP)}`);
console.log(`API token of its sevdesk account:    ${DEFAULT_TOKEN}`);
console.log('Logs: .data/dev/logs. Everything stays up until Ctrl-C.');

let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    void world.stop().then(() => process.exit(0));
  });
}
