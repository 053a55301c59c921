import { expect, test } from 'vitest';
import { openShop, SHOP } from '../testing/openShop.ts';
import type { TwinOptions, WebhookRequest } from '../types.ts';

// An order that becomes another one: what Shopify would say of the difference, and nothing else.

const TOPICS = [
  'orders/create',
  'orders/paid',
  'orders/updated',
  'orders/cancelled',
  'orders/edited',
  'refunds/create',
  'order_transactions/create',
];

async function open(options: Partial<TwinOptions> = {}) {
  const topics: string[] = [];
  const deliver = (request: WebhookRequest) => {
    topics.push(request.headers['X-Shopify-Topic'] ?? request.headers['x-shopify-topic'] ?? '?');
    return Promise.resolve({ status: 200 });
  };
  const shop = await openShop({
    subscriptions: [{ topics: TOPICS, uri: '/webhooks' }],
    deliver,
    shop: { scopes: ['read_orders', 'read_all_orders', 'read_customers'] },
    ...options,
  });
  const { twin } = shop;
  const become = async (before: object, after: object) => {
    const made = twin.importOrder(SHOP, JSON.stringify(before));
    if (made.kind !== 'order') throw new Error('no order');
    await twin.settled();
    topics.length = 0;
    const result = twin.changeOrder(SHOP, made.order.id, JSON.stringify(after));
    await twin.settled();
    if (result.kind !== 'order') throw new Error('no order');
    return { before: made.order, after: result.order };
  };
  return { ...shop, topics, become };
}

const line = { id: 11, title: 'Tasse', price: '20.00', quantity: 2 };
const paid = {
  id: 7,
  name: '#7',
  currency: 'EUR',
  financial_status: 'paid',
  total_price: '40.00',
  payment_gateway_names: ['paypal'],
  line_items: [line],
};
const refunded = {
  ...paid,
  financial_status: 'partially_refunded',
  line_items: [{ ...line, current_quantity: 1 }],
  refunds: [
    {
      id: 31,
      created_at: '2026-11-20T12:00:00Z',
      refund_line_items: [{ id: 41, line_item_id: 11, quantity: 1, subtotal: '20.00' }],
      transactions: [{ id: 51, kind: 'refund', status: 'success', amount: '20.00', gateway: 'paypal' }],
    },
  ],
};

test('a refund raises the refund, its transaction and the update', async () => {
  const { topics, become } = await open();
  await become(paid, refunded);
  expect(topics.toSorted()).toEqual(['order_transactions/create', 'orders/updated', 'refunds/create']);
});

test('a payment that a payload only speaks of stays one payment', async () => {
  const { become } = await open();
  const { before, after } = await become(paid, refunded);
  const sales = after.transactions.filter(({ kind }) => kind === 'SALE');
  expect(sales.map(({ id }) => id)).toEqual(before.transactions.map(({ id }) => id));
  expect(after.agreements[0]!.id).toBe(before.agreements[0]!.id);
});

test('money that comes later raises the payment, paid and the update', async () => {
  const { topics, become } = await open();
  await become({ ...paid, financial_status: 'pending' }, paid);
  expect(topics.toSorted()).toEqual(['order_transactions/create', 'orders/paid', 'orders/updated']);
});

test('a pending refund that succeeds raises its transaction once more', async () => {
  const { topics, become } = await open();
  const [refund] = refunded.refunds;
  const pending = {
    ...refunded,
    refunds: [{ ...refund, transactions: [{ ...refund!.transactions[0], status: 'pending' }] }],
  };
  await become(pending, refunded);
  expect(topics.toSorted()).toEqual(['order_transactions/create', 'orders/updated']);
});

test('an added line raises the edit', async () => {
  const { topics, become } = await open();
  const added = { id: 12, title: 'Untertasse', price: '5.00', quantity: 1 };
  await become(paid, { ...paid, total_price: '45.00', total_outstanding: '5.00', line_items: [line, added] });
  expect(topics.toSorted()).toEqual(['orders/edited', 'orders/updated']);
});

test('a cancellation is told, and what was not said keeps its id', async () => {
  const { topics, become } = await open();
  const { before, after } = await become(paid, { ...paid, cancelled_at: '2026-11-21T12:00:00Z' });
  expect(topics.toSorted()).toEqual(['orders/cancelled', 'orders/updated']);
  expect(after.id).toBe(before.id);
});

test('a payload of another order is refused', async () => {
  const { twin } = await open();
  const made = twin.importOrder(SHOP, JSON.stringify(paid));
  if (made.kind !== 'order') throw new Error('no order');
  expect(() => twin.changeOrder(SHOP, made.order.id, JSON.stringify({ ...paid, id: 8 }))).toThrow(
    'speaks of gid://shopify/Order/8',
  );
});

const amount = (value: string) => ({ shopMoney: { amount: value } });
const graphql = {
  id: 'gid://shopify/Order/7',
  name: '#7',
  currencyCode: 'EUR',
  taxesIncluded: true,
  displayFinancialStatus: 'PARTIALLY_REFUNDED',
  totalPriceSet: amount('40.0'),
  currentTotalPriceSet: amount('5.0'),
  lineItems: {
    nodes: [
      {
        id: 'gid://shopify/LineItem/11',
        name: 'Tasse',
        quantity: 1,
        currentQuantity: 0,
        originalTotalSet: amount('40.0'),
      },
    ],
  },
  transactions: [
    { id: 'gid://shopify/OrderTransaction/1', kind: 'SALE', status: 'SUCCESS', amountSet: amount('40.0') },
    { id: 'gid://shopify/OrderTransaction/2', kind: 'REFUND', status: 'SUCCESS', amountSet: amount('35.0') },
  ],
  refunds: [{ id: 'gid://shopify/Refund/31' }],
  agreements: {
    nodes: [
      {
        __typename: 'RefundAgreement',
        id: 'gid://shopify/SalesAgreement/99',
        happenedAt: '2026-11-20T11:00:00Z',
        refund: { id: 'gid://shopify/Refund/31' },
        sales: {
          nodes: [
            {
              __typename: 'ProductSale',
              id: 'gid://shopify/Sale/1',
              actionType: 'RETURN',
              quantity: -1,
              totalAmount: amount('-40.0'),
              totalTaxAmount: amount('0.0'),
              lineItem: { id: 'gid://shopify/LineItem/11' },
            },
            {
              __typename: 'FeeSale',
              id: 'gid://shopify/Sale/2',
              actionType: 'ORDER',
              quantity: 1,
              totalAmount: amount('5.0'),
              totalTaxAmount: amount('0.8'),
            },
          ],
        },
      },
    ],
  },
};

test('an order of the GraphQL shape keeps the sales ledger that it brings', async () => {
  const { twin } = await open();
  const result = twin.importOrder(SHOP, JSON.stringify(graphql));
  expect(result).toMatchObject({
    order: {
      agreements: [
        {
          id: 'gid://shopify/SalesAgreement/99',
          reason: 'REFUND',
          sales: [
            { actionType: 'RETURN', quantity: -1, lineType: 'PRODUCT' },
            { lineType: 'FEE', totalAmount: { shopMoney: { amount: '5.0' } } },
          ],
        },
      ],
    },
  });
});

test('a ledger that comes only later is the one that the shop showed before', async () => {
  const { become } = await open();
  const first = {
    id: 7,
    name: '#7',
    currency: 'EUR',
    created_at: '2026-11-10T10:00:00Z',
    financial_status: 'paid',
    total_price: '40.00',
    taxes_included: true,
    line_items: [{ id: 11, name: 'Tasse', price: '40.00', quantity: 1 }],
  };
  const sold = {
    __typename: 'OrderAgreement',
    id: 'gid://shopify/SalesAgreement/98',
    happenedAt: '2026-11-10T10:00:00Z',
    sales: {
      nodes: [
        {
          __typename: 'ProductSale',
          id: 'gid://shopify/Sale/9',
          actionType: 'ORDER',
          quantity: 1,
          totalAmount: amount('40.0'),
          totalTaxAmount: amount('0.0'),
          lineItem: { id: 'gid://shopify/LineItem/11' },
        },
      ],
    },
  };
  const agreements = { nodes: [sold, ...graphql.agreements.nodes] };
  const { before, after } = await become(first, { ...graphql, agreements });
  expect(after.agreements[0]!.id).toBe(before.agreements[0]!.id);
  expect(after.agreements[0]!.sales.map(({ id }) => id)).toEqual(
    before.agreements[0]!.sales.map(({ id }) => id),
  );
  expect(after.agreements[1]!.id).toBe('gid://shopify/SalesAgreement/99');
});

test('a refund shown by its id alone is read from its entry in the ledger', async () => {
  const { twin } = await open();
  const result = twin.importOrder(SHOP, JSON.stringify(graphql));
  expect(result).toMatchObject({
    order: {
      refunds: [
        {
          createdAt: '2026-11-20T11:00:00Z',
          totalRefundedSet: { shopMoney: { amount: '35.0' } },
          refundLineItems: [{ quantity: 1, subtotalSet: { shopMoney: { amount: '40.0' } } }],
          orderAdjustments: [],
          transactions: [{ id: 'gid://shopify/OrderTransaction/2' }],
        },
      ],
    },
  });
});
