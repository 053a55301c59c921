import { connectSevdesk } from '../../../app/merchant/connectSevdesk.server.ts';
import { readSettings, saveSettings } from '../../../app/merchant/settings.server.ts';
import { archiveOrders } from '../../../app/orders/actions/archiveOrders.server.ts';
import { pauseShop } from '../../../app/orders/actions/pauseShop.server.ts';
import { resumeShop } from '../../../app/orders/actions/resumeShop.server.ts';
import { skipOrders } from '../../../app/orders/actions/skipOrders.server.ts';
import { removePersonal } from '../../../app/privacy/removePersonal.server.ts';
import { syncAgain } from '../../../app/orders/actions/syncAgain.server.ts';
import type { Random } from '../machine/random.ts';
import { world } from '../machine/timeline.ts';
import { openApp, MERCHANT } from './shops.ts';
import type { Sim, SimShop } from './sim.ts';
import type { Running } from './supervisor.ts';
import type { FaultKind } from './faultPlan.ts';
import type { Web } from './web.ts';

// What people and machines do in between: every few seconds each of these may happen.

const EVERY_MS = 3_000;
const LONGEST_MS = 40_000;

const KINDS = [
  'process_freeze',
  'clock_jump',
  'deploy',
  'sevdesk_down',
  'sync_again',
  'pause',
  'settings_change',
  'key_revoked',
  'shopify_token_revoked',
  'uninstall',
  'skip',
  'archive',
  'bookkeeper',
  'number_taken',
  'privacy_request',
] as const satisfies FaultKind[];

interface Scene {
  sim: Sim;
  random: Random;
  shop: SimShop;
  web: Web;
  processes: Running[];
}

/** Lets things happen until the faults are over. */
export async function intervene(sim: Sim, web: Web, processes: Running[]): Promise<void> {
  const { timeline, random, faultPlan } = sim;
  while (!faultPlan.isOver) {
    await timeline.wait(random.int(EVERY_MS / 2, EVERY_MS), world);
    const kind = faultPlan.strikesOneOf(KINDS);
    if (!kind) continue;
    const scene = { sim, random, web, processes, shop: random.pick(sim.shops) };
    sim.trace.note(`!${kind} ${scene.shop.domain}`);
    interventions[kind](scene);
  }
}

/** Notes that somebody is at something; to be called when it is over. */
function begin({ pending }: Sim, by: { readonly alive: boolean }): () => void {
  const begun = { by };
  pending.add(begun);
  return () => pending.delete(begun);
}

function later({ sim, random }: Scene, then: () => unknown): void {
  const end = begin(sim, { alive: true });
  void sim.timeline.wait(random.int(500, LONGEST_MS), world).then(then).finally(end);
}

/** A merchant's click: an error page, when it does not work out, and perhaps another click. */
function click(
  { sim, shop, web }: Scene,
  what: string,
  act: (web: Web) => Promise<unknown>,
  then: () => void = () => undefined,
): void {
  if (!web.process().alive) return sim.trace.note(`${shop.domain}: nobody answers`);
  const told = (how: string) => () => sim.trace.note(`${shop.domain}: ${what} ${how}`);
  const acted = web.ready().then(() => act(web));
  void acted.then(told('done'), told('failed')).then(then).finally(begin(sim, web.process()));
}

const acting = ({ shop }: Scene) => ({ shopId: shop.id, actor: MERCHANT });

function someOrders({ sim, random, shop }: Scene) {
  const orders = sim.shopify.orders(shop.domain).map(({ id }) => id);
  if (orders.length === 0 || random.chance(0.3)) {
    return {
      filter: { view: 'all' as const, search: null, from: null, to: null, gateway: null, problemCode: null },
    };
  }
  return { orders: [random.pick(orders)] };
}

const interventions: Record<(typeof KINDS)[number], (scene: Scene) => void> = {
  process_freeze: ({ random, processes }) =>
    random.pick(processes).process().freeze(random.int(1_000, 90_000)),
  clock_jump: ({ sim, random }) => sim.timeline.jumpClocks(random.pick([-3_000, 1_500, 30_000, 3_600_000])),
  deploy: ({ random, processes }) => random.pick(processes).deploy(),
  sevdesk_down(scene) {
    const { sim, random } = scene;
    const account = random.chance(0.5) ? { account: scene.shop.account } : {};
    sim.sevdesk.setDown({ how: random.pick(['refuse', '503']), ...account });
    later(scene, () => sim.sevdesk.setDown({ how: null, ...account }));
  },
  sync_again(scene) {
    const chosen = someOrders(scene);
    const times = scene.random.int(1, 2);
    for (let count = 0; count < times; count += 1)
      click(scene, 'sync again', (web) => syncAgain(web.ports(), acting(scene), chosen));
  },
  pause(scene) {
    const resume = () => click(scene, 'resume', (web) => resumeShop(web.ports(), acting(scene)));
    // A slow pause may come after everybody was set going again.
    const unlessCalm = () => scene.sim.faultPlan.isOver && later(scene, resume);
    click(scene, 'pause', (web) => pauseShop(web.ports(), acting(scene)), unlessCalm);
    later(scene, resume);
  },
  settings_change(scene) {
    const { random } = scene;
    const change = random.pick([
      { mailInvoice: true },
      { mailInvoice: false },
      { deliveryDate: 'payment_day' },
      { showSku: false },
      { guestContact: 'each' },
    ]);
    click(scene, 'settings', async (web) => {
      const ports = web.ports();
      return saveSettings(ports, acting(scene), {
        ...(await readSettings(ports.db, scene.shop.id)),
        ...change,
      });
    });
  },
  key_revoked(scene) {
    const { sim, shop } = scene;
    sim.sevdesk.revokeTokens({ account: shop.account });
    later(scene, () => {
      sim.sevdesk.restoreTokens({ account: shop.account });
      shop.keys.reverse();
      click(scene, 'new key', (web) =>
        connectSevdesk(web.ports(), acting(scene), shop.keys[0]!, { confirmed: true }),
      );
    });
  },
  shopify_token_revoked(scene) {
    scene.sim.shopify.revokeTokens(scene.shop.domain);
    later(scene, () => openApp(scene.sim, scene.shop));
  },
  uninstall(scene) {
    const { sim, shop } = scene;
    sim.shopify.uninstallShop(shop.domain);
    later(scene, () => {
      sim.shopify.installShop(shop.domain);
      return openApp(sim, shop);
    });
  },
  skip: (scene) => click(scene, 'skip', (web) => skipOrders(web.ports(), acting(scene), someOrders(scene))),
  archive: (scene) =>
    click(scene, 'archive', (web) => archiveOrders(web.ports(), acting(scene), someOrders(scene))),
  bookkeeper: (scene) => bookkeep(scene),
  // Where sevdesk lets a number be taken twice, nobody can keep a person from doing so.
  number_taken({ sim, shop }) {
    if (!shop.sharesNumbers) sim.sevdesk.takeCreditNoteNumber({ account: shop.account });
  },
  privacy_request(scene) {
    const { sim, random, shop } = scene;
    const orders = sim.shopify.orders(shop.domain).map(({ id }) => id);
    if (orders.length === 0) return;
    const orderGid = random.pick(orders);
    click(scene, 'privacy request', async (web) => {
      const ports = web.ports();
      const row = await ports.db.orderSync.findFirst({ where: { shopId: shop.id, orderGid } });
      if (row) await removePersonal(ports, { shopId: shop.id, orderSyncId: row.id }, true);
    });
  },
};

/** The bookkeeper does in sevdesk what the connector was about to do, or undoes it. */
function bookkeep({ sim, random, shop }: Scene): void {
  const { invoices } = sim.sevdesk.state({ account: shop.account }).accounts[0]!;
  if (invoices.length === 0) return;
  const { id, status, marker } = random.pick(invoices);
  const document = { account: shop.account, kind: 'invoice' as const, id };
  sim.touched.add(marker ?? '');
  if (status === 100)
    return random.chance(0.5) ? sim.sevdesk.deleteDocument(document) : sim.sevdesk.finaliseDocument(document);
  if (status === 200) sim.sevdesk.markPaid(document);
}
