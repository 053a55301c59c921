import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { controlShopifyTwin } from './control.ts';
import { startShopifyTwin } from './server.ts';
import { tokenExchange } from './testing/openShop.ts';

const SHOP = 'demo.myshopify.com';
const key = { apiKey: 'test-client-id', apiSecret: 'test-client-secret' };
const endings: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).toReversed()) await end();
});

/** An app that answers webhooks and keeps what it got. */
async function listeningApp() {
  const got: { path: string; headers: Record<string, unknown>; body: string }[] = [];
  const server: Server = createServer((request, response) => {
    void text(request).then((body) => {
      got.push({ path: request.url ?? '', headers: request.headers, body });
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  endings.push(async () => {
    server.closeAllConnections();
    server.close();
  });
  return { got, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function startTwin(appUrl: string) {
  const twin = await startShopifyTwin({ ...key, appUrl, appToml: null, shops: [{ domain: SHOP }] });
  endings.push(() => twin.close());
  return twin;
}

test('an app reaches a shop over HTTP by naming it in X-Twin-Host', async () => {
  const twin = await startTwin('http://127.0.0.1:1');
  const post = (url: string, body: object, headers: Record<string, string> = {}) =>
    fetch(`${twin.url}${url}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-twin-host': SHOP, ...headers },
      body: JSON.stringify(body),
    });
  const form = { client_id: key.apiKey, client_secret: key.apiSecret, ...tokenExchange(twin.idToken(SHOP)) };
  const { access_token } = (await (await post('/admin/oauth/access_token', form)).json()) as {
    access_token: string;
  };
  const answer = await post(
    '/admin/api/2026-10/graphql.json',
    { query: '{ shop { myshopifyDomain } }' },
    { 'x-shopify-access-token': access_token },
  );
  expect(await answer.json()).toMatchObject({ data: { shop: { myshopifyDomain: SHOP } } });
  twin.failNext({ kind: 'reset' });
  await expect(post('/admin/api/2026-10/graphql.json', {})).rejects.toThrow('fetch failed');
});

test('webhooks arrive over HTTP with a signature over the bytes on the wire', async () => {
  const app = await listeningApp();
  const twin = await startTwin(app.url);
  twin.createOrder(SHOP, { lines: [{ title: 'Größe „M“', price: '1.00' }], payment: 'pending' });
  await twin.settled();
  expect(new Set(app.got.map((request) => request.headers['x-shopify-topic']))).toEqual(
    new Set(['orders/create', 'orders/updated']),
  );
  for (const { path: at, headers, body } of app.got) {
    expect(at).toBe('/webhooks/orders');
    expect(headers['x-shopify-hmac-sha256']).toBe(
      createHmac('sha256', key.apiSecret).update(body).digest('base64'),
    );
  }
});

test('session tokens are handed to pages of the app only', async () => {
  const twin = await startTwin('http://localhost:3000');
  const answer = await fetch(`${twin.url}/__twin/id_token?shop=${SHOP}`);
  expect(answer.headers.get('access-control-allow-origin')).toBe('http://localhost:3000');
  expect((await answer.text()).split('.')).toHaveLength(3);
  expect((await fetch(`${twin.url}/__twin/id_token?shop=other.myshopify.com`)).status).toBe(404);
});

test('another process tells the twin what happens, and is told what went wrong', async () => {
  const app = await listeningApp();
  const twin = await startTwin(app.url);
  const control = controlShopifyTwin(twin.url);
  const order = await control.createOrder(SHOP, {
    lines: [{ price: '1.00' }],
    createdAt: '2026-11-01T00:00:00Z',
  });
  expect(twin.order(SHOP, order.id)?.createdAt).toBe('2026-11-01T00:00:00Z');
  await control.settled();
  expect((await control.deliveries()).every((delivery) => delivery.state === 'delivered')).toBe(true);
  expect(await control.counts()).toMatchObject({ webhooks: 4 });
  await expect(control.refundOrder(SHOP, order.id, { lines: [{ line: 5, quantity: 1 }] })).rejects.toThrow(
    /Line 5/,
  );
  await expect(control.createOrder('nobody.myshopify.com', { lines: [] })).rejects.toThrow(/has no shop/);
});

test('as a process of its own it prints its address and ends on SIGTERM', async () => {
  const main = path.join(import.meta.dirname, 'main.ts');
  const child = spawn(process.execPath, [
    '--disable-warning=ExperimentalWarning',
    main,
    '--shop',
    'one.myshopify.com',
    '--not-installed',
  ]);
  endings.push(async () => void child.kill('SIGKILL'));
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const { url, shops } = JSON.parse(line.toString()) as { url: string; shops: string[] };
  expect(shops).toEqual(['one.myshopify.com']);
  expect((await fetch(`${url}/__twin/id_token?shop=one.myshopify.com`)).status).toBe(404);
  child.kill('SIGTERM');
  const [code] = (await once(child, 'exit')) as [number];
  expect(code).toBe(0);
});
