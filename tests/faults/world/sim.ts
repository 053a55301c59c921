import type { Encryption } from '../../../app/platform/encryption.server.ts';
import type { Log } from '../../../app/platform/log.server.ts';
import type { SevdeskTwin } from '@twins/sevdesk';
import type { ShopifyTwin } from '@twins/shopify';
import type { Machine } from '../machine/machine.ts';
import type { Random } from '../machine/random.ts';
import type { Timeline } from '../machine/timeline.ts';
import type { Notifications } from './notifications.ts';
import type { Trace } from './trace.ts';
import type { FaultPlan } from './faultPlan.ts';
import type { Removal } from './without.ts';

export const API_KEY = 'simulated-client-id';
export const API_SECRET = 'the-client-secret-of-simulations';
export const APP_URL = 'http://app.simulated';

/** A shop of the schedule. */
export interface SimShop {
  domain: string;
  /** The product's id of it. */
  id: string;
  /** Its account in sevdesk, and the keys that open it; the first one is in use. */
  account: string;
  keys: string[];
  /** Whether sevdesk lets two of its credit notes have one number. */
  sharesNumbers: boolean;
}

/** Everything of one schedule. */
export interface Sim {
  readonly machine: Machine;
  readonly random: Random;
  readonly timeline: Timeline;
  readonly faultPlan: FaultPlan;
  readonly trace: Trace;
  readonly shopify: ShopifyTwin;
  readonly sevdesk: SevdeskTwin;
  readonly encryption: Encryption;
  readonly log: Log;
  /** Every line that was logged. */
  readonly logged: string[];
  readonly shops: SimShop[];
  /** Rung when jobs may have come. */
  readonly notifications: Notifications;
  /** The protection that is taken away, if any. */
  readonly removal: Removal | null;
  /** Webhooks of shops that have the app, answered with 200: shop and webhook id. */
  readonly acknowledged: Set<string>;
  /**
   * Whether shops are compared with Shopify and sevdesk. Not where a single protection is to be missed: comparing mends
   * what its absence breaks.
   */
  readonly reconciles: boolean;
  /**
   * Until then nothing is due anywhere, so what a worker does at regular intervals (heartbeat, sweep, asking for jobs)
   * would find nothing and is left out. In the timeline's milliseconds.
   */
  restUntil: number;
  /** What people have begun or are about to do, by whom; what the dead had begun never ends. */
  readonly pending: Set<{ by: { readonly alive: boolean } }>;
  /** Orders that a bookkeeper laid hands on in sevdesk: their problems may be true. */
  readonly touched: Set<string>;
}
