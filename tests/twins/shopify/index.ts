// The door of the twin: what the demo, tests and benchmarks use of it.
export { costOf, operationOf } from './graphql/cost.ts';
export { loadAdminSchema } from './graphql/schema.ts';
export { ensureShopifySchema } from './graphql/schemaFile.ts';
export { startShopifyTwin } from './server.ts';
export { compare, minus, sumBags, zeroLike } from './store/money.ts';
export type { Order } from './store/order.ts';
export { grossOf, returnedPart } from './store/refundOrder.ts';
export { tokenExchange } from './testing/openShop.ts';
export type { OrderSpec, RefundSpec, ShopifyTwin, ShopSpec, WebhookFault, WebhookRequest } from './types.ts';
export { readAppToml } from './webhooks/subscriptions.ts';
