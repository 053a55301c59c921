import type { ListOrders } from '../shopify/listOrders.server.ts';
import type { SyncPorts } from '../sync/ports.server.ts';

// Reconciliation: whatever webhooks and a merchant's own hands leave out is found by comparing, page by page, with
// Shopify (reconcileOrders) and with sevdesk (books/). reconcileShop.server.ts is the way through it. Finding is all it
// does: an order that differs is hinted at like by a webhook, a document that differs becomes a problem of its order.

export type ReconcilePorts = Pick<SyncPorts, 'db' | 'clock' | 'log' | 'encryption' | 'openSevdesk'> & {
  /** A page of a shop's orders as Shopify lists them. */
  listOrders: ListOrders;
};

/** Settings of a shop that comparing needs. */
export interface ComparedShop {
  id: string;
  syncFrom: Date;
  installedAt: Date;
}

/** What came of one page. `later`: nothing more to be had before. */
export type PageResult = { kind: 'more' | 'finished' | 'lost' } | { kind: 'later'; afterMs: number };
