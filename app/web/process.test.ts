import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { ensurePages } from '../../scripts/lib/pages.ts';
import { freePort } from '../../scripts/lib/postgres.ts';
import { useDatabase } from '../../tests/support/database.ts';
import { runStart } from '../../tests/support/webProcess.ts';
import { systemClock } from '../platform/clock.ts';

const SECRET = 'the-current-secret';
const database = useDatabase();
beforeAll(ensurePages);

it('does not start with an incomplete environment, and says everything that is missing', async () => {
  const { ended, output } = runStart({ NODE_ENV: 'production', APP_URL: 'not an address' });
  expect(await ended).toBe(1);
  expect(output()).toContain('APP_URL is wrong');
  expect(output()).toContain('ENCRYPTION_KEYS is missing');
  expect(output()).not.toContain('    at ');
});

it('told to end under load, finishes and ends well: nothing it acknowledged is lost', async () => {
  const port = await freePort();
  const { child, ended, output } = runStart({
    NODE_ENV: 'development',
    APP_URL: `http://localhost:${port}`,
    PORT: String(port),
    DATABASE_URL: database.url,
    SHOPIFY_API_KEY: 'client-id',
    SHOPIFY_API_SECRET: SECRET,
    ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
  });
  const at = `http://127.0.0.1:${port}`;
  const isUp = () =>
    fetch(`${at}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
  while (!(await isUp())) await systemClock.sleep(100);

  await database.db.shop.create({ data: { domain: 'demo.myshopify.com' } });
  const acknowledged: string[] = [];
  const body = '{"id":820982911946154508}';
  const signature = createHmac('sha256', SECRET).update(body).digest('base64');
  const sendUntilRefused = async () => {
    for (;;) {
      const id = randomUUID();
      const headers = {
        'x-shopify-topic': 'orders/paid',
        'x-shopify-shop-domain': 'demo.myshopify.com',
        'x-shopify-webhook-id': id,
        'x-shopify-hmac-sha256': signature,
      };
      const response = await fetch(`${at}/webhooks/orders`, { method: 'POST', body, headers }).catch(
        () => null,
      );
      if (!response) return;
      if (response.status === 200) acknowledged.push(id);
    }
  };
  const senders = Array.from({ length: 20 }, sendUntilRefused);
  while (acknowledged.length < 100) await systemClock.sleep(20);
  child.kill('SIGTERM');
  await Promise.all(senders);
  expect(await ended).toBe(0);
  expect(output()).toContain('"web stopped"');
  const rows = await database.db.webhookDelivery.findMany({ select: { webhookId: true } });
  const stored = new Set(rows.map(({ webhookId }) => webhookId));
  expect(acknowledged.filter((id) => !stored.has(id))).toEqual([]);
});
