import { randomBytes } from 'node:crypto';
import { test as base, expect, type ConsoleMessage } from '@playwright/test';
import { startWorld, type World } from '../../../scripts/demo/world.ts';
import { Merchant } from './merchant.ts';

export { expect };

interface Options {
  /** Things the browser may complain about in this test, e.g. a page that is meant to be missing. */
  allowedComplaints: RegExp[];
}

interface Fixtures extends Options {
  merchant: Merchant;
}

/**
 * A merchant in front of the admin of a shop of their own, with a sevdesk account of their own. A test fails when the
 * browser complains: an error in a page is one even if nobody looked at that part of it.
 */
export const test = base.extend<Fixtures, { world: World }>({
  world: [
    // Playwright wants a pattern here, even an empty one.
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use, { parallelIndex }) => {
      const world = await startWorld({ folder: `.data/e2e-${parallelIndex}`, shops: [] });
      await use(world);
      await world.stop();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  allowedComplaints: [[], { option: true }],
  merchant: async ({ page, world, allowedComplaints }, use) => {
    const name = `shop-${randomBytes(4).toString('hex')}`;
    const domain = `${name}.myshopify.com`;
    const token = randomBytes(16).toString('hex');
    world.shopify.addShop({
      domain,
      name: 'Kaffeerösterei Nord',
      currency: 'EUR',
      country: 'DE',
      installed: false,
    });
    world.sevdesk!.addAccount({ name, tokens: [token] });

    const complaints: string[] = [];
    const note = (text: string) => allowedComplaints.some((one) => one.test(text)) || complaints.push(text);
    page.on('pageerror', (error) => note(`page error: ${error.message}`));
    page.on('console', (message: ConsoleMessage) => {
      if (message.type() === 'error') note(`console: ${message.text()} (${message.location().url})`);
    });
    await use(new Merchant(page, world, { name, domain, token }));
    expect(complaints).toEqual([]);
  },
});
