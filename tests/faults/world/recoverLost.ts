import type { Sim } from './sim.ts';

/**
 * What becomes of webhooks that never come: THE PLACE for the product's reconciliation. Until app/sync has it
 * (reconcileShop), Shopify is made to say once more what the connector cannot have heard of: orders whose webhooks were
 * lost or led astray, and those that changed while the app was not installed.
 */
export function recoverLost({ shopify, shops, lostWebhooks, story }: Sim): void {
  /** When the newest webhook was raised that came through, by order. */
  const heard = new Map<string, number>();
  for (const { orderId, state, webhookId, triggeredAt } of shopify.deliveries()) {
    if (orderId === null || state !== 'delivered' || lostWebhooks.has(webhookId)) continue;
    heard.set(orderId, Math.max(heard.get(orderId) ?? 0, Date.parse(triggeredAt)));
  }
  for (const { domain } of shops) {
    for (const { id, name, updatedAt } of shopify.orders(domain)) {
      if ((heard.get(id) ?? 0) >= Date.parse(updatedAt)) continue;
      story.tell(`${domain}: ${name} is told of again`);
      shopify.resend(domain, id, 'orders/updated');
    }
  }
}
