import type { Fault } from '@twins/sevdesk';
import type { Machine } from './machine/machine.ts';
import { openSim } from './world/openSim.ts';
import type { Sim, SimShop } from './world/sim.ts';
import { startWeb } from './world/web.ts';
import { startWorker } from './world/worker.ts';

// Accounts beside each other: in one of them nothing works, and the orders of the other ones are booked as if nothing were.

const EVERY_MS = 8_000;
const FOR_MS = 2 * 60_000;
/** As long as an order may take after the last one came in. */
const AFTERWARDS_MS = 20_000;

/**
 * Lets orders come in for three accounts, of which the first one answers everything (or what `trouble` names) with a
 * fault; how long each order of the others took from its payment until it was booked (ms), infinitely where it was not.
 */
export async function waitsBesideFailing(
  machine: Machine,
  trouble: { fault: Fault; path?: string },
): Promise<number[]> {
  const open = await openSim(machine, { seed: 1, removal: null, only: [], shops: 3, keepTrace: false });
  const { sim, receiver } = open;
  try {
    const web = startWeb(sim, machine.slots[2]);
    receiver.receive = (request) => web.receive(request);
    startWorker(sim, machine.slots[0], 'worker');
    const [failing, ...healthy] = sim.shops;
    const { path } = trouble;
    const match = { account: failing!.account, ...(path === undefined ? {} : { path }) };
    sim.sevdesk.addFault({ fault: trouble.fault, match, times: 'always' });
    const end = sim.timeline.now + FOR_MS;
    while (sim.timeline.now < end) {
      for (const shop of sim.shops) order(sim, shop);
      await sim.timeline.runUntil(sim.timeline.now + EVERY_MS);
    }
    await sim.timeline.runUntil(sim.timeline.now + AFTERWARDS_MS);
    return await waitsOf(sim, healthy);
  } finally {
    for (const slot of machine.slots) slot.situation?.process.die('it is over');
    await open.close();
  }
}

function order({ shopify }: Sim, { domain }: SimShop): void {
  const name = { firstName: 'Erika', lastName: 'Mustermann' };
  shopify.createOrder(domain, {
    lines: [{ title: 'Artikel', price: '19.99', quantity: 1 }],
    billingAddress: { ...name, address1: 'Musterallee 1', zip: '22299', city: 'Hamburg', countryCode: 'DE' },
    gateway: 'shopify_payments',
  });
}

async function waitsOf({ machine }: Sim, shops: SimShop[]): Promise<number[]> {
  const rows = await machine.db.orderSync.findMany({ where: { shopId: { in: shops.map(({ id }) => id) } } });
  return rows.map(({ state, syncedAt, firstSeenAt }) =>
    state === 'synced' ? syncedAt!.getTime() - firstSeenAt.getTime() : Infinity,
  );
}
