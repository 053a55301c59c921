// The Shopify twin as a process of its own. Prints one line of JSON with its address, ends on SIGTERM.
//   --port N  --app-url URL  --api-key K  --api-secret S  --shop DOMAIN (repeatable)  --not-installed
import { parseArgs } from 'node:util';
import { startShopifyTwin } from './server.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    'app-url': { type: 'string', default: process.env['APP_URL'] ?? 'http://127.0.0.1:3000' },
    'api-key': { type: 'string', default: process.env['SHOPIFY_API_KEY'] ?? 'twin-api-key' },
    'api-secret': { type: 'string', default: process.env['SHOPIFY_API_SECRET'] ?? 'twin-api-secret-0123' },
    shop: { type: 'string', multiple: true, default: ['demo.myshopify.com'] },
    'not-installed': { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
  },
});

const twin = await startShopifyTwin({
  port: Number(values.port),
  appUrl: values['app-url'],
  apiKey: values['api-key'],
  apiSecret: values['api-secret'],
  seed: Number(values.seed),
  shops: values.shop.map((domain) => ({ domain, installed: !values['not-installed'] })),
});
console.log(JSON.stringify({ url: twin.url, appBridgeUrl: twin.appBridgeUrl, shops: values.shop }));

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    void twin.close().then(() => process.exit(0));
  });
}
