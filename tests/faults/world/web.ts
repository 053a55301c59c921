import type { Pool } from 'pg';
import { groupWrites, type GroupedWrites } from '../../../app/inbox/groupWrites.ts';
import { readDelivery, type Delivery } from '../../../app/inbox/readDelivery.ts';
import { createDeliveryStore, type Stored } from '../../../app/inbox/storeDeliveries.server.ts';
import { findRoute } from '../../../app/inbox/topics.ts';
import { isSigned } from '../../../app/inbox/verifySignature.ts';
import type { MerchantPorts } from '../../../app/merchant/ports.server.ts';
import { isDatabaseDown } from '../../../app/platform/databaseDown.server.ts';
import type { WebhookRequest } from '@twins/shopify';
import { driverFailures } from '../machine/database.ts';
import type { Slot } from '../machine/machine.ts';
import type { SimProcess } from '../machine/simProcess.ts';
import { carryOut } from '../machine/turns.ts';
import { portsOf, type SimPorts } from './ports.ts';
import { API_SECRET, type Sim } from './sim.ts';
import { keepRunning, situate, type Running } from './supervisor.ts';

/** The web process: webhooks come in, merchants use their pages. */
export interface Web extends Running {
  /** Answers a webhook, as app/inbox does it below HTTP; rejects when nobody listens. */
  receive(request: WebhookRequest): Promise<{ status: number }>;
  /** Pages are served from when the process knows the time. */
  ready(): Promise<void>;
  /** What a merchant's pages work with. */
  ports(): MerchantPorts;
}

interface Incarnation {
  process: SimProcess;
  ports: MerchantPorts;
  ready: Promise<void>;
  writes: GroupedWrites<Delivery, Stored>;
  uninstall: (delivery: Delivery) => Promise<Stored>;
}

export function startWeb(sim: Sim, slot: Slot): Web {
  let now: Incarnation;
  const running = keepRunning(sim, 'web', (process) => {
    now = open(sim, slot, process);
    return { stop: () => process.die('stopped') };
  });
  return {
    ...running,
    ready: () => now.ready,
    ports: () => now.ports,
    receive(request) {
      if (!now.process.alive) throw new TypeError('fetch failed', { cause: new Error('ECONNREFUSED') });
      return receive(sim, now, request);
    },
  };
}

async function knowTheTime(process: SimProcess, { clock }: SimPorts): Promise<void> {
  for (;;) {
    try {
      return await clock.set();
    } catch {
      await process.clock.sleep(1_000);
    }
  }
}

function open(sim: Sim, slot: Slot, process: SimProcess): Incarnation {
  const situation = situate(sim, process);
  slot.situation = situation;
  const send = async (text: string, values: unknown[] = []) => {
    await process.clock.sleep(sim.random.int(1, 8));
    const run = ({ sql }: { sql: string }) => sim.machine.client.query(sql, values);
    return carryOut(situation, { sql: text }, run, { failures: driverFailures });
  };
  const pool = {
    query(given: string | { text: string; values: unknown[] }, values?: unknown[]) {
      const query = typeof given === 'string' ? { text: given, values: values ?? [] } : given;
      if (!sim.removal?.inbox) return send(query.text, query.values);
      return sim.removal.inbox(query.text, (text, own) => send(text, own ?? query.values));
    },
  };
  const store = createDeliveryStore(pool as unknown as Pool, sim.encryption);
  const ports = portsOf(sim, process, slot.db);
  return {
    process,
    ports,
    ready: knowTheTime(process, ports),
    writes: groupWrites<Delivery, Stored>({
      writeAll: (deliveries) => store.storeAll(deliveries),
      worthOneByOne: (error) => !isDatabaseDown(error),
      bytesOf: ({ body }) => body.length,
      writers: 2,
      ...{ maxGroup: { items: 200, bytes: 2 ** 23 }, maxOpen: { items: 5_000, bytes: 2 ** 26 } },
      deadlineMs: 3_600_000,
    }),
    uninstall: (delivery) => store.storeUninstallation(delivery),
  };
}

async function receive(sim: Sim, { process, writes, uninstall }: Incarnation, request: WebhookRequest) {
  const { trace, random, acknowledged, shops } = sim;
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const topic = headers['x-shopify-topic'];
  await process.clock.sleep(random.int(1, 30));
  const body = Buffer.from(request.body);
  const answer = (status: number) => {
    trace.note(`${process.name}: webhook ${topic} -> ${status}`);
    return { status };
  };
  if (!isSigned(body, headers['x-shopify-hmac-sha256'] ?? '', [API_SECRET])) return answer(401);
  const route = findRoute(new URL(request.url).pathname)!;
  const delivery = readDelivery(route, headers, body, process.clock.now());
  if (typeof delivery === 'string') return answer(400);
  try {
    await (delivery.topic === 'app/uninstalled' ? uninstall(delivery) : writes.write(delivery));
  } catch {
    return answer(503);
  }
  // Of a shop that never had the app nothing is kept (app/inbox/storeDeliveries).
  if (shops.some(({ domain }) => domain === delivery.shopDomain))
    acknowledged.add(`${delivery.shopDomain} ${delivery.webhookId}`);
  return answer(200);
}
