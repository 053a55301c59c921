import * as listing from '../../../app/shopify/operations/listOrders.ts';
import { readOrderOperation } from '../../../app/shopify/operations/orderQuery.ts';
import { readShopOperation } from '../../../app/shopify/operations/readShop.ts';
import { readAppToml } from '@twins/shopify';
import { notSeen, seen, type Finding, type OpenFact } from './openFact.ts';
import { saidBy, type GraphqlAnswer, type ShopifyStore } from './shopifyStore.ts';

const TOKEN_EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const ID_TOKEN = 'urn:ietf:params:oauth:token-type:id_token';
const OFFLINE = 'urn:shopify:params:oauth:token-type:offline-access-token';

const count = async ({ ask }: ShopifyStore, query: string): Promise<number> => {
  const answer = await ask('query ($query: String!) { ordersCount(query: $query, limit: null) { count } }', {
    query,
  });
  const found = answer.data?.['ordersCount'] as { count: number } | undefined;
  if (!found) throw new Error(saidBy(answer));
  return found.count;
};

async function newestOrder({ ask }: ShopifyStore): Promise<string | null> {
  const answer = await ask('query { orders(first: 1, reverse: true, sortKey: CREATED_AT) { nodes { id } } }');
  const { nodes } = (answer.data?.['orders'] ?? { nodes: [] }) as { nodes: { id: string }[] };
  return nodes[0]?.id ?? null;
}

const orElse = (answer: GraphqlAnswer, tell: (data: Record<string, unknown>) => string): Finding =>
  answer.data && answer.errors.length === 0 ? seen(tell(answer.data)) : seen(`Refused. ${saidBy(answer)}`);

export const shopifyFacts: readonly OpenFact<ShopifyStore>[] = [
  {
    id: 'scopes',
    question: 'Which scopes are granted?',
    until: 'an order is read with what there is.',
    ask: ({ scopes }) => Promise.resolve(seen(`${scopes.join(', ')}.`)),
  },
  {
    id: 'operations',
    question: 'Are the product’s queries taken, at the cost that they state?',
    until: 'the schema and the recorded costs count.',
    async ask(store) {
      const id = await newestOrder(store);
      const query = `updated_at:>='2020-01-01T00:00:00Z' AND status:any`;
      const told: string[] = [];
      for (const operation of [
        readShopOperation,
        ...Object.values(listing).filter(isOperation),
        readOrderOperation,
      ]) {
        if (operation === readOrderOperation && id === null) continue;
        const answer = await store.run(
          operation,
          operation === readOrderOperation ? { id } : { query, after: null, any: query, each: query },
        );
        const cost =
          answer.cost === operation.cost ? `${answer.cost}` : `${answer.cost}, stated ${operation.cost}`;
        told.push(
          `${operation.name}: ${answer.errors.length === 0 ? `taken (cost ${cost})` : saidBy(answer)}`,
        );
      }
      return seen(`${told.join('; ')}.`);
    },
  },
  {
    id: 'protected-data',
    question: 'Do names, addresses and e-mails of buyers come?',
    until: 'an order above 250 EUR without an address is parked by name.',
    async ask(store) {
      const id = await newestOrder(store);
      if (id === null) return notSeen('the store has no order');
      const answer = await store.ask(
        'query ($id: ID!) { order(id: $id) { email billingAddress { name zip } } }',
        { id },
      );
      return orElse(answer, ({ order }) => {
        const { email, billingAddress } = order as { email: unknown; billingAddress: unknown };
        return `E-mail ${email ? 'comes' : 'is empty'}, billing address ${billingAddress ? 'comes' : 'is empty'}.`;
      });
    },
  },
  {
    id: 'status-any',
    question:
      'Does status:any find what (status:open OR status:closed OR status:cancelled) finds, and what none finds?',
    until: 'status:any is used, which has a live witness.',
    async ask(store) {
      const [any, or, none] = [
        await count(store, 'status:any'),
        await count(store, '(status:open OR status:closed OR status:cancelled)'),
        await count(store, ''),
      ];
      return seen(`any ${any}, OR form ${or}, none ${none}.`);
    },
  },
  {
    id: 'older-than-60-days',
    question: 'Are orders older than 60 days found?',
    until: 'a hint about such an order parks it by name.',
    async ask(store) {
      const day = new Date(Date.now() - 61 * 86_400_000).toISOString().slice(0, 10);
      return seen(`${await count(store, `created_at:<'${day}' AND status:any`)} found.`);
    },
  },
  {
    id: 'webhooks',
    question: 'May the app subscribe to its topics?',
    until: 'what no webhook tells is found by comparing.',
    async ask(store) {
      const { subscriptions } = readAppToml('shopify.app.toml');
      const topics = [...new Set(subscriptions.flatMap(({ topics: some }) => some))].filter(
        (topic) => !COMPLIANCE.test(topic),
      );
      const told: string[] = [];
      for (const topic of topics) told.push(`${topic}: ${await subscribe(store, topic)}`);
      return seen(`${told.join('; ')}.`);
    },
  },
  {
    id: 'token-exchange',
    question: 'Is an id token exchanged for an expiring offline token with a refresh token?',
    until: 'tokens are kept until Shopify refuses them.',
    async ask({ grant, idToken }) {
      if (idToken === null)
        return notSeen('SHOPIFY_ID_TOKEN names no id token (id_token in the app’s address)');
      const { status, keys, error } = await grant({
        ...{ grant_type: TOKEN_EXCHANGE, subject_token: idToken, subject_token_type: ID_TOKEN },
        ...{ requested_token_type: OFFLINE, expiring: '1' },
      });
      return seen(`${status}: ${error ?? keys.join(', ')}.`);
    },
  },
  {
    id: 'spent-refresh-token',
    question: 'What does a refresh token get that nobody has?',
    until: 'only the words for a spent one cost a shop its token.',
    async ask({ grant }) {
      const { status, keys, error } = await grant({
        grant_type: 'refresh_token',
        refresh_token: 'shprt_nobody',
      });
      return seen(`${status}: ${error ?? keys.join(', ')}.`);
    },
  },
  {
    id: 'manual-gateways',
    question: 'How is a manual payment method named once its order is marked as paid?',
    until: 'each name is a gateway of its own that the merchant assigns.',
    async ask(store) {
      const answer = await store.ask(
        'query { orders(first: 50, reverse: true, sortKey: CREATED_AT) { nodes { transactions(first: 5) { gateway formattedGateway manualPaymentGateway kind } } } }',
      );
      return orElse(answer, ({ orders }) => {
        const { nodes } = orders as { nodes: { transactions: Record<string, unknown>[] }[] };
        const manual = nodes
          .flatMap(({ transactions }) => transactions)
          .filter((one) => one['manualPaymentGateway']);
        const names = new Set(
          manual.map((one) => `${String(one['gateway'])} (${String(one['formattedGateway'])})`),
        );
        return names.size === 0 ? 'No order here was paid so.' : `${[...names].join(', ')}.`;
      });
    },
  },
  {
    id: 'payouts',
    question: 'May the app read payouts, and which signs do they carry?',
    until: 'payouts are not read.',
    async ask(store) {
      const answer = await store.ask(
        'query { shopifyPaymentsAccount { payouts(first: 3) { nodes { status net { amount } summary { chargesGross { amount } chargesFee { amount } refundsFeeGross { amount } refundsFee { amount } } } } } }',
      );
      return orElse(answer, ({ shopifyPaymentsAccount }) =>
        shopifyPaymentsAccount === null
          ? 'The store has no Shopify Payments.'
          : JSON.stringify(shopifyPaymentsAccount).slice(0, 600),
      );
    },
  },
  {
    id: 'metafields-of-others',
    question: 'Are other apps’ metafields on an order readable with read_orders alone?',
    until: 'none is read.',
    async ask(store) {
      const id = await newestOrder(store);
      if (id === null) return notSeen('the store has no order');
      const answer = await store.ask(
        'query ($id: ID!) { order(id: $id) { metafields(first: 20) { nodes { namespace } } } }',
        { id },
      );
      return orElse(answer, ({ order }) => {
        const { nodes } = (order as { metafields: { nodes: { namespace: string }[] } }).metafields;
        return `Namespaces on the newest order: ${[...new Set(nodes.map((one) => one.namespace))].join(', ') || 'none'}.`;
      });
    },
  },
];

const COMPLIANCE = /^(customers|shop)\//;

const isOperation = (one: unknown): one is typeof readShopOperation =>
  typeof one === 'object' && one !== null && 'cost' in one;

/** Subscribes to a topic and takes the subscription away again. */
async function subscribe({ ask }: ShopifyStore, topic: string): Promise<string> {
  const made = await ask(
    'mutation ($topic: WebhookSubscriptionTopic!, $webhook: WebhookSubscriptionInput!) { webhookSubscriptionCreate(topic: $topic, webhookSubscription: $webhook) { webhookSubscription { id } userErrors { message } } }',
    {
      topic: topic.toUpperCase().replaceAll('/', '_'),
      webhook: { uri: 'https://example.com/webhooks/contract' },
    },
  );
  const created = made.data?.['webhookSubscriptionCreate'] as
    { webhookSubscription: { id: string } | null; userErrors: { message: string }[] } | null | undefined;
  if (!created) return saidBy(made);
  if (!created.webhookSubscription) return created.userErrors.map(({ message }) => message).join(', ');
  const { id } = created.webhookSubscription;
  const gone = await ask(
    'mutation ($id: ID!) { webhookSubscriptionDelete(id: $id) { deletedWebhookSubscriptionId } }',
    { id },
  );
  return gone.errors.length === 0 ? 'yes' : `yes, and it stayed behind (${id})`;
}
