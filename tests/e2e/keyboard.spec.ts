import type { Page } from '@playwright/test';
import { plainOrder } from './support/merchant.ts';
import { expect, test } from './support/test.ts';

/** Presses Tab until the thing with this name has the focus. */
async function tabTo(page: Page, name: string) {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab');
    const frame = page.frame({ name: 'app-iframe' })!;
    const focused = await frame.evaluate(() => {
      const element = document.activeElement as HTMLElement | null;
      const labels = (element as HTMLInputElement | null)?.labels;
      return [element?.ariaLabel, element?.innerText, labels?.[0]?.innerText].map(
        (text) => text?.trim() ?? '',
      );
    });
    if (focused.includes(name)) return;
  }
  throw new Error(`the keyboard does not lead to "${name}"`);
}

test('sets the app up and mends an order with the keyboard alone', async ({ merchant }) => {
  const { app, page } = merchant;
  merchant.install();
  await merchant.open('/app', 'en');
  await app.locator('body').press('Tab');

  await tabTo(page, 'Connect sevdesk');
  await page.keyboard.press('Enter');
  await expect(app.getByLabel('API token')).toBeVisible();
  await tabTo(page, 'API token');
  await page.keyboard.type(merchant.shop.token);
  await page.keyboard.press('Enter');
  await expect(app.getByText('Connected', { exact: true })).toBeVisible();

  await tabTo(page, 'Create a new clearing account in sevdesk');
  await page.keyboard.press('Enter');
  await tabTo(page, 'Create');
  await page.keyboard.press('Enter');
  await expect(merchant.toast('Shopify clearing created')).toBeVisible();

  await merchant.open('/app', 'en');
  await app.locator('body').press('Tab');
  await tabTo(page, 'Looks good');
  await page.keyboard.press('Enter');
  await expect(app.getByText('3 of 4 done')).toBeVisible();
  await tabTo(page, 'Switch syncing on');
  await tabTo(page, 'Switch syncing on');
  await page.keyboard.press('Enter');
  await expect(app.getByRole('dialog', { name: 'Switch syncing on?' })).toBeVisible();
  await tabTo(page, 'Switch on');
  await page.keyboard.press('Enter');
  await expect(app.getByRole('heading', { name: 'All good' })).toBeVisible();

  const order = merchant.order();
  await merchant.settled(order, 'synced');
  await merchant.open('/app/orders', 'en');
  await app.locator('body').press('Tab');
  await tabTo(page, order.name);
  await page.keyboard.press('Enter');
  await expect(app.getByRole('heading', { name: `Order ${order.name}` })).toBeVisible();
  await tabTo(page, 'Sync again');
  await page.keyboard.press('Enter');
  await expect(merchant.toast('1 order is synced again')).toBeVisible();
});

test('finds an order in the log, runs it again and sends a lost mail with the keyboard alone', async ({
  merchant,
}) => {
  const { app, page, world } = merchant;
  await merchant.setUp();
  await merchant.choose({ mailInvoice: true });
  const match = { path: '/Invoice/:id/sendViaEmail', account: merchant.shop.name };
  world.sevdesk!.addFault({ fault: { kind: '500_before' }, match });
  const booked = merchant.order();
  const pending = merchant.order({ ...plainOrder, payment: 'pending', gateway: 'manual' });
  await merchant.settled(booked, 'synced');
  await merchant.settled(pending, 'waiting');
  const link = (order: { name: string }) => app.getByRole('link', { name: order.name });

  await merchant.open('/app/orders', 'en');
  await app.locator('body').press('Tab');
  await tabTo(page, 'All');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(link(booked)).toBeHidden();
  await expect(link(pending)).toBeVisible();
  await tabTo(page, `Select order ${pending.name}`);
  await page.keyboard.press('Space');
  await tabTo(page, 'Sync again');
  await page.keyboard.press('Enter');
  await expect(merchant.toast('1 order is synced again')).toBeVisible();

  await merchant.open('/app/mails', 'en');
  await app.locator('body').press('Tab');
  await tabTo(page, 'Send again: invoice RE-1000');
  await page.keyboard.press('Enter');
  await expect(app.getByText('All e-mails were delivered.')).toBeVisible();
  await expect.poll(() => merchant.books().mails.length).toBe(1);
});
