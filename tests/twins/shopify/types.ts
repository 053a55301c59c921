import type { BalanceSpec, Payout } from './store/payouts.ts';
import type { Clock } from './clock.ts';
import type { ImportResult } from './importing/result.ts';
import type { Order } from './store/order.ts';
import type {
  CancelSpec,
  EditSpec,
  ImportOptions,
  OrderSpec,
  RefundSpec,
  TransactionSpec,
} from './store/specs.ts';

export type { OrderSpec, RefundSpec } from './store/specs.ts';

export interface ShopSpec {
  /** "demo.myshopify.com" */
  domain: string;
  name?: string;
  currency?: string;
  /** ISO 3166 alpha-2 */
  country?: string;
  timezone?: string;
  taxesIncluded?: boolean;
  email?: string;
  ownerName?: string;
  plan?: 'Basic' | 'Grow' | 'Advanced' | 'Plus';
  /** Whether Shopify approved the app for names, addresses, e-mails and phone numbers. Default true. */
  customerDataApproved?: boolean;
  /** Installed at once, with these scopes (default: those of shopify.app.toml). Default true. */
  installed?: boolean;
  scopes?: string[];
}

export interface Subscription {
  topics: string[];
  /** Path below the app's address, or a whole https address. */
  uri: string;
  name?: string;
  includeFields?: string[];
}

export interface TwinOptions {
  /** 0 or absent: any free port. */
  port?: number;
  clock?: Clock;
  /** The app's client id and secret. */
  apiKey: string;
  apiSecret: string;
  /** Where the app answers, e.g. http://127.0.0.1:3000 */
  appUrl: string;
  shops?: ShopSpec[];
  /** Decides every id, token and random choice. */
  seed?: number;
  /** Used when there is no shopify.app.toml. */
  subscriptions?: Subscription[];
  /** Default: the shopify.app.toml of the folder the process works in. Null: do not read one. */
  appToml?: string | null;
  /** Takes webhooks instead of HTTP to `appUrl`, for tests in one process. */
  deliver?: (request: WebhookRequest, signal: AbortSignal) => Promise<{ status: number }>;
  /** False: webhooks wait until `deliverDue()` is called. Default true. */
  autoDeliver?: boolean;
  /** Asked once for each new webhook; what it returns happens to that webhook. */
  decideFault?: (delivery: { shop: string; topic: string; webhookId: string }) => WebhookFault | null;
  /** Whether an app's metafield write raises orders/updated. Unknown of the real Shopify; default true. */
  metafieldsRaiseUpdates?: boolean;
  /**
   * Whether a refund or a transaction is still shown by its own id where its order is too old to be shown. Unknown of the
   * real Shopify (schema 2026-10 names the same scope for all three); default false.
   */
  showsPartsOfOldOrders?: boolean;
  /** False: no HTTP server; only `fetch` and `deliver`. Default true. */
  listen?: boolean;
}

export interface WebhookRequest {
  url: string;
  method: 'POST';
  headers: Record<string, string>;
  body: string;
}

/** What can happen to a webhook on its way. `copies` of a duplicate have the same id, `new_id` has another one. */
export type WebhookFault =
  | { kind: 'drop' }
  | { kind: 'duplicate'; copies?: number }
  | { kind: 'delay'; ms: number }
  /** Held back until the next webhook of the shop went out. */
  | { kind: 'reorder' }
  /** An extra copy with a wrong signature comes first. */
  | { kind: 'forge' }
  /** The same event once more under another webhook id. */
  | { kind: 'new_id' }
  /** The header names another shop; the signature, which covers only the body, is right. */
  | { kind: 'wrong_shop'; shop: string };

export interface WebhookFaultRule {
  fault: WebhookFault;
  topic?: string;
  shop?: string;
  /** How many webhooks it hits. Default 1. */
  count?: number;
}

/** What the next requests of the app get instead of an answer. */
export interface RequestFault {
  kind: 'status' | 'timeout' | 'reset' | 'truncated' | 'not_json' | 'slow' | 'internal';
  /** For `status`; default 503. */
  status?: number;
  /** For `status`: the Retry-After header. */
  retryAfter?: string;
  /** For `slow`. */
  ms?: number;
  target?: 'graphql' | 'oauth';
  /** Only requests with this GraphQL operation name. */
  operation?: string;
  shop?: string;
  count?: number;
  /** True: the request took effect, only its answer is lost. */
  after?: boolean;
}

export interface DeliveryAttempt {
  at: string;
  status: number | null;
  error: string | null;
}

export interface DeliveryView {
  shop: string;
  topic: string;
  uri: string;
  webhookId: string;
  eventId: string;
  triggeredAt: string;
  orderId: string | null;
  forged: boolean;
  state: 'waiting' | 'delivered' | 'dropped' | 'given_up';
  attempts: DeliveryAttempt[];
}

export interface TwinCounts {
  graphql: number;
  byOperation: Record<string, number>;
  tokenExchange: number;
  tokenRefresh: number;
  throttled: number;
  /** Webhook requests sent, retries and copies included. */
  webhooks: number;
}

/** What happens in a shop. Each sends the webhooks Shopify would; orders are named by their gid. */
export interface StoreOperations {
  addShop: (spec: ShopSpec) => void;
  installShop: (shop: string, scopes?: string[]) => void;
  /** app/uninstalled goes out and every token is dead. */
  uninstallShop: (shop: string) => void;
  /** shop/redact, as Shopify sends it 48 hours after an uninstall. */
  redactShop: (shop: string) => void;
  requestCustomerData: (shop: string, customerId: string, orderIds: string[]) => void;
  redactCustomer: (shop: string, customerId: string, orderIds: string[]) => void;
  setScopes: (shop: string, scopes: string[]) => void;
  setCustomerDataApproval: (shop: string, approved: boolean) => void;
  createOrder: (shop: string, spec: OrderSpec) => Order;
  /** `json` is the text of one payload, in the REST (webhook) or the GraphQL shape. */
  importOrder: (shop: string, json: string, options?: ImportOptions) => ImportResult;
  /**
   * The shop's order becomes what another payload says of it, with the webhooks that Shopify sends for the difference.
   * Throws when the payload speaks of another order.
   */
  changeOrder: (shop: string, orderId: string, json: string) => ImportResult;
  payOrder: (shop: string, orderId: string, payment?: { amount?: string; gateway?: string }) => Order;
  addTransaction: (shop: string, orderId: string, spec: TransactionSpec) => Order;
  refundOrder: (shop: string, orderId: string, spec: RefundSpec) => Order;
  /** A pending refund transaction gets its result. */
  settleRefund: (shop: string, orderId: string, status?: 'SUCCESS' | 'FAILURE') => Order;
  /** Shopify Payments pays out what came in since the last time, and what else is said to be on the balance. */
  payOut: (shop: string, more?: BalanceSpec[]) => Payout;
  cancelOrder: (shop: string, orderId: string, spec?: CancelSpec) => Order;
  editOrder: (shop: string, orderId: string, spec: EditSpec) => Order;
  fulfillOrder: (shop: string, orderId: string) => Order;
  updateOrder: (shop: string, orderId: string, change: { note?: string | null; tags?: string[] }) => Order;
  deleteOrder: (shop: string, orderId: string) => void;
  order: (shop: string, orderId: string) => Order | null;
  orders: (shop: string) => Order[];
  /** Every access and refresh token of the shop is refused from now on. */
  revokeTokens: (shop: string) => void;
  /** Access tokens are refused, refresh tokens still work. */
  expireTokens: (shop: string) => void;
  /** Empties the shop's GraphQL bucket down to `available` points. */
  throttle: (shop: string, available?: number) => void;
  failNext: (fault: RequestFault) => void;
  clearFaults: () => void;
}

export interface WebhookControl {
  addFault: (rule: WebhookFaultRule) => void;
  pause: () => void;
  resume: () => void;
  /** Retries after `first` ms, doubling; null: Shopify's own schedule, 8 retries over 4 hours. */
  setRetrySchedule: (firstRetryMs: number | null) => void;
  /** Sends one webhook with a signature that is not Shopify's. */
  forge: (shop: string, topic: string, body: string) => void;
  /** Sends the webhooks of an order as it stands again, with new ids. */
  resend: (shop: string, orderId: string, topic: string) => void;
  deliveries: () => DeliveryView[];
}

export interface ShopifyTwin extends StoreOperations, WebhookControl {
  /** http://127.0.0.1:port */
  readonly url: string;
  /** The stand-in for App Bridge. */
  readonly appBridgeUrl: string;
  /** `fetch` for requests to https://{shop}.myshopify.com, without a network. */
  fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
  idToken: (shop: string) => string;
  /** Where the app is shown inside the admin. */
  adminUrl: (shop: string, path?: string) => string;
  counts: () => TwinCounts;
  /** Sends everything that is due by the clock and waits for the answers. */
  deliverDue: () => Promise<number>;
  /** When the next webhook is due; null when none is waiting. */
  nextDueAt: () => Date | null;
  /** Resolves when nothing waits and nothing is on its way. */
  settled: () => Promise<void>;
  close: () => Promise<void>;
}
