import { readdirSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { setUp } from '../../scripts/demo/merchant.ts';
import { Merchant, plainOrder, type Language } from './support/merchant.ts';
import { screens, type Screen } from './support/screens.ts';
import { expect, test } from './support/test.ts';
import { lookForAlerts } from './support/lookForAlerts.ts';

// Every page, in both languages and on both sizes of screen: nothing lies beside the screen, no serious finding of the
// accessibility checker, no complaint of the browser, and a picture for somebody to look at.

/**
 * The shops are made once and looked at on every size of screen: making one takes longer than looking at it. Answers
 * the merchant of the made shop, in front of the test's own screen.
 */
function once<Orders>(make: (merchant: Merchant) => Promise<Orders>) {
  let made: { shop: Merchant['shop']; orders: Orders } | null = null;
  return async (merchant: Merchant) => {
    made ??= { shop: merchant.shop, orders: await make(merchant) };
    return { merchant: new Merchant(merchant.page, merchant.world, made.shop), orders: made.orders };
  };
}

/** A shop with one order of every kind, and a person who asked for their data. */
async function busyShop(merchant: Merchant) {
  await merchant.setUp();
  const synced = merchant.order();
  const austria = { countryCode: 'AT', city: 'Wien', zip: '1010', address1: 'Ring 1', lastName: 'Huber' };
  const parked = merchant.order({
    ...plainOrder,
    billingAddress: austria,
    lines: [{ title: 'T-Shirt', price: '19.99', taxRate: 0.2, taxTitle: 'AT MwSt' }],
    shipping: null,
  });
  const waiting = merchant.order({ ...plainOrder, payment: 'pending', gateway: 'manual' });
  const skipped = merchant.order({ ...plainOrder, test: true });
  await merchant.settled(synced, 'synced');
  await merchant.settled(parked, 'parked');
  await merchant.settled(waiting, 'waiting');
  await merchant.settled(skipped, 'skipped');
  await merchant.open('/app/data', 'en');
  await merchant.app.getByLabel('E-mail address or order number').fill('erika@example.com');
  await merchant.button('Create file').click();
  await expect(merchant.app.getByText(/^File of /)).toBeVisible({ timeout: 60_000 });
  return { synced, parked, waiting, skipped };
}

/** A shop in which something went wrong in every way there is. */
async function troubledShop(merchant: Merchant) {
  const { world, shop } = merchant;
  await merchant.setUp();
  await merchant.choose({ mailInvoice: true });
  const fail = (path: string, kind: '500_before' | '400_before', times: number | 'always') =>
    world.sevdesk!.addFault({ fault: { kind }, match: { path, account: shop.name }, times });
  fail('/Invoice/:id/sendViaEmail', '500_before', 2);
  const mailed = [merchant.order(), merchant.order()];
  for (const order of mailed) await merchant.settled(order, 'synced');
  fail('/Invoice/Factory/saveInvoice', '400_before', 'always');
  const failed = merchant.order();
  await merchant.settledInTheEnd(failed, 'parked');
  world.sevdesk!.clearFaults();

  const where = { domain: shop.domain };
  const { id: shopId } = await world.db.shop.findUniqueOrThrow({ where });
  const { accountKey } = await world.db.sevdeskConnection.findUniqueOrThrow({ where: { shopId } });
  const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);
  const change = (to: string, minutes: number) => ({
    key: `account:${accountKey}`,
    from: to === 'open' ? 'closed' : 'open',
    to,
    at: minutesAgo(minutes),
    cause: '',
  });
  await world.db.breakerChange.createMany({ data: [change('open', 90), change('closed', 60)] });
  await world.db.orderSync.updateMany({
    where: { shopId, state: 'parked' },
    data: { problemAt: minutesAgo(25 * 60) },
  });
  await lookForAlerts(world.db);
  const openKey = 'settings:regime';
  await world.db.alert.create({
    data: {
      shopId,
      openKey,
      cause: 'settings',
      subject: 'regime',
      level: 'critical',
      openedAt: minutesAgo(30),
    },
  });
  return { failed, mailed: mailed[0]! };
}

/** A shop in which nothing is written yet, with one order that would be booked and one that would not. */
async function tryingShop(merchant: Merchant) {
  await merchant.setUp();
  await merchant.open('/app/settings', 'en');
  await merchant.button('Start a trial run').click();
  await expect(merchant.app.getByText('A trial run is on: nothing is written to sevdesk.')).toBeVisible();
  const tried = merchant.order();
  const waiting = merchant.order({ ...plainOrder, payment: 'pending', gateway: 'manual' });
  await merchant.settled(tried, 'skipped');
  await merchant.settled(waiting, 'waiting');
  return { tried };
}

/** The newcomer's shop, connected and with its account, in the middle of setting up. */
async function halfwayShop(merchant: Merchant) {
  await setUp(merchant.world, merchant.shop.domain, merchant.shop.token);
}

/** A shop whose key sevdesk turned away. */
async function lockedShop(merchant: Merchant) {
  await merchant.setUp();
  merchant.world.sevdesk!.revokeTokens({ account: merchant.shop.name });
  const order = merchant.order();
  await merchant.settled(order, 'waiting');
  const where = { domain: merchant.shop.domain };
  const readPause = async () => (await merchant.world.db.shop.findUnique({ where }))?.pausedBy;
  await expect.poll(readPause, { timeout: 60_000 }).toBe('sevdesk_key');
}

const shops = {
  halfway: once(halfwayShop),
  busy: once(busyShop),
  troubled: once(troubledShop),
  trying: once(tryingShop),
  locked: once(lockedShop),
};

/** Each page is looked at in German on a phone and in English on a desktop; ALL_PAGES: in all four, with pictures. */
const isUsual = (language: Language, size: Screen) => (language === 'de') === (size === 'phone');
const ALL_PAGES = process.env['ALL_PAGES'] === '1';

async function look(merchant: Merchant, name: string, language: Language, size: Screen) {
  await expect(merchant.app.locator('[class*=Skeleton]')).toHaveCount(0);
  await merchant.expectNoSidewaysScroll();
  if (ALL_PAGES) await merchant.picture(`${name}-${language}-${size}`);
  if (!isUsual(language, size)) return;
  const { violations } = await new AxeBuilder({ page: merchant.page })
    .include(['#app', '#root'])
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])
    .analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  const found = serious.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`,
  );
  expect.soft(found, `${name}, ${language}, ${size}`).toEqual([]);
}

const languages = ['de', 'en'] as const;

type Pages = Record<string, string>;
type Made = { id: string };

const empty: Pages = { 'home-empty': '/app', connect: '/app/sevdesk', 'log-empty': '/app/orders' };
const troubled = ({ failed, mailed }: Record<'failed' | 'mailed', Made>): Pages => ({
  'home-trouble': '/app',
  'order-failed': `/app/orders/${failed.id}`,
  'order-mail': `/app/orders/${mailed.id}`,
  mails: '/app/mails',
});
const locked: Pages = {
  'home-locked': '/app',
  'log-locked': '/app/orders',
  'sevdesk-locked': '/app/sevdesk',
};
const trying = ({ tried }: Record<'tried', Made>): Pages => ({
  'home-trial': '/app',
  'log-trial': '/app/orders',
  'order-trial': `/app/orders/${tried.id}`,
});
const busy = ({ synced, parked, waiting }: Record<'synced' | 'parked' | 'waiting', Made>): Pages => ({
  home: '/app',
  log: '/app/orders',
  'order-synced': `/app/orders/${synced.id}`,
  'order-parked': `/app/orders/${parked.id}`,
  'order-waiting': `/app/orders/${waiting.id}`,
  money: '/app/money',
  sevdesk: '/app/sevdesk',
  settings: '/app/settings',
  data: '/app/data',
  preview: '/app/preview',
  check: '/app/check',
  help: '/app/help',
  'help-problem': '/app/help/wait.payment',
});

test('every page of the app is looked at', () => {
  const one = { id: '1' };
  const made = { failed: one, mailed: one, tried: one, synced: one, parked: one, waiting: one };
  const paths = [empty, troubled(made), locked, trying(made), busy(made)].flatMap(Object.values);
  const addressOf = (route: string) =>
    new RegExp(`^/${route.replaceAll('.', '/').replace('/_index', '').replaceAll(/\$\w+/g, '[^/]+')}$`);
  const routes = readdirSync('app/routes')
    .filter((file) => /^app\..+\.tsx$/.test(file))
    // What is shown under an address that no page has.
    .filter((file) => file !== 'app.$.tsx')
    // Looked at by money.spec.ts, in a shop that lets the app see its payouts.
    .filter((file) => !file.startsWith('app.money.payouts.'))
    .map((file) => file.replace('.tsx', ''));
  expect(routes.filter((route) => !paths.some((path) => addressOf(route).test(path)))).toEqual([]);
});

async function lookAtAll(merchant: Merchant, pages: Pages, size: Screen) {
  for (const language of languages.filter((one) => ALL_PAGES || isUsual(one, size))) {
    for (const [name, path] of Object.entries(pages)) {
      await merchant.open(path, language);
      await look(merchant, name, language, size);
    }
  }
}

for (const size of ['desktop', 'phone'] as const) {
  test.describe(size, () => {
    test.use(screens[size]);

    test('setting up', async ({ merchant: newcomer }) => {
      newcomer.install();
      await lookAtAll(newcomer, empty, size);
      const { merchant } = await shops.halfway(newcomer);
      await lookAtAll(merchant, { 'home-halfway': '/app' }, size);
    });

    test('in trouble', async ({ merchant: visitor }) => {
      test.setTimeout(300_000);
      const { merchant, orders } = await shops.troubled(visitor);
      await lookAtAll(merchant, troubled(orders), size);
    });

    test('with a key that is turned away', async ({ merchant: visitor }) => {
      const { merchant } = await shops.locked(visitor);
      await lookAtAll(merchant, locked, size);
    });

    test('trying out', async ({ merchant: visitor }) => {
      test.setTimeout(300_000);
      const { merchant, orders } = await shops.trying(visitor);
      await lookAtAll(merchant, trying(orders), size);
    });

    test('at work', async ({ merchant: visitor }) => {
      test.setTimeout(300_000);
      const { merchant, orders } = await shops.busy(visitor);
      await lookAtAll(merchant, busy(orders), size);
    });
  });
}
