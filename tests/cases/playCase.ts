import { readFileSync } from 'node:fs';
import path from 'node:path';
import { merchantSettingsSchema } from '../../app/merchant/settings.ts';
import { readBooks, type BookDocument } from '../../scripts/demo/readBooks.ts';
import { readScenarios, type Scenario } from '../../scripts/demo/readScenarios.ts';
import { openSevdeskApi } from '../../scripts/demo/sevdeskApi.ts';
import type { ReconcileWorld } from '../support/reconcileWorld.ts';
import type { SyncShop } from '../support/syncWorld.ts';

/** What became of a case: what sevdesk shows, and how the order stands in the app. */
export interface CaseResult {
  documents: BookDocument[];
  state: string;
  /** Why it waits, is parked or left out. */
  problem: string | null;
}

/** Beside the project, and no part of it. */
export const CASES = path.resolve('../shared/data/cases');

export const readCases = (): Map<string, Scenario> =>
  new Map(
    readScenarios(CASES)
      .filter(({ file }) => file !== 'EXPECTED.json')
      .map((scenario) => [scenario.file.replace('.json', ''), scenario]),
  );

export const readExpected = (): Record<string, unknown> =>
  JSON.parse(readFileSync(path.join(CASES, 'EXPECTED.json'), 'utf8')) as Record<string, unknown>;

/** Plays a case in a shop of its own: what was first, booked, then what became of it. */
export async function playCase(world: ReconcileWorld, scenario: Scenario): Promise<CaseResult> {
  const { shopify } = world;
  const account =
    scenario.settings?.['regime'] === 'small_business' ? { regime: 'small_business' as const } : {};
  const shop = await world.newShop({
    ...account,
    checkAccounts: [
      { name: 'Verrechnungskonto Shopify', type: 'offline' },
      ...scenario.gateways.map((name) => ({ name, type: 'offline' as const })),
    ],
  });
  shopify.setScopes(shop.domain, ['read_orders', 'read_customers', 'read_all_orders']);
  await setUp(world, shop, scenario);
  const first = shopify.importOrder(shop.domain, scenario.before?.text ?? scenario.text);
  if (first.kind !== 'order') throw new Error(`${scenario.file} is no order`);
  await world.deliver(shop, first.order.id);
  if (scenario.before) {
    world.pass(60_000);
    shopify.changeOrder(shop.domain, first.order.id, scenario.text);
    await world.deliver(shop, first.order.id);
  }
  return resultOf(world, shop, first.order.id, scenario.gateways);
}

async function setUp(world: ReconcileWorld, shop: SyncShop, scenario: Scenario): Promise<void> {
  const { db } = world.sync.ports;
  await db.shop.update({ where: { id: shop.id }, data: { syncFrom: new Date('2000-01-01T00:00:00Z') } });
  const value = merchantSettingsSchema.parse(scenario.settings ?? {});
  await db.settings.upsert({
    where: { shopId: shop.id },
    create: { shopId: shop.id, value },
    update: { value },
  });
  const { checkAccounts } = world.sync.twin.state({ account: shop.account }).accounts[0]!;
  await db.gatewayAccount.createMany({
    data: scenario.gateways.map((gateway) => ({
      shopId: shop.id,
      gateway,
      checkAccountId: checkAccounts.find(({ name }) => name === gateway)!.id,
      checkAccountName: gateway,
    })),
  });
  const { vat } = scenario;
  if (vat) {
    const value = {
      vatId: vat.vatId,
      valid: vat.valid === true,
      checkedAt: vat.requestDate ?? '2026-11-10T09:16:00Z',
      reference: vat.reference ?? null,
    };
    world.sync.vies = vat.error ? { kind: 'unclear', message: vat.error } : { kind: 'done', value };
  }
}

async function resultOf(
  world: ReconcileWorld,
  shop: SyncShop,
  orderGid: string,
  gateways: string[],
): Promise<CaseResult> {
  const row = await world.sync.ports.db.orderSync.findUniqueOrThrow({
    where: { shopId_orderGid: { shopId: shop.id, orderGid } },
  });
  const { checkAccounts } = world.sync.twin.state({ account: shop.account }).accounts[0]!;
  const named = checkAccounts.filter(({ name }) => gateways.includes(name));
  const api = openSevdeskApi(world.sync.twin.apiUrl, shop.token);
  const books = await readBooks(api, new Map(named.map(({ id, name }) => [id, name])));
  const documents = await books.documentsOf({
    orderId: row.orderId,
    shopHandle: shop.domain.replace('.myshopify.com', ''),
  });
  return { documents, state: row.state, problem: row.problemCode ?? row.reason };
}
