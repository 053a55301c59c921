import type { StoredQuestion } from '../../accounting/storedQuestions.ts';
import type { Control, Plan, TaxEvidence } from '../../accounting/documents.ts';
import type { ToldFacts } from '../../accounting/problem.ts';
import type { EventOutcome } from '../../sync/events.ts';
import type {
  BookingProgress,
  BreakerState,
  DeadLetterState,
  DocumentProgress,
  MailProgress,
  OrderState,
} from '../../sync/states.ts';

// What the pages and the order block show of the engine's work: plain data, times as ISO text, money in cents.
// Made by the read models of this room, always for one shop:
//   listOrders(ports, shopId, query: OrderListQuery): Promise<OrderList>
//   countOrders(ports, shopId): Promise<OrderCounts>
//   orderDetail(ports, shopId, orderId: string): Promise<OrderDetail | null>      (orderId: Shopify's numeric id)
//   filterChoices(ports, shopId): Promise<FilterChoices>
//   homeFigures(ports, shopId): Promise<HomeFigures>
// and changed by its actions, which are audited with the acting person and take orders one by one or by a filter:
//   syncAgain / skipOrders / archiveOrders / unarchiveOrders(ports, { shopId, actor }, selection: OrderSelection)
//     : Promise<{ orders: number }>
//   pauseShop / resumeShop(ports, { shopId, actor }): Promise<void>

/** `parked` is shown as "needs attention". */
export type { OrderState };

/** Saved views of the log. Archived orders are in none but their own. */
export type OrderView = 'all' | 'attention' | 'waiting' | 'skipped' | 'synced' | 'archived';

/** Which orders: the same filter serves the list, the bulk buttons ("all 214") and the export. */
export interface OrderFilter {
  view: OrderView;
  /** Order name or number, invoice number, or words of the customer's name or e-mail. */
  search: string | null;
  problemCode: string | null;
  gateway: string | null;
  /** Days (yyyy-mm-dd, shop's time zone), both included, of the order's processing. */
  from: string | null;
  to: string | null;
}

/** Orders chosen one by one (gids), or all that a filter shows. */
export type OrderSelection = { orders: string[] } | { filter: OrderFilter };

export type OrderSort = 'processedAt' | 'changedAt' | 'totalCents' | 'orderName';

export interface OrderListQuery {
  filter: OrderFilter;
  sort: OrderSort;
  descending: boolean;
  /** Opaque, from a former page; null = from the start. */
  cursor: string | null;
  pageSize: number;
}

export interface OrderRow {
  orderGid: string;
  /** Numeric, as text. */
  orderId: string;
  orderName: string;
  buyer: string | null;
  totalCents: number | null;
  currency: string | null;
  gateway: string | null;
  state: OrderState;
  /**
   * Why it waits or is skipped, or what is in the way; null when synced. An unknown code was written by a newer release.
   */
  problem: { code: string; facts: ToldFacts } | null;
  invoiceNumber: string | null;
  /** Of its credit notes, in the order of their writing. */
  creditNumbers: string[];
  /** Some of its money went back, or all of it, by credit notes and cancellations. */
  refunded: 'partly' | 'fully' | null;
  /** A mail with its invoice did not get through, and nobody has decided about it. */
  mailLost: boolean;
  processedAt: string | null;
  changedAt: string;
  syncedAt: string | null;
  /** A run is at work on it right now, or is due. */
  busy: boolean;
  archived: boolean;
}

export interface OrderList {
  rows: OrderRow[];
  /** Cursors of the neighbouring pages; null = there is none. */
  next: string | null;
  previous: string | null;
}

/** Rows per view, for the tabs; counted up to a cap, so `capped` means "at least". */
export type OrderCounts = Record<OrderView, { count: number; capped: boolean }>;

/** What the filters of the log offer: what occurs in it. */
export interface FilterChoices {
  problemCodes: string[];
  gateways: string[];
}

export interface BookingView {
  gateway: string;
  checkAccountName: string | null;
  amountCents: number;
  day: string;
  /** unclear: sevdesk took it and does not show it; never sent again by itself. */
  state: BookingProgress;
}

interface MailView {
  id: string;
  to: string;
  state: MailProgress;
  sentAt: string | null;
  /** A person may send it once more, or drop it. */
  undecided: boolean;
}

export interface DocumentView {
  id: string;
  kind: 'invoice' | 'credit_note' | 'cancellation';
  state: DocumentProgress;
  number: string | null;
  sevdeskId: string | null;
  grossCents: number;
  taxCents: number;
  /** As sevdesk computed it; differs by rounding only. */
  sevdeskTaxCents: number | null;
  paidCents: number;
  currency: string;
  taxRule: number;
  positions: number;
  /** As planned from Shopify's amounts. */
  lines: { name: string; quantity: number; rate: number; grossCents: number; taxCents: number }[];
  day: string;
  /** Found in sevdesk instead of made. */
  adopted: boolean;
  bookings: BookingView[];
  mail: MailView | null;
}

export interface StepView {
  id: string;
  at: string;
  step: string;
  outcome: EventOutcome;
  durationMs: number | null;
  documentId: string | null;
  detail: Record<string, unknown>;
}

export interface OrderDetail extends Omit<OrderRow, 'creditNumbers' | 'refunded' | 'mailLost'> {
  paidAt: string | null;
  /** From the money's arrival to "done". */
  latencyMs: number | null;
  evidence: TaxEvidence | null;
  controls: Control[];
  /** What a person has to decide about single refunds; the newest run asked it. */
  questions: StoredQuestion[];
  documents: DocumentView[];
  /** What its payments cost, by currency; empty where Shopify names no fee. */
  fees: { currency: string; feeCents: number; taxCents: number }[];
  steps: StepView[];
  /** The newest first. */
  deadLetters: DeadLetterView[];
  attempts: number;
  nextAttemptAt: string | null;
}

interface ProblemCount {
  code: string;
  count: number;
}

export interface HomeFigures {
  syncedToday: number;
  waiting: number;
  attention: number;
  /** From money in to booked, of the last 24 hours; null without orders. */
  latency: { medianMs: number; p95Ms: number } | null;
  problems: ProblemCount[];
  /** `nextAttemptAt`: when sevdesk is asked next whether it answers again. */
  breaker: { state: BreakerState; since: string | null; nextAttemptAt: string | null; outages: Outage[] };
  /** The newest comparison with Shopify; `found`: orders of the last 24 hours that only comparing brought. */
  reconciliation: { finishedAt: string | null; found: number };
  webhooks: 'ok' | 'gaps' | 'silent' | 'quiet';
  lastWebhookAt: string | null;
  /** The trial run, and what would have been booked in it; null when everything is for real. */
  trial: TrialTotals | null;
}

/** Orders and what they come to. `more`: counting stopped there. */
export interface OrderTotals {
  orders: number;
  sumCents: number;
  more: boolean;
}

/** What a trial run has shown. Ended from `from` on, all its orders are booked. */
export interface TrialTotals {
  since: string;
  from: string;
  orders: number;
  sumCents: number;
}

/** What became of the orders of one day, and how long booking took then (the median, null without a new payment). */
export interface DayFigures {
  day: string;
  synced: number;
  /** Waiting, or somebody has to decide. */
  open: number;
  skipped: number;
  medianMs: number | null;
}

/** What a person set off for many orders at once, and how far it is. */
export interface BulkProgress {
  kind: 'switch_on' | 'sync_again';
  at: string;
  total: number;
  /** Nobody has come to them yet. */
  open: number;
  /** Shopify's orders are still being looked for, so that `total` grows. */
  looking: boolean;
  results: Record<OrderState, number>;
}

/** sevdesk was taken to be down. `to` is null while it is. */
export interface Outage {
  from: string;
  to: string | null;
}

/** A mail to a buyer that failed or whose fate is unclear. */
export interface LostMail {
  id: string;
  state: Extract<MailProgress, 'failed' | 'unclear'>;
  to: string;
  at: string | null;
  number: string | null;
  orderId: string;
  orderName: string;
}

/** What could not be done for an order, kept as it was. */
export interface DeadLetterView {
  id: string;
  class: 'transient' | 'rate_limited' | 'key' | 'data' | 'program';
  state: DeadLetterState;
  hint: { topic: string; at: string };
  error: { code: string; message: string; time: string };
  retryCount: number;
  steps: { step: string; outcome: string; at: string; durationMs: number | null }[];
  createdAt: string;
  /** When it goes again by itself. */
  againAt: string | null;
  resolvedAt: string | null;
  /** user:<id> for a person; breaker, sweeper for the app itself. */
  resolvedBy: string | null;
}

/** A document that would be made. */
export interface PreviewedDocument {
  kind: 'invoice' | 'credit_note' | 'cancellation';
  day: string;
  deliveryDay: string;
  grossCents: number;
  taxCents: number;
  header: string;
  /** Lines of the address. */
  recipient: string[];
  positions: { name: string; quantity: number; rate: number; grossCents: number }[];
  bookings: { gateway: string; checkAccountName: string | null; amountCents: number; day: string }[];
}

export interface OrderPreview {
  orderId: string;
  orderName: string;
  processedAt: string;
  currency: string;
  totalCents: number;
  verdict: Plan['verdict'];
  /** A VAT id would be checked with VIES first. */
  needsVatCheck: boolean;
  documents: PreviewedDocument[];
  evidence: TaxEvidence | null;
  controls: Control[];
  /** It is in sevdesk already; this shows what would be made of it today. */
  synced: boolean;
}
