import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createShopifyFetch, ForbiddenHostError } from './fetch.server.ts';

let twin: Server;
let twinUrl: string;
beforeAll(async () => {
  twin = createServer((request, response) => {
    if (request.url === '/moved')
      return void response.writeHead(302, { location: 'https://example.com/' }).end();
    response.end(JSON.stringify({ url: request.url, host: request.headers['x-twin-host'] }));
  });
  await new Promise<void>((resolve) => twin.listen(0, '127.0.0.1', resolve));
  twinUrl = `http://127.0.0.1:${(twin.address() as AddressInfo).port}`;
});
afterAll(() => void twin.close());

it('goes to the twin and says which shop is meant', async () => {
  const answer = await createShopifyFetch({ twinUrl })(
    'https://demo.myshopify.com/admin/api/graphql.json?a=1',
  );
  expect(await answer.json()).toEqual({ url: '/admin/api/graphql.json?a=1', host: 'demo.myshopify.com' });
});

it('does not follow a redirect', async () => {
  await expect(createShopifyFetch({ twinUrl })('https://demo.myshopify.com/moved')).rejects.toThrow(
    TypeError,
  );
});

it.each([
  'http://demo.myshopify.com/',
  'https://demo.myshopify.com:8443/',
  'https://demo.myshopify.com.evil.example/',
  'https://evil.example/demo.myshopify.com',
  'https://user:pw@demo.myshopify.com/',
  'https://a.demo.myshopify.com/',
  'https://127.0.0.1/',
  'https://myshopify.com/',
  'file:///etc/passwd',
])('refuses %s, with and without a twin', async (url) => {
  for (const twinOrNot of [twinUrl, null]) {
    await expect(createShopifyFetch({ twinUrl: twinOrNot })(url)).rejects.toThrow(ForbiddenHostError);
  }
});
