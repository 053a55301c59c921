import { mkdirSync } from 'node:fs';
import { expect, type FrameLocator, type Locator, type Page } from '@playwright/test';
import { setUp } from '../../../scripts/demo/merchant.ts';
import type { World } from '../../../scripts/demo/world.ts';
import type { OrderSpec } from '@twins/shopify';

export type Language = 'de' | 'en';

interface Shop {
  name: string;
  domain: string;
  /** API token of the shop's sevdesk account. */
  token: string;
}

const erika = { firstName: 'Erika', lastName: 'Mustermann', email: 'erika@example.com' };
const hamburg = { ...erika, address1: 'Musterallee 1', zip: '22299', city: 'Hamburg', countryCode: 'DE' };

/** A paid order of a customer in Hamburg: 39.98 EUR for two shirts and 4.90 EUR shipping. */
export const plainOrder: OrderSpec = {
  customer: erika,
  billingAddress: hamburg,
  lines: [{ title: 'T-Shirt', variantTitle: 'Blau / M', sku: 'TS-BL-M', price: '19.99', quantity: 2 }],
  shipping: { title: 'DHL Paket', price: '4.90' },
};

/** What a merchant does and sees. */
export class Merchant {
  readonly page: Page;
  readonly world: World;
  readonly shop: Shop;
  /** The app inside the admin. */
  readonly app: FrameLocator;

  constructor(page: Page, world: World, shop: Shop) {
    this.page = page;
    this.world = world;
    this.shop = shop;
    this.app = page.frameLocator('#app');
  }

  /** Opens a page of the app in the admin, which speaks `language`. */
  async open(path = '/app', language: Language = 'de'): Promise<void> {
    const address = new URL(this.world.shopify.adminUrl(this.shop.domain, path));
    address.searchParams.set('locale', language);
    await this.page.goto(address.toString());
    await this.ready();
  }

  /** The page is there and has come alive. */
  async ready(): Promise<void> {
    await expect(this.app.locator('h1').first()).toBeVisible();
    await expect(this.app.locator('html[data-ready]')).toBeAttached();
  }

  /** Installs the app without looking at it. */
  install(): void {
    this.world.shopify.installShop(this.shop.domain);
  }

  /** Everything a merchant does to set the app up, done through the pages' own doors. */
  async setUp(): Promise<void> {
    this.install();
    await setUp(this.world, this.shop.domain, this.shop.token);
    await this.choose({});
    await this.world.db.shop.update({
      where: { domain: this.shop.domain },
      data: { syncFrom: new Date(Date.now() - 86_400_000) },
    });
  }

  /** The merchant's settings, all others as they come. */
  async choose(settings: { mailInvoice?: boolean; finalise?: boolean; ossFrom?: string }): Promise<void> {
    const { id } = await this.world.db.shop.findUniqueOrThrow({ where: { domain: this.shop.domain } });
    const value = { reviewed: true, ...settings };
    await this.world.db.settings.upsert({
      where: { shopId: id },
      create: { shopId: id, value },
      update: { value },
    });
  }

  /** Somebody orders in the shop; answers the order's number in addresses and its name. */
  order(spec: OrderSpec = plainOrder): { id: string; name: string } {
    const { id, name } = this.world.shopify.createOrder(this.shop.domain, spec);
    return { id: id.slice(id.lastIndexOf('/') + 1), name };
  }

  /** Waits until the worker is through with an order. */
  async settled(order: { id: string }, state: 'synced' | 'parked' | 'waiting' | 'skipped'): Promise<void> {
    const where = { orderId: order.id, shop: { domain: this.shop.domain } };
    const read = async () => (await this.world.db.orderSync.findFirst({ where }))?.state;
    await expect.poll(read, { timeout: 60_000 }).toBe(state);
  }

  /**
   * The same, where something was sent to sevdesk of which nobody knows what came of it: it counts as sent three minutes
   * ago, so that the test does not sit out the time in which sevdesk might still carry it out.
   */
  async settledInTheEnd(order: { id: string }, state: 'synced' | 'parked'): Promise<void> {
    const { db } = this.world;
    const idle = { orderId: order.id, shop: { domain: this.shop.domain }, leaseUntil: null };
    const longAgo = () => new Date(Date.now() - 180_000);
    const read = async () => {
      await db.document.updateMany({
        where: { orderSync: idle, state: 'write_requested', requestedAt: { gt: longAgo() } },
        data: { requestedAt: longAgo() },
      });
      await db.orderSync.updateMany({
        where: { ...idle, state: 'waiting' },
        data: { nextAttemptAt: new Date() },
      });
      return (await db.orderSync.findFirst({ where: { orderId: order.id, shop: idle.shop } }))?.state;
    };
    await expect.poll(read, { timeout: 120_000, intervals: [2_000] }).toBe(state);
  }

  /** The shop's account in sevdesk as it stands. */
  books() {
    return this.world.sevdesk!.state({ account: this.shop.name }).accounts[0]!;
  }

  button(name: string | RegExp): Locator {
    return this.app.getByRole('button', { name, exact: typeof name === 'string' });
  }

  /** Presses a button of the page's head; on a phone some of them lie in a menu. */
  async press(name: string): Promise<void> {
    const action = this.button(name)
      .or(this.app.getByRole('menuitem', { name, exact: true }))
      .first();
    const menu = this.button(/^(View actions|Aktionen .*anzeigen)/);
    await expect(action.or(menu).first()).toBeVisible();
    if (!(await action.isVisible())) await menu.click();
    await action.click();
  }

  /** A button of the admin's save bar. */
  saveBar(name: string): Locator {
    return this.page.locator('#save-bar').getByRole('button', { name, exact: true });
  }

  toast(text: string | RegExp): Locator {
    return this.page.locator('#toasts').getByText(text);
  }

  /** Nothing of the page lies beside the screen. */
  async expectNoSidewaysScroll(): Promise<void> {
    const beyond = await this.app
      .locator('html')
      .evaluate((html) => html.scrollWidth - html.ownerDocument.defaultView!.innerWidth);
    expect(beyond).toBeLessThanOrEqual(0);
  }

  /** Keeps a picture of the app's page, whole, for somebody to look at. */
  async picture(name: string): Promise<void> {
    mkdirSync('reports/pages', { recursive: true });
    const frame = this.page.locator('#app');
    const height = await this.app.locator('html').evaluate((html) => html.scrollHeight);
    const before = this.page.viewportSize()!;
    await this.page.setViewportSize({ width: before.width, height: Math.max(before.height, height + 120) });
    await frame.screenshot({ path: `reports/pages/${name}.png` });
    await this.page.setViewportSize(before);
  }
}
