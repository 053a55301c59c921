import type { IncomingHttpHeaders } from 'node:http';
import { parseShopDomain } from '../shopify/shopDomain.ts';
import { findOrderGid } from './findOrderGid.ts';
import { topicOn, type Topic, type WebhookRoute } from './topics.ts';

/** A webhook as it came. Only the body is signed: shop, topic and times are what the sender says. */
export interface Delivery {
  shopDomain: string;
  webhookId: string;
  topic: Topic;
  /** The order to look at; null for topics that are about none. */
  orderGid: string | null;
  eventId: string | null;
  apiVersion: string | null;
  triggeredAt: Date | null;
  receivedAt: Date;
  body: string;
  /** The shop whose uninstallation the signed body tells of; null where it tells of none. */
  uninstalledDomain: string | null;
  /** The trace in which it was received (W3C traceparent); null while nothing is traced. */
  traceparent: string | null;
}

/** Why a signed request is no delivery. */
export type Malformed = 'webhook_id' | 'shop_domain' | 'topic' | 'encoding' | 'json' | 'order_id';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Reads a delivery from headers and raw body, or says what is wrong with it. */
export function readDelivery(
  route: WebhookRoute,
  headers: IncomingHttpHeaders,
  raw: Buffer,
  receivedAt: Date,
): Delivery | Malformed {
  const header = (name: string) => plain(headers[`x-shopify-${name}`]);
  const webhookId = header('webhook-id');
  if (!webhookId) return 'webhook_id';
  const shopDomain = parseShopDomain(header('shop-domain'));
  if (!shopDomain) return 'shop_domain';
  const topic = topicOn(route, header('topic') ?? '');
  if (!topic) return 'topic';
  const body = decode(raw);
  if (body === null) return 'encoding';
  const parsed = parseObject(body);
  if (!parsed) return 'json';
  const orderGid = route === '/webhooks/orders' ? findOrderGid(topic, body, parsed) : null;
  if (route === '/webhooks/orders' && !orderGid) return 'order_id';
  // Of all webhooks only that of an uninstallation is the shop itself; a body of another kind says nothing about one.
  const { myshopify_domain: own } = parsed as { myshopify_domain?: unknown };
  return {
    shopDomain,
    webhookId,
    topic,
    orderGid,
    eventId: header('event-id'),
    apiVersion: header('api-version'),
    triggeredAt: instant(header('triggered-at')),
    receivedAt,
    body,
    uninstalledDomain: typeof own === 'string' ? parseShopDomain(own) : null,
    traceparent: null,
  };
}

/** A header that is one printable word of bearable length, else null. */
function plain(value: string | string[] | undefined): string | null {
  return typeof value === 'string' && /^[\x21-\x7e]{1,200}$/.test(value) ? value : null;
}

function decode(raw: Buffer): string | null {
  try {
    return decoder.decode(raw);
  } catch {
    return null;
  }
}

function parseObject(body: string): object | null {
  try {
    const parsed: unknown = JSON.parse(body);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? parsed : null;
  } catch {
    return null;
  }
}

/** A time that Postgres can hold and that is not absurd. */
function instant(value: string | null): Date | null {
  const at = new Date(value ?? Number.NaN);
  const year = at.getUTCFullYear();
  return year >= 2000 && year < 2200 ? at : null;
}
