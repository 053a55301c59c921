import { createHmac, randomUUID } from 'node:crypto';
import autocannon from 'autocannon';
import { startShopifyTwin } from '@twins/shopify';
import type { WebhookRequest } from '@twins/shopify';

/** Signed webhooks of that many paid orders, each as the Shopify twin sends it. */
export async function signedWebhooks(
  shop: string,
  secret: string,
  orders: number,
): Promise<WebhookRequest[]> {
  const { id, request } = await paidWebhook(shop, secret);
  return Array.from({ length: orders }, (_, nth) => {
    const body = request.body.replaceAll(id, String(Number(id) + nth));
    const signature = createHmac('sha256', secret).update(body).digest('base64');
    const headers = Object.entries(request.headers).map(([name, value]): [string, string] => {
      return [name, name.toLowerCase() === 'x-shopify-hmac-sha256' ? signature : value];
    });
    return { ...request, headers: Object.fromEntries(headers), body };
  });
}

/** The webhook of one paid order, and the order's number. */
async function paidWebhook(shop: string, secret: string): Promise<{ id: string; request: WebhookRequest }> {
  const sent: WebhookRequest[] = [];
  const twin = await startShopifyTwin({
    apiKey: 'bench-client-id',
    apiSecret: secret,
    appUrl: 'http://localhost',
    shops: [{ domain: shop, currency: 'EUR', country: 'DE' }],
    deliver: (request) => {
      sent.push(request);
      return Promise.resolve({ status: 200 });
    },
    listen: false,
  });
  const order = twin.createOrder(shop, { lines: [{ title: 'Tasse', price: '19.99', quantity: 2 }] });
  await twin.settled();
  await twin.close();
  const request = sent.find(({ headers }) => topicOf(headers) === 'orders/paid');
  if (!request) throw new Error('The twin sent no orders/paid.');
  return { id: order.id.slice(order.id.lastIndexOf('/') + 1), request };
}

const topicOf = (headers: Record<string, string>) =>
  Object.entries(headers).find(([name]) => name.toLowerCase() === 'x-shopify-topic')?.[1];

export interface Fired {
  perSecond: number;
  p50: number;
  p99: number;
  max: number;
  failed: number;
}

/** Webhooks one after the other, over and over: no order comes again before all others have come. */
export function feedOf(webhooks: WebhookRequest[]): () => WebhookRequest {
  let nth = 0;
  return () => webhooks[nth++ % webhooks.length]!;
}

/** Sends what the feed gives, each under a new webhook id. `rate`: that many per second, evenly. */
export async function fire(
  port: number,
  next: () => WebhookRequest,
  { connections, seconds, rate }: { connections: number; seconds: number; rate?: number },
): Promise<Fired> {
  const result = await autocannon({
    url: `http://127.0.0.1:${port}`,
    connections,
    duration: seconds,
    ...(rate ? { overallRate: rate } : {}),
    requests: [
      {
        method: 'POST',
        path: '/webhooks/orders',
        setupRequest: (request: object) => {
          const { headers, body } = next();
          return { ...request, headers: { ...headers, 'X-Shopify-Webhook-Id': randomUUID() }, body };
        },
      },
    ],
  });
  const { latency, requests, non2xx, errors } = result;
  return {
    perSecond: requests.average,
    p50: latency.p50,
    p99: latency.p99,
    max: latency.max,
    failed: non2xx + errors,
  };
}
