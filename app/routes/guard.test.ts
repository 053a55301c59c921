import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../tests/support/database.ts';

// Every page and every action belongs to a shop: without a verified session there is no answer. All route files are
// walked, so that a new one cannot be forgotten.

const database = useDatabase();
const files = readdirSync('app/routes').filter((file) => /^app\..*\.tsx?$|^app\.tsx$/.test(file));

/** Set before the first route is loaded: the runtime is made from it. */
beforeAll(() => {
  Object.assign(process.env, {
    APP_URL: 'https://app.example',
    DATABASE_URL: database.url,
    SHOPIFY_API_KEY: 'client-id',
    SHOPIFY_API_SECRET: randomBytes(16).toString('hex'),
    SHOPIFY_TWIN_URL: 'http://127.0.0.1:9',
    ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
  });
});

const host = Buffer.from('admin.shopify.com/store/somebody').toString('base64');
const requests = {
  'a bare request': new Request('https://app.example/app'),
  'a request that only names a shop': new Request(
    `https://app.example/app?embedded=1&shop=somebody.myshopify.com&host=${host}`,
  ),
  'a forged session token': new Request('https://app.example/app', {
    headers: { Authorization: 'Bearer eyJhbGciOiJIUzI1NiJ9.eyJkZXN0IjoiaHR0cHM6Ly94In0.c2ln' },
  }),
  'a form without a session': new Request('https://app.example/app', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ intent: 'disconnect' }),
  }),
};

it('finds the routes', () => expect(files.length).toBeGreaterThan(7));

it.each(files)('%s answers nobody without a session', async (file) => {
  const route = (await import(/* @vite-ignore */ `./${file}`)) as Record<string, unknown>;
  const doors = (['loader', 'action'] as const).filter((door) => route[door]);
  expect(doors).toContain('loader');
  for (const door of doors) {
    for (const [what, request] of Object.entries(requests)) {
      const args = {
        request: request.clone(),
        params: { orderId: '1', documentId: '1', code: 'x' },
        context: {},
      };
      const enter = route[door] as (input: typeof args) => Promise<unknown>;
      const refusal = await enter(args).then(
        () => null,
        (thrown: unknown) => thrown,
      );
      expect(refusal, `${door} of ${file} let in ${what}`).toBeInstanceOf(Response);
      expect([302, 400, 401, 403, 410]).toContain((refusal as Response).status);
    }
  }
});
