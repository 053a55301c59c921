import { expect, test } from 'vitest';
import { createStepClock } from '../testing/stepClock.ts';
import { openShop, SHOP } from '../testing/openShop.ts';

const cup = { title: 'Tasse', price: '19.99', quantity: 2 };
const day = 24 * 3600_000;

test('a query that the real schema does not know is refused with its words', async () => {
  const { graphql } = await openShop();
  const { status, errors } = await graphql('{ orders(first: 1) { nodes { financialStatus } } }');
  expect(status).toBe(200);
  expect(errors?.[0]?.message).toContain("Field 'financialStatus' doesn't exist on type 'Order'");
});

test('an order is answered in the shape and the decimals of Shopify', async () => {
  const { twin, graphql } = await openShop();
  const order = twin.createOrder(SHOP, { lines: [cup], shipping: { price: '4.90' }, gateway: 'paypal' });
  const { data } = await graphql(
    `
      query ($id: ID!) {
        order(id: $id) {
          id
          name
          displayFinancialStatus
          fullyPaid
          unpaid
          taxesIncluded
          totalPriceSet {
            shopMoney {
              amount
              currencyCode
            }
          }
          totalTaxSet {
            presentmentMoney {
              amount
            }
          }
          lineItems(first: 5) {
            nodes {
              originalUnitPriceSet {
                shopMoney {
                  amount
                }
              }
              taxLines {
                rate
                ratePercentage
                priceSet {
                  shopMoney {
                    amount
                  }
                }
              }
            }
          }
          transactions {
            kind
            status
            gateway
            formattedGateway
            amountSet {
              shopMoney {
                amount
              }
            }
          }
        }
      }
    `,
    { id: order.id },
  );
  expect(data.order).toEqual({
    id: order.id,
    name: '#1001',
    displayFinancialStatus: 'PAID',
    fullyPaid: true,
    unpaid: false,
    taxesIncluded: true,
    totalPriceSet: { shopMoney: { amount: '44.88', currencyCode: 'EUR' } },
    totalTaxSet: { presentmentMoney: { amount: '7.16' } },
    lineItems: {
      nodes: [
        {
          originalUnitPriceSet: { shopMoney: { amount: '19.99' } },
          taxLines: [{ rate: 0.19, ratePercentage: 19, priceSet: { shopMoney: { amount: '6.38' } } }],
        },
      ],
    },
    transactions: [
      {
        kind: 'SALE',
        status: 'SUCCESS',
        gateway: 'paypal',
        formattedGateway: 'PayPal',
        amountSet: { shopMoney: { amount: '44.88' } },
      },
    ],
  });
});

test('ids exceed what JavaScript numbers can hold', async () => {
  const { twin } = await openShop();
  const order = twin.createOrder(SHOP, { lines: [cup] });
  expect(Number.isSafeInteger(Number(order.legacyResourceId))).toBe(false);
});

test('lines come in pages, in both of the forms in which connections are asked for', async () => {
  const { twin, graphql } = await openShop();
  const lines = Array.from({ length: 5 }, (_, index) => ({ title: `Tasse ${index}`, price: '1.00' }));
  const { id } = twin.createOrder(SHOP, { lines });
  const query = `query ($id: ID!, $after: String) { order(id: $id) { lineItems(first: 2, after: $after) {
    nodes { title } edges { cursor node { title } } pageInfo { hasNextPage hasPreviousPage endCursor } } } }`;
  const seen: string[] = [];
  let after: string | null = null;
  do {
    const { data } = await graphql(query, { id, after });
    const page = data.order.lineItems;
    expect(page.edges.map((edge: { node: object }) => edge.node)).toEqual(page.nodes);
    expect(page.pageInfo.hasPreviousPage).toBe(after !== null);
    seen.push(...page.nodes.map((node: { title: string }) => node.title));
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after);
  expect(seen).toEqual(lines.map((line) => line.title));
});

test('a connection without first or last, or with more than 250, is refused', async () => {
  const { graphql } = await openShop();
  const none = await graphql('{ orders { nodes { id } } }');
  expect(none.errors?.[0]?.message).toBe('you must provide one of first or last');
  const many = await graphql('{ orders(first: 251) { nodes { id } } }');
  expect(many.errors?.[0]?.message).toMatch(/250/);
});

test('a field without its scope is null beside ACCESS_DENIED', async () => {
  const { twin, graphql } = await openShop({ shop: { scopes: ['read_orders'] } });
  const { id } = twin.createOrder(SHOP, { lines: [cup] });
  const { data, errors } = await graphql('query ($id: ID!) { order(id: $id) { name customer { id } } }', {
    id,
  });
  expect(data.order).toEqual({ name: '#1001', customer: null });
  expect(errors).toMatchObject([
    { extensions: { code: 'ACCESS_DENIED', requiredAccess: '`read_customers` access scope.' } },
  ]);
});

test('writing needs a write scope, which includes reading', async () => {
  const tag = 'mutation ($id: ID!) { tagsAdd(id: $id, tags: ["x"]) { userErrors { message } } }';
  const reader = await openShop({ shop: { scopes: ['read_orders'] } });
  const first = reader.twin.createOrder(SHOP, { lines: [cup] });
  expect((await reader.graphql(tag, { id: first.id })).errors).toMatchObject([
    { extensions: { code: 'ACCESS_DENIED' } },
  ]);
  const writer = await openShop({ shop: { scopes: ['write_orders'] } });
  const second = writer.twin.createOrder(SHOP, { lines: [cup] });
  const { data, errors } = await writer.graphql(tag, { id: second.id });
  expect(errors).toBeUndefined();
  expect(data.tagsAdd.userErrors).toEqual([]);
});

test('without the approval for customer data, names and addresses are null beside an error, the country is not', async () => {
  const { twin, graphql } = await openShop({ shop: { customerDataApproved: false } });
  const { id } = twin.createOrder(SHOP, { lines: [cup] });
  const query =
    'query ($id: ID!) { order(id: $id) { email billingAddress { lastName city countryCodeV2 } } }';
  const { data, errors } = await graphql(query, { id });
  expect(data.order).toEqual({
    email: null,
    billingAddress: { lastName: null, city: 'Hamburg', countryCodeV2: 'DE' },
  });
  expect(errors?.map((error) => error.message)).toEqual([
    expect.stringContaining('not approved to use the email field'),
    expect.stringContaining('not approved to use the lastName field'),
  ]);
});

test('orders older than 60 days exist only with read_all_orders', async () => {
  const clock = createStepClock();
  const { twin, graphql } = await openShop({ clock });
  const old = new Date(clock.now().getTime() - 61 * day);
  const { id } = twin.createOrder(SHOP, { lines: [cup], createdAt: old });
  const query =
    'query ($id: ID!) { order(id: $id) { id } orders(first: 5, query: "status:any") { nodes { id } } }';
  expect((await graphql(query, { id })).data).toEqual({ order: null, orders: { nodes: [] } });
  twin.setScopes(SHOP, ['read_orders', 'read_all_orders']);
  expect((await graphql(query, { id })).data).toEqual({ order: { id }, orders: { nodes: [{ id }] } });
});

test('a refund of such an order is shown by its own id, or is not: nobody has said', async () => {
  const clock = createStepClock();
  const createdAt = new Date(clock.now().getTime() - 61 * day);
  const query = `query ($refund: ID!, $payment: ID!) {
    refund(id: $refund) { id }
    node(id: $payment) { ... on OrderTransaction { id kind } }
  }`;
  for (const showsPartsOfOldOrders of [false, true]) {
    const { twin, graphql } = await openShop({ clock, showsPartsOfOldOrders });
    const { id } = twin.createOrder(SHOP, { lines: [cup], createdAt });
    const { refunds, transactions } = twin.refundOrder(SHOP, id, { amount: '1.00' });
    const [refund, payment] = [refunds[0]!.id, transactions[0]!.id];
    const shown = { refund: { id: refund }, node: { id: payment, kind: 'SALE' } };
    expect((await graphql(query, { refund, payment })).data).toEqual(
      showsPartsOfOldOrders ? shown : { refund: null, node: null },
    );
  }
});

test('every query costs points that come back with time; without points it is throttled', async () => {
  const clock = createStepClock();
  const { twin, graphql } = await openShop({ clock });
  const query = '{ orders(first: 100) { nodes { id lineItems(first: 10) { nodes { id } } } } }';
  const first = await graphql(query);
  expect(first.cost).toMatchObject({
    requestedQueryCost: 65,
    throttleStatus: { maximumAvailable: 2000, restoreRate: 100 },
  });
  expect(first.cost.actualQueryCost).toBe(2);
  twin.throttle(SHOP, 10);
  const throttled = await graphql(query);
  expect(throttled).toMatchObject({
    status: 200,
    data: undefined,
    errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }],
  });
  expect(throttled.cost).toMatchObject({ actualQueryCost: null, throttleStatus: { currentlyAvailable: 10 } });
  await clock.advance(1000);
  expect((await graphql(query)).errors).toBeUndefined();
  expect(twin.counts().throttled).toBe(1);
});

test('a single query of more than 1000 points is refused', async () => {
  const { graphql } = await openShop();
  const { errors } = await graphql(
    '{ orders(first: 250) { nodes { agreements(first: 100) { nodes { sales(first: 250) { nodes { id } } } } } } }',
  );
  expect(errors).toMatchObject([{ extensions: { code: 'MAX_COST_EXCEEDED' } }]);
});

test('metafields are written all or none, and only over the version that was read', async () => {
  const { twin, graphql } = await openShop();
  const order = twin.createOrder(SHOP, { lines: [cup] });
  const write = `mutation ($metafields: [MetafieldsSetInput!]!) { metafieldsSet(metafields: $metafields) {
    metafields { key value compareDigest } userErrors { field message code elementIndex } } }`;
  const entry = (value: string, compareDigest?: string | null) => ({
    ownerId: order.id,
    key: 'invoice',
    value,
    type: 'single_line_text_field',
    ...(compareDigest === undefined ? {} : { compareDigest }),
  });
  const first = await graphql(write, { metafields: [entry('RE-1', null)] });
  const digest = first.data.metafieldsSet.metafields[0].compareDigest as string;
  const stale = await graphql(write, { metafields: [entry('RE-2', null), { ...entry('x'), key: 'other' }] });
  expect(stale.data.metafieldsSet).toMatchObject({
    metafields: [],
    userErrors: [{ code: 'STALE_OBJECT', elementIndex: 0 }],
  });
  await graphql(write, { metafields: [entry('RE-3', digest)] });
  const { data } = await graphql(
    'query ($id: ID!) { order(id: $id) { own: metafield(namespace: "$app", key: "invoice") { value } other: metafield(key: "other") { value } } }',
    { id: order.id },
  );
  expect(data.order).toEqual({ own: { value: 'RE-3' }, other: null });
});

test('fields the twin knows nothing of are null or empty, as the schema allows', async () => {
  const { twin, graphql } = await openShop();
  const { id } = twin.createOrder(SHOP, { lines: [cup] });
  const { data, errors } = await graphql(
    'query ($id: ID!) { order(id: $id) { paymentTerms { id } alerts { title } events(first: 1) { nodes { id } } totalWeight canMarkAsPaid } }',
    { id },
  );
  expect(errors).toMatchObject([{ extensions: { code: 'ACCESS_DENIED' } }]);
  expect(data.order).toEqual({
    paymentTerms: null,
    alerts: [],
    events: { nodes: [] },
    totalWeight: null,
    canMarkAsPaid: false,
  });
});

test('every answer names the version that served it', async () => {
  const { twin, graphql, exchange } = await openShop();
  expect((await graphql('{ shop { name } }')).headers.get('x-shopify-api-version')).toBe('2026-10');
  const { access_token } = await exchange();
  const dead = await twin.fetch(`https://${SHOP}/admin/api/2024-01/graphql.json`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-shopify-access-token': access_token },
    body: JSON.stringify({ query: '{ shop { name } }' }),
  });
  expect([dead.status, dead.headers.get('x-shopify-api-version')]).toEqual([200, '2026-10']);
});

test('what is out of order on the network is out of order here', async () => {
  const { twin, graphql } = await openShop();
  await graphql('{ shop { name } }');
  twin.failNext({ kind: 'status', status: 502 });
  expect((await graphql('{ shop { name } }')).status).toBe(502);
  twin.failNext({ kind: 'reset', count: 2 });
  await expect(graphql('{ shop { name } }')).rejects.toThrow('fetch failed');
  await expect(graphql('{ shop { name } }')).rejects.toThrow('fetch failed');
  twin.failNext({ kind: 'truncated' });
  await expect(graphql('{ shop { name } }')).rejects.toThrow('terminated');
  twin.failNext({ kind: 'not_json' });
  await expect(graphql('{ shop { name } }')).rejects.toThrow(/JSON/);
  expect((await graphql('{ shop { name } }')).data).toEqual({ shop: { name: 'demo' } });
});

test('a hanging answer lasts until the caller gives up', async () => {
  const { twin, exchange } = await openShop();
  await exchange();
  twin.failNext({ kind: 'timeout' });
  const signal = AbortSignal.timeout(20);
  const request = twin.fetch(`https://${SHOP}/admin/api/2026-10/graphql.json`, {
    method: 'POST',
    body: '{}',
    signal,
  });
  await expect(request).rejects.toThrow(/timeout/i);
});

test('a lost answer may hide that the write took effect', async () => {
  const { twin, graphql } = await openShop();
  const { id } = twin.createOrder(SHOP, { lines: [cup] });
  await graphql('{ shop { name } }');
  twin.failNext({ kind: 'reset', after: true });
  const tag = 'mutation ($id: ID!) { tagsAdd(id: $id, tags: ["booked"]) { userErrors { message } } }';
  await expect(graphql(tag, { id })).rejects.toThrow('fetch failed');
  expect(twin.order(SHOP, id)?.tags).toEqual(['booked']);
});
