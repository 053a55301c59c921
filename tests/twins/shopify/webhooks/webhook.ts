import { createHmac } from 'node:crypto';
import type { Ids } from '../store/ids.ts';
import type { DeliveryView, Subscription, WebhookFault } from '../types.ts';

const API_VERSION = '2026-10';
/** A webhook held back to be overtaken goes out by itself after this. */
const HOLD_AT_MOST_MS = 60_000;

/** One webhook with its bytes; they and the id stay the same on every retry. */
export interface Webhook extends DeliveryView {
  body: string;
  headers: Record<string, string>;
  /** Milliseconds since the epoch. */
  dueAt: number;
  heldBack: boolean;
}

export interface Emission {
  shop: string;
  topic: string;
  payload: Record<string, unknown>;
  /** Shared by everything one action of a merchant or buyer caused. */
  eventId: string;
  orderId: string | null;
}

const sign = (secret: string, body: string): string =>
  createHmac('sha256', secret).update(body).digest('base64');

export function buildWebhook(
  emission: Emission,
  subscription: Subscription,
  body: string,
  secret: string,
  ids: Ids,
  now: Date,
): Webhook {
  const { shop, topic, eventId, orderId } = emission;
  const webhookId = ids.uuid();
  const triggeredAt = now.toISOString();
  return {
    shop,
    topic,
    uri: subscription.uri,
    webhookId,
    eventId,
    triggeredAt,
    orderId,
    forged: false,
    state: 'waiting',
    attempts: [],
    body,
    headers: {
      'Content-Type': 'application/json',
      'User-Agent': 'Shopify-Captain-Hook',
      'X-Shopify-Topic': topic,
      'X-Shopify-Hmac-Sha256': sign(secret, body),
      'X-Shopify-Shop-Domain': shop,
      'X-Shopify-API-Version': API_VERSION,
      'X-Shopify-Webhook-Id': webhookId,
      'X-Shopify-Event-Id': eventId,
      'X-Shopify-Triggered-At': triggeredAt,
      ...(subscription.name ? { 'X-Shopify-Name': subscription.name } : {}),
    },
    dueAt: now.getTime(),
    heldBack: false,
  };
}

/** The same webhook from somebody who does not know the secret. */
export const forged = (webhook: Webhook): Webhook => ({
  ...webhook,
  attempts: [],
  forged: true,
  headers: { ...webhook.headers, 'X-Shopify-Hmac-Sha256': sign('not the secret', webhook.body) },
});

/** What becomes of one webhook under a fault: none, one or several on their way. */
export function suffer(webhook: Webhook, fault: WebhookFault | null, again: () => Webhook): Webhook[] {
  switch (fault?.kind) {
    case undefined:
      return [webhook];
    case 'drop':
      return [{ ...webhook, state: 'dropped' }];
    case 'duplicate':
      return Array.from({ length: fault.copies ?? 2 }, () => ({ ...webhook, attempts: [] }));
    case 'delay':
      return [{ ...webhook, dueAt: webhook.dueAt + fault.ms }];
    case 'reorder':
      return [{ ...webhook, heldBack: true, dueAt: webhook.dueAt + HOLD_AT_MOST_MS }];
    case 'forge':
      return [forged(webhook), webhook];
    case 'new_id':
      return [webhook, again()];
    case 'wrong_shop':
      return [{ ...webhook, headers: { ...webhook.headers, 'X-Shopify-Shop-Domain': fault.shop } }];
  }
}
