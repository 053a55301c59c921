import { createHash } from 'node:crypto';
import { createEncryption } from '../../../app/platform/encryption.server.ts';
import { createLog } from '../../../app/platform/log.server.ts';
import { startSevdeskTwin } from '@twins/sevdesk';
import { startShopifyTwin } from '@twins/shopify';
import type { WebhookFault, WebhookRequest } from '@twins/shopify';
import { logTo } from '../machine/captureLog.ts';
import type { Machine } from '../machine/machine.ts';
import { createRandom, type Random } from '../machine/random.ts';
import { Timeline, world } from '../machine/timeline.ts';
import { followTimeline } from '../machine/virtualTime.ts';
import { createNotifications } from './notifications.ts';
import { sevdeskFault } from './sevdeskFault.ts';
import { addShop } from './shops.ts';
import { API_KEY, API_SECRET, APP_URL, type Sim } from './sim.ts';
import { createTrace } from './trace.ts';
import { createFaultPlan, type FaultKind } from './faultPlan.ts';
import type { Removal } from './without.ts';

/** Days on which a calendar can go wrong: new year in Berlin and in UTC, both changes of the clock; and ordinary ones. */
const STARTS = [
  ...[
    '2026-12-31T22:59:20Z',
    '2026-12-31T23:59:20Z',
    '2027-03-28T00:59:20Z',
    '2027-10-31T00:59:20Z',
    '2028-02-29T22:59:30Z',
  ],
  ...['2026-11-24T10:20:00Z', '2027-06-15T08:00:00Z', '2027-01-20T21:59:40Z'],
];

/** Shopify says everything twice and more; that all topics come to the same is shown by every fourth seed. */
const FEW = [
  { topics: ['orders/updated'], uri: '/webhooks/orders' },
  { topics: ['app/uninstalled'], uri: '/webhooks/app' },
];

const MOST_FAULTS = 30;

export interface SimOptions {
  seed: number;
  removal: Removal | null;
  /** Nothing but these faults. */
  only: readonly FaultKind[] | null;
  keepTrace: boolean;
  /** As drawn when left out. */
  shops?: number;
  tell?: (line: string) => void;
}

export interface OpenSim {
  sim: Sim;
  /** Where webhooks go; a schedule's web process puts itself here. */
  receiver: { receive: (request: WebhookRequest) => Promise<{ status: number }> };
  close(): Promise<void>;
}

/** A world without orders yet: shops, accounts, and the connector between them. */
export async function openSim(machine: Machine, options: SimOptions): Promise<OpenSim> {
  const { seed, removal, only, keepTrace, tell } = options;
  await machine.reset();
  for (const { remove } of removal?.schema ?? []) await machine.client.query(remove);
  const random = createRandom(seed);
  const setup = random.fork('setup');
  const timeline = new Timeline(new Date(setup.pick(STARTS)), random);
  followTimeline(timeline);
  const trace = createTrace(timeline, { keep: keepTrace, ...(tell ? { tell } : {}) });
  const faultPlan = createFaultPlan(random, only ? MOST_FAULTS : setup.int(1, MOST_FAULTS), only);
  const logged: string[] = [];
  const log = createLog({ level: 'debug', secrets: [], write: (line) => void logged.push(line) });
  logTo(log);

  const clock = {
    now: () => timeline.clock,
    sleep: (ms: number, signal?: AbortSignal) => timeline.wait(ms, world, signal),
  };
  const receiver: OpenSim['receiver'] = { receive: () => Promise.reject(new TypeError('fetch failed')) };
  const shops: Sim['shops'] = [];
  const sevdesk = await startSevdeskTwin({
    ...{ clock, seed, tenants: [] },
    intercept: (request, phase) =>
      phase === 'before' ? sevdeskFault({ faultPlan, random, trace }, request) : null,
  });
  const shopify = await startShopifyTwin({
    ...{ clock, seed, apiKey: API_KEY, apiSecret: API_SECRET, appUrl: APP_URL, listen: false },
    ...(setup.chance(0.75) ? { appToml: null, subscriptions: FEW } : {}),
    deliver: (request) => receiver.receive(request),
    decideFault: ({ shop, topic }) => {
      const why = faultPlan.strikesOneOf(WEBHOOK);
      if (!why) return null;
      trace.note(`Shopify: ${topic} of ${shop} !${why}`);
      const domains = shops.map(({ domain }) => domain);
      return webhookFault(why, random, domains, shop);
    },
  });
  shopify.setRetrySchedule(setup.pick([1_000, 5_000, 56_000]));
  const key = createHash('sha256').update(String(seed)).digest();
  const sim: Sim = {
    ...{
      machine,
      random,
      timeline,
      faultPlan,
      trace,
      shopify,
      sevdesk,
      log,
      logged,
      removal,
      shops,
    },
    encryption: createEncryption([{ id: 'k1', key }]),
    reconciles: removal === null && only === null,
    ...{
      notifications: createNotifications(),
      acknowledged: new Set<string>(),
      touched: new Set<string>(),
      restUntil: 0,
    },
    pending: new Set(),
  };
  const count = options.shops ?? setup.pick([1, 1, 1, 2, 2, 3]);
  for (let index = 0; index < count; index += 1) await addShop(sim, setup, index);
  return {
    sim,
    receiver,
    async close() {
      followTimeline(null);
      logTo(null);
      await shopify.close();
      await sevdesk.close();
      if (!removal?.schema) return;
      await machine.reset();
      for (const { restore } of removal.schema) await machine.client.query(restore);
    },
  };
}

const WEBHOOK = [
  'webhook_dropped',
  'webhook_doubled',
  'webhook_delayed',
  'webhook_reordered',
  'webhook_forged',
  'webhook_new_id',
  'webhook_wrong_shop',
] as const satisfies FaultKind[];

function webhookFault(
  why: (typeof WEBHOOK)[number],
  random: Random,
  shops: string[],
  shop: string,
): WebhookFault {
  switch (why) {
    case 'webhook_dropped':
      return { kind: 'drop' };
    case 'webhook_doubled':
      return { kind: 'duplicate', copies: random.int(2, 3) };
    case 'webhook_delayed':
      return { kind: 'delay', ms: random.int(100, random.pick([5_000, 60_000, 1_200_000])) };
    case 'webhook_reordered':
      return { kind: 'reorder' };
    case 'webhook_forged':
      return { kind: 'forge' };
    case 'webhook_new_id':
      return { kind: 'new_id' };
    case 'webhook_wrong_shop':
      return { kind: 'wrong_shop', shop: shops.find((other) => other !== shop) ?? 'stranger.myshopify.com' };
  }
}
