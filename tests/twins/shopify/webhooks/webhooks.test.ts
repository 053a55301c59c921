import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { API_SECRET, openShop, SHOP } from '../testing/openShop.ts';
import { createStepClock } from '../testing/stepClock.ts';
import type { TwinOptions, WebhookRequest } from '../types.ts';

const minute = 60_000;
const order = { lines: [{ price: '10.00' }] };

type Reply = (request: WebhookRequest, nth: number) => number | 'hang';

/** A shop whose webhooks arrive in `received`; `reply` decides the app's answers. */
async function listeningShop(reply: Reply = () => 200, options: Partial<TwinOptions> = {}) {
  const clock = createStepClock();
  const received: WebhookRequest[] = [];
  const shop = await openShop({
    clock,
    deliver: (request, signal) => {
      received.push(request);
      const answer = reply(request, received.length);
      if (answer !== 'hang') return Promise.resolve({ status: answer });
      return new Promise((_, reject) =>
        signal.addEventListener('abort', () => reject(signal.reason as Error)),
      );
    },
    ...options,
  });
  const topics = () => received.map((request) => request.headers['X-Shopify-Topic']);
  return { ...shop, clock, received, topics };
}

const idOf = (request: WebhookRequest) => request.headers['X-Shopify-Webhook-Id'];
const hmac = (body: string) => createHmac('sha256', API_SECRET).update(body).digest('base64');

test('a paid order raises its topics, each with its own id and one event id for all', async () => {
  const { twin, clock, received, topics } = await listeningShop();
  twin.createOrder(SHOP, order);
  await clock.advance(0);
  expect(topics()).toEqual(['orders/create', 'order_transactions/create', 'orders/paid', 'orders/updated']);
  expect(new Set(received.map(idOf)).size).toBe(4);
  expect(new Set(received.map((request) => request.headers['X-Shopify-Event-Id'])).size).toBe(1);
});

test('a delivery carries the headers of Shopify and a signature over its exact bytes', async () => {
  const { twin, clock, received } = await listeningShop();
  const { id } = twin.createOrder(SHOP, order);
  await clock.advance(0);
  const { url, headers, body } = received[0]!;
  expect(url).toBe('http://app.example/webhooks/orders');
  expect(headers).toMatchObject({
    'Content-Type': 'application/json',
    'X-Shopify-Topic': 'orders/create',
    'X-Shopify-Hmac-Sha256': hmac(body),
    'X-Shopify-Shop-Domain': SHOP,
    'X-Shopify-API-Version': '2026-10',
    'X-Shopify-Triggered-At': '2026-11-24T10:00:00.000Z',
  });
  // The id is a bare number that JSON.parse would round.
  expect(body).toContain(`"id":${id.split('/').at(-1)},"admin_graphql_api_id":"${id}"`);
});

test('what happens to an order is told in the words of Shopify', async () => {
  const { twin, clock, topics, received } = await listeningShop();
  const { id } = twin.createOrder(SHOP, { lines: [{ price: '10.00', quantity: 3 }], payment: 'pending' });
  await clock.advance(0);
  expect(topics().splice(0)).toEqual(['orders/create', 'orders/updated']);
  received.length = 0;
  twin.payOrder(SHOP, id);
  await clock.advance(0);
  expect(topics()).toEqual(['order_transactions/create', 'orders/paid', 'orders/updated']);
  received.length = 0;
  twin.editOrder(SHOP, id, { quantities: [{ line: 0, quantity: 2 }] });
  await clock.advance(0);
  expect(topics()).toEqual(['orders/edited', 'orders/updated']);
  expect(JSON.parse(received[0]!.body)).toMatchObject({
    order_edit: { line_items: { removals: [{ delta: 1 }] } },
  });
  received.length = 0;
  twin.refundOrder(SHOP, id, { lines: [{ line: 0, quantity: 1 }] });
  await clock.advance(0);
  expect(topics()).toEqual(['refunds/create', 'order_transactions/create', 'orders/updated']);
  received.length = 0;
  twin.cancelOrder(SHOP, id);
  await clock.advance(0);
  expect(topics()).toEqual([
    'orders/cancelled',
    'refunds/create',
    'order_transactions/create',
    'orders/updated',
  ]);
});

test('a pending refund is not reported as a transaction until it has a result', async () => {
  const { twin, clock, topics, received } = await listeningShop();
  const { id } = twin.createOrder(SHOP, order);
  await clock.advance(0);
  received.length = 0;
  twin.refundOrder(SHOP, id, { lines: [{ line: 0, quantity: 1 }], transaction: 'pending' });
  await clock.advance(0);
  expect(topics()).toEqual(['refunds/create', 'orders/updated']);
  received.length = 0;
  twin.settleRefund(SHOP, id);
  await clock.advance(0);
  expect(topics()).toEqual(['order_transactions/create', 'orders/updated']);
});

test('a delivery that fails comes again 8 times over 4 hours, byte for byte, under the same id', async () => {
  const { twin, clock, received } = await listeningShop(() => 503, {
    subscriptions: [{ topics: ['orders/paid'], uri: '/hooks' }],
  });
  twin.createOrder(SHOP, order);
  await clock.advance(4 * 60 * minute + 1000);
  expect(received).toHaveLength(9);
  expect(new Set(received.map(idOf)).size).toBe(1);
  expect(new Set(received.map((request) => request.body)).size).toBe(1);
  const [delivery] = twin.deliveries();
  expect(delivery).toMatchObject({ state: 'given_up', topic: 'orders/paid' });
  const first = Date.parse(delivery!.attempts[0]!.at);
  const at = delivery!.attempts.map((attempt) => Math.round((Date.parse(attempt.at) - first) / minute));
  expect(at).toEqual([0, 1, 3, 7, 14, 29, 59, 120, 240]);
  await clock.advance(24 * 60 * minute);
  expect(received).toHaveLength(9);
});

test('no answer within five seconds is a failure; the retry succeeds', async () => {
  const { twin, clock } = await listeningShop((_, nth) => (nth === 1 ? 'hang' : 200), {
    subscriptions: [{ topics: ['orders/paid'], uri: '/hooks' }],
  });
  twin.createOrder(SHOP, order);
  await clock.advance(4999);
  expect(twin.deliveries()[0]).toMatchObject({ state: 'waiting', attempts: [{ status: null, error: null }] });
  await clock.advance(1);
  expect(twin.deliveries()[0]).toMatchObject({ attempts: [{ error: 'no answer within 5 seconds' }] });
  await clock.advance(minute);
  expect(twin.deliveries()[0]).toMatchObject({
    state: 'delivered',
    attempts: [{ status: null }, { status: 200 }],
  });
});

test('a test can shorten the schedule', async () => {
  const { twin, clock, received } = await listeningShop(() => 500);
  twin.setRetrySchedule(10);
  twin.createOrder(SHOP, order);
  await clock.advance(10 * 255);
  expect(received).toHaveLength(4 * 9);
});

test('the webhooks of a shop without the app, and topics nobody wants, are not sent', async () => {
  const { twin, clock, topics } = await listeningShop(() => 200, {
    subscriptions: [{ topics: ['orders/updated', 'app/uninstalled'], uri: '/hooks' }],
  });
  twin.createOrder(SHOP, order);
  twin.uninstallShop(SHOP);
  twin.createOrder(SHOP, order);
  await clock.advance(0);
  expect(topics()).toEqual(['orders/updated', 'app/uninstalled']);
});

test('include_fields cuts the body down to the named fields, and leaving out updated_at loses repeats', async () => {
  const { twin, clock, received } = await listeningShop(() => 200, {
    subscriptions: [
      { topics: ['orders/updated'], uri: '/good', includeFields: ['admin_graphql_api_id', 'updated_at'] },
      { topics: ['orders/updated'], uri: '/bad', includeFields: ['admin_graphql_api_id'] },
    ],
  });
  const { id } = twin.createOrder(SHOP, order);
  await clock.advance(1000);
  twin.updateOrder(SHOP, id, { note: 'changed' });
  await clock.advance(0);
  expect(received.map((request) => request.url.split('/').at(-1))).toEqual(['good', 'bad', 'good']);
  expect(JSON.parse(received[0]!.body)).toEqual({
    admin_graphql_api_id: id,
    updated_at: '2026-11-24T10:00:00Z',
  });
});

test.each([
  ['drop', { kind: 'drop' } as const, 0, 0],
  ['duplicate', { kind: 'duplicate', copies: 3 } as const, 3, 1],
  ['new_id', { kind: 'new_id' } as const, 2, 2],
])('on demand: %s', async (_, fault, deliveries, ids) => {
  const { twin, clock, received } = await listeningShop(() => 200, {
    subscriptions: [{ topics: ['orders/paid'], uri: '/hooks' }],
  });
  twin.addFault({ fault });
  twin.createOrder(SHOP, order);
  await clock.advance(0);
  expect([received.length, new Set(received.map(idOf)).size]).toEqual([deliveries, ids]);
  expect(new Set(received.map((request) => request.headers['X-Shopify-Event-Id'])).size).toBe(
    deliveries > 0 ? 1 : 0,
  );
  twin.createOrder(SHOP, order);
  await clock.advance(0);
  expect(received.length).toBe(deliveries + 1);
});

test('on demand: delayed, overtaken, forged and addressed to the wrong shop', async () => {
  const { twin, clock, received, topics } = await listeningShop();
  twin.addFault({ fault: { kind: 'delay', ms: minute }, topic: 'orders/create' });
  twin.addFault({ fault: { kind: 'reorder' }, topic: 'order_transactions/create' });
  twin.addFault({ fault: { kind: 'forge' }, topic: 'orders/paid' });
  twin.addFault({ fault: { kind: 'wrong_shop', shop: 'other.myshopify.com' }, topic: 'orders/updated' });
  twin.createOrder(SHOP, order);
  await clock.advance(0);
  expect(topics()).toEqual(['orders/paid', 'orders/paid', 'orders/updated', 'order_transactions/create']);
  const [fake, real, elsewhere] = received;
  expect(fake!.headers['X-Shopify-Hmac-Sha256']).not.toBe(hmac(fake!.body));
  expect(real!.headers['X-Shopify-Hmac-Sha256']).toBe(hmac(real!.body));
  expect(elsewhere!.headers).toMatchObject({
    'X-Shopify-Shop-Domain': 'other.myshopify.com',
    'X-Shopify-Hmac-Sha256': hmac(elsewhere!.body),
  });
  await clock.advance(minute);
  expect(topics().at(-1)).toBe('orders/create');
});

test('while paused nothing goes out; afterwards everything does', async () => {
  const { twin, clock, received } = await listeningShop();
  twin.pause();
  twin.createOrder(SHOP, order);
  await clock.advance(minute);
  expect(received).toEqual([]);
  twin.resume();
  await clock.advance(0);
  expect(received).toHaveLength(4);
  await twin.settled();
});

test('a driver with a clock of its own sends what is due when it wants', async () => {
  const { twin, clock, topics } = await listeningShop((_, nth) => (nth === 1 ? 500 : 200), {
    autoDeliver: false,
    subscriptions: [{ topics: ['orders/paid'], uri: '/hooks' }],
  });
  twin.createOrder(SHOP, order);
  await clock.advance(minute);
  expect(topics()).toEqual([]);
  expect(await twin.deliverDue()).toBe(1);
  expect(await twin.deliverDue()).toBe(0);
  expect(twin.nextDueAt()!.getTime() - clock.now().getTime()).toBeCloseTo(56_470, -2);
  await clock.advance(minute);
  expect(await twin.deliverDue()).toBe(1);
  expect(twin.nextDueAt()).toBeNull();
});

test("a generator decides each webhook's fate", async () => {
  const asked: string[] = [];
  const { twin, clock, topics } = await listeningShop(() => 200, {
    decideFault: ({ topic }) => {
      asked.push(topic);
      return topic === 'orders/paid' ? { kind: 'drop' } : null;
    },
  });
  twin.createOrder(SHOP, order);
  await clock.advance(0);
  expect(asked).toEqual(['orders/create', 'order_transactions/create', 'orders/paid', 'orders/updated']);
  expect(topics()).not.toContain('orders/paid');
});

test("the app's own writes raise orders/updated; metafields only if told to", async () => {
  const tag = 'mutation ($id: ID!) { tagsAdd(id: $id, tags: ["booked"]) { userErrors { message } } }';
  const metafield = `mutation ($id: ID!) { metafieldsSet(metafields: [{ ownerId: $id, key: "n", type: "number_integer", value: "1" }]) { userErrors { message } } }`;
  for (const [metafieldsRaiseUpdates, expected] of [
    [true, 2],
    [false, 1],
  ] as const) {
    const { twin, clock, received, graphql } = await listeningShop(() => 200, { metafieldsRaiseUpdates });
    const { id } = twin.createOrder(SHOP, order);
    await clock.advance(0);
    received.length = 0;
    await graphql(tag, { id });
    await graphql(metafield, { id });
    await clock.advance(0);
    expect(received).toHaveLength(expected);
  }
});

test('privacy requests and lost scopes are told to the app', async () => {
  const { twin, clock, received, topics } = await listeningShop();
  twin.requestCustomerData(SHOP, 'gid://shopify/Customer/7', ['gid://shopify/Order/8']);
  twin.redactCustomer(SHOP, 'gid://shopify/Customer/7', ['gid://shopify/Order/8']);
  twin.setScopes(SHOP, ['read_orders']);
  twin.uninstallShop(SHOP);
  twin.redactShop(SHOP);
  await clock.advance(0);
  expect(topics()).toEqual([
    'customers/data_request',
    'customers/redact',
    'app/scopes_update',
    'app/uninstalled',
    'shop/redact',
  ]);
  expect(JSON.parse(received[0]!.body)).toMatchObject({
    shop_domain: SHOP,
    customer: { id: 7 },
    orders_requested: [8],
  });
  expect(JSON.parse(received[2]!.body)).toMatchObject({ current: ['read_orders'] });
});
