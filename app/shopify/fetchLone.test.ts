import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureShopifySchema, startShopifyTwin, tokenExchange, type ShopifyTwin } from '@twins/shopify';
import { systemClock } from '../platform/clock.ts';
import { createAdminClient } from './adminClient.server.ts';
import { done } from './answer.ts';
import { createShopifyFetch } from './fetch.server.ts';
import { createLoneReader, type LoneReader } from './fetchLone.server.ts';

const API = { apiKey: 'client-id', apiSecret: 'client-secret-of-the-test' };
const domain = 'demo.myshopify.com';
const notShown = { kind: 'refused', why: 'not_found' };
beforeAll(() => ensureShopifySchema());

// Whether Shopify shows them is not known: both are played.
describe.each([true, false])('the refund of an order that is older than 60 days (shown: %s)', (shown) => {
  const held: { twin?: ShopifyTwin; lone?: LoneReader } = {};
  beforeAll(async () => {
    const twin = await startShopifyTwin({
      ...API,
      appUrl: 'http://app.test',
      shops: [{ domain }],
      autoDeliver: false,
      showsPartsOfOldOrders: shown,
    });
    const response = await twin.fetch(`https://${domain}/admin/oauth/access_token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        client_id: API.apiKey,
        client_secret: API.apiSecret,
        ...tokenExchange(twin.idToken(domain)),
      }),
    });
    const { access_token: token } = (await response.json()) as { access_token: string };
    const tokens = {
      accessTokenFor: () => Promise.resolve(done({ domain, token, scopes: [] })),
      markRefused: () => Promise.resolve(),
    };
    const fetch = createShopifyFetch({ twinUrl: twin.url });
    held.twin = twin;
    held.lone = createLoneReader(createAdminClient({ tokens, clock: systemClock, fetch }));
  });
  afterAll(() => held.twin?.close());

  const sell = () =>
    held.twin!.createOrder(domain, {
      lines: [{ title: 'Tasse', price: '19.99', quantity: 2 }],
      createdAt: new Date(Date.now() - 70 * 86_400_000),
    });

  it('is read whole by its own id, or is not shown', async () => {
    const { id, lineItems } = sell();
    const { refunds } = held.twin!.refundOrder(domain, id, {
      lines: [{ line: 0, quantity: 1 }],
    });
    const answer = await held.lone!.refund('shop', refunds[0]!.id);
    const whole = {
      gid: refunds[0]!.id,
      totalRefunded: 1999,
      lines: [{ lineGid: lineItems[0]!.id, quantity: 1, subtotal: 1999 }],
      transactions: [{ kind: 'refund', status: 'success', amount: 1999 }],
    };
    expect(answer).toMatchObject(shown ? { kind: 'done', value: whole } : notShown);
  });

  it('is as little shown as its payment, where it is not', async () => {
    const { transactions } = sell();
    const answer = await held.lone!.payment('shop', transactions[0]!.id);
    const sale = { kind: 'sale', status: 'success', amount: 3998 };
    expect(answer).toMatchObject(shown ? { kind: 'done', value: sale } : notShown);
  });
});
