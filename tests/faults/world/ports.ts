import { planOrder } from '../../../app/accounting/planOrder.ts';
import type { Database } from '../../../app/platform/database.server.ts';
import { createDatabaseClock, type DatabaseClock } from '../../../app/platform/databaseClock.server.ts';
import type { Runtime } from '../../../app/platform/runtime.server.ts';
import { createSevdeskClient } from '../../../app/sevdesk/createClient.server.ts';
import { createPacer } from '../../../app/sevdesk/pacing.server.ts';
import { createShopify } from '../../../app/shopify/shopify.server.ts';
import type { MerchantPorts } from '../../../app/merchant/ports.server.ts';
import type { AlertCheckPorts } from '../../../app/alerts/ports.server.ts';
import type { PrivacyPorts } from '../../../app/privacy/ports.server.ts';
import { askIfInstalled } from '../../../app/worker/isInstalled.server.ts';
import type { WorkerPorts } from '../../../app/worker/ports.server.ts';
import type { SimProcess } from '../machine/simProcess.ts';
import { openWire, type WireFault } from '../machine/wire.ts';
import { distort } from './otherSums.ts';
import { shopifyFault } from './shopifyFault.ts';
import { API_KEY, API_SECRET, type Sim } from './sim.ts';

/** As in app/worker: longer than sevdesk ever takes. */
const SEVDESK_TIMEOUT_MS = 30_000;
const SEVDESK_URL = 'https://my.sevdesk.de/api/v1';

export type SimPorts = WorkerPorts &
  AlertCheckPorts &
  MerchantPorts &
  PrivacyPorts & { clock: DatabaseClock };

/** Follows the database's, as in the product; who starts the process keeps it so. */
const clockOf = (process: SimProcess, db: Database): DatabaseClock =>
  createDatabaseClock({
    own: process.clock,
    running: () => process.timeline.now,
    async ask() {
      const [row] = await db.$queryRaw<{ now: Date }[]>`select now() as now`;
      return row!.now;
    },
  });

/** The outside world as one process of the product has it. */
export function portsOf(sim: Sim, process: SimProcess, db: Database): SimPorts {
  const clock = clockOf(process, db);
  const { random, faultPlan, trace, encryption, log } = sim;
  const wire = { process, random, faultPlan, trace };
  const sevdeskFetch = openWire({
    ...{ ...wire, name: 'sevdesk', usualMs: 120, real: sim.sevdesk.fetch },
    distort: (url, init) => distort(sim, url, init),
  });
  const shopifyFetch = openWire({
    ...{ ...wire, name: 'Shopify', usualMs: 80, real: sim.shopify.fetch },
    fault: (url): WireFault | null => shopifyFault(sim, url),
  });
  const config = { shopify: { apiKey: API_KEY, secrets: [API_SECRET] } };
  const runtime = { config, db, encryption, clock } as unknown as Runtime;
  const shopify = createShopify(runtime, shopifyFetch);
  const { readShop } = createShopify(runtime, shopifyFetch, { evenUninstalled: true });
  const client = {
    baseUrl: SEVDESK_URL,
    timeoutMs: SEVDESK_TIMEOUT_MS,
    clock,
    fetch: sevdeskFetch as typeof fetch,
  };
  const ports: SimPorts = {
    ...{ db, clock, encryption, log, shopify, plan: planOrder },
    ...{ readOrder: shopify.readOrder, readLone: shopify.readLone, listOrders: shopify.listOrders },
    ...{ mailer: null, apiKey: API_KEY, isInstalled: askIfInstalled(readShop) },
    random: () => random.next(),
    openSevdesk: ({ token, accountKey, requestsPerSecond, signal, mayLeave, takeSlot }) =>
      createSevdeskClient({
        ...client,
        token,
        signal,
        mayLeave,
        pace: createPacer({ db, clock, accountKey, requestsPerSecond, takeSlot }),
      }),
    sevdesk: (token) => createSevdeskClient({ ...client, token, pace: () => Promise.resolve() }),
    async checkVat({ vatId }) {
      await clock.sleep(random.int(50, 3_000));
      if (faultPlan.strikes('vies_silent')) return { kind: 'unclear', message: 'VIES: MS_UNAVAILABLE' };
      return {
        kind: 'done',
        value: { vatId, valid: true, checkedAt: clock.now().toISOString(), reference: 'W1' },
      };
    },
  };
  return sim.removal?.ports?.(ports) ?? ports;
}
