// Webhooks on their way: at least once, in no order, unchanged on retries. 5 seconds to answer, 8 retries over 4 hours.
import type { Clock } from '../clock.ts';
import type { Ids } from '../store/ids.ts';
import type {
  DeliveryAttempt,
  DeliveryView,
  Subscription,
  TwinOptions,
  WebhookFault,
  WebhookFaultRule,
} from '../types.ts';
import { buildWebhook, forged, suffer, type Emission, type Webhook } from './webhook.ts';

const ANSWER_WITHIN_MS = 5000;
const RETRIES = 8;
/** Doubling intervals that add up to four hours: the first retry after 56 seconds, the last after two hours more. */
const FIRST_RETRY_MS = (4 * 3600_000) / (2 ** RETRIES - 1);
const AT_ONCE = 40;

export interface WebhookQueue {
  /** Hands an event to every subscription of its topic. */
  emit: (emission: Emission) => void;
  forge: (shop: string, topic: string, body: string) => void;
  addFault: (rule: WebhookFaultRule) => void;
  clearFaults: () => void;
  pause: () => void;
  resume: () => void;
  setRetrySchedule: (firstRetryMs: number | null) => void;
  deliverDue: () => Promise<number>;
  nextDueAt: () => Date | null;
  settled: () => Promise<void>;
  deliveries: () => DeliveryView[];
  sent: () => number;
  close: () => void;
}

export interface QueueOptions {
  clock: Clock;
  ids: Ids;
  appUrl: string;
  secret: string;
  subscriptions: Subscription[];
  automatic: boolean;
  send: NonNullable<TwinOptions['deliver']>;
  decideFault: TwinOptions['decideFault'];
}

export function createWebhookQueue(options: QueueOptions): WebhookQueue {
  const { clock, ids } = options;
  const all: Webhook[] = [];
  /** Due now, oldest first. */
  let ready: Webhook[] = [];
  /** Due at some time to come. */
  let later: Webhook[] = [];
  const sending = new Set<Webhook>();
  let rules: (WebhookFaultRule & { left: number })[] = [];
  const lastBody = new Map<string, string>();
  let firstRetryMs = FIRST_RETRY_MS;
  let paused = false;
  let closed = false;
  let sent = 0;
  let wake = new AbortController();
  const watchers: (() => void)[] = [];
  const stop = new AbortController();
  const now = () => clock.now().getTime();

  function emit(emission: Emission): void {
    for (const subscription of options.subscriptions) {
      if (!subscription.topics.includes(emission.topic)) continue;
      const fields = subscription.includeFields;
      const chosen = fields
        ? Object.fromEntries(fields.map((field) => [field, emission.payload[field] ?? null]))
        : emission.payload;
      const body = JSON.stringify(chosen);
      if (fields && !fields.includes('updated_at') && isRepeat(emission, subscription, body)) continue;
      const build = () => buildWebhook(emission, subscription, body, options.secret, ids, clock.now());
      const webhook = build();
      suffer(webhook, faultFor(webhook), build).forEach(put);
    }
    schedule();
  }

  /** Shopify takes an identical body for a repeat when include_fields leaves updated_at out (its best-practices page). */
  function isRepeat({ shop, topic, orderId }: Emission, subscription: Subscription, body: string): boolean {
    const key = `${shop} ${topic} ${subscription.uri} ${orderId}`;
    if (lastBody.get(key) === body) return true;
    lastBody.set(key, body);
    return false;
  }

  function faultFor({ shop, topic, webhookId }: Webhook): WebhookFault | null {
    const rule = rules.find(
      (one) => one.left > 0 && (one.topic ?? topic) === topic && (one.shop ?? shop) === shop,
    );
    if (!rule) return options.decideFault?.({ shop, topic, webhookId }) ?? null;
    rule.left -= 1;
    return rule.fault;
  }

  function put(webhook: Webhook): void {
    all.push(webhook);
    if (webhook.state === 'waiting') (webhook.dueAt <= now() ? ready : later).push(webhook);
  }

  function mature(): void {
    const at = now();
    if (!later.some((one) => one.dueAt <= at)) return;
    ready.push(...later.filter((one) => one.dueAt <= at).sort((a, b) => a.dueAt - b.dueAt));
    later = later.filter((one) => one.dueAt > at);
  }

  async function attempt(webhook: Webhook): Promise<void> {
    sending.add(webhook);
    sent += 1;
    const entry: DeliveryAttempt = { at: clock.now().toISOString(), status: null, error: null };
    webhook.attempts.push(entry);
    const over = new AbortController();
    const signal = AbortSignal.any([over.signal, stop.signal]);
    const url = webhook.uri.startsWith('/') ? `${options.appUrl}${webhook.uri}` : webhook.uri;
    const tooLate = clock.sleep(ANSWER_WITHIN_MS, signal).then(
      () => ({ status: null, error: 'no answer within 5 seconds' }),
      () => ({ status: null, error: 'stopped' }),
    );
    const request = { url, method: 'POST' as const, headers: webhook.headers, body: webhook.body };
    try {
      Object.assign(entry, await Promise.race([options.send(request, signal), tooLate]));
    } catch (error) {
      entry.error = error instanceof Error ? error.message : String(error);
    }
    over.abort();
    sending.delete(webhook);
    conclude(webhook, entry.status);
  }

  function conclude(webhook: Webhook, status: number | null): void {
    if (status !== null && status >= 200 && status < 300) webhook.state = 'delivered';
    else if (webhook.forged || webhook.attempts.length > RETRIES) webhook.state = 'given_up';
    else {
      webhook.dueAt = now() + firstRetryMs * 2 ** (webhook.attempts.length - 1);
      later.push(webhook);
    }
    if (webhook.state !== 'waiting') webhook.body = '';
    for (const one of later) {
      if (!one.heldBack || one.shop !== webhook.shop) continue;
      one.heldBack = false;
      one.dueAt = now();
    }
    schedule();
    if (isQuiet()) for (const watcher of watchers.splice(0)) watcher();
  }

  const isQuiet = () => ready.length + later.length + sending.size === 0;

  /** Starts what is due and sets the alarm for what comes next. */
  function schedule(): void {
    if (!options.automatic || paused || closed) return;
    mature();
    const starting = ready.splice(0, AT_ONCE - sending.size);
    for (const webhook of starting) void attempt(webhook);
    wake.abort();
    if (later.length === 0) return;
    wake = new AbortController();
    const wait = Math.max(0, Math.min(...later.map((one) => one.dueAt)) - now());
    // A wake-up that a newer one replaces is rejected, which says nothing.
    void clock.sleep(wait, wake.signal).then(schedule, () => undefined);
  }

  return {
    emit,
    forge: (shop, topic, body) => {
      const subscription = options.subscriptions.find((one) => one.topics.includes(topic));
      if (!subscription) throw new Error(`Nobody subscribed to ${topic}`);
      const emission = { shop, topic, payload: {}, eventId: ids.uuid(), orderId: null };
      put(forged(buildWebhook(emission, subscription, body, options.secret, ids, clock.now())));
      schedule();
    },
    addFault: (rule) => rules.push({ ...rule, left: rule.count ?? 1 }),
    clearFaults: () => {
      rules = [];
    },
    pause: () => {
      paused = true;
      wake.abort();
    },
    resume: () => {
      paused = false;
      schedule();
    },
    setRetrySchedule: (ms) => {
      firstRetryMs = ms ?? FIRST_RETRY_MS;
    },
    deliverDue: async () => {
      mature();
      const batch = ready;
      ready = [];
      await Promise.all(batch.map(attempt));
      return batch.length;
    },
    nextDueAt: () => {
      const times = [...ready, ...later].map((one) => one.dueAt);
      return times.length > 0 ? new Date(times.reduce((a, b) => Math.min(a, b))) : null;
    },
    settled: () => (isQuiet() ? Promise.resolve() : new Promise((resolve) => watchers.push(resolve))),
    deliveries: () =>
      all.map(
        ({ body: _body, headers: _headers, dueAt: _dueAt, heldBack: _heldBack, attempts, ...view }) => ({
          ...view,
          attempts: [...attempts],
        }),
      ),
    sent: () => sent,
    close: () => {
      closed = true;
      wake.abort();
      stop.abort();
      for (const watcher of watchers.splice(0)) watcher();
    },
  };
}
