import { setUp } from '../../scripts/demo/merchant.ts';
import { plainOrder } from './support/merchant.ts';
import { expect, test } from './support/test.ts';

// Nothing is set off for many orders without its number and sum, and everybody sees how far it is.

test('switching on since an earlier day says how many orders and euros that is, and then how far it is', async ({
  merchant,
}) => {
  const { app, world } = merchant;
  merchant.install();
  await setUp(world, merchant.shop.domain, merchant.shop.token);
  await merchant.choose({});
  const orders = [merchant.order(), merchant.order(), merchant.order({ ...plainOrder, test: true })];
  for (const order of orders.slice(0, 2)) await merchant.settled(order, 'waiting');

  await merchant.open('/app', 'de');
  await app.getByText('Alle Bestellungen seit einem früheren Tag').click();
  // Today would be the choice above.
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' }).format(new Date());
  await expect(app.getByLabel('Erster Tag')).not.toHaveValue(today);
  await merchant.button('Synchronisation einschalten').last().click();
  const question = app.getByRole('dialog', { name: 'Synchronisation einschalten?' });
  await expect(question.getByText('2 Bestellungen über zusammen 89,76 € werden gebucht.')).toBeVisible();

  await question.getByRole('button', { name: 'Abbrechen' }).click();
  await expect(question).toBeHidden();
  expect(merchant.books().invoices).toEqual([]);

  await merchant.button('Synchronisation einschalten').last().click();
  await question.getByRole('button', { name: 'Einschalten', exact: true }).click();
  for (const order of orders.slice(0, 2)) await merchant.settled(order, 'synced');
  await expect(app.getByText(/^Ergebnis: 2 in sevdesk/)).toBeVisible({ timeout: 120_000 });
});

test('syncing all orders of a view again asks first, and tells the result', async ({ merchant }) => {
  const { app } = merchant;
  await merchant.setUp();
  const abroad = {
    ...plainOrder,
    lines: [{ title: 'T-Shirt', price: '24.00', taxRate: 0.2, taxTitle: 'AT MwSt' }],
    shipping: null,
    billingAddress: { ...plainOrder.billingAddress, countryCode: 'AT', city: 'Wien', zip: '1010' },
  };
  const orders = [merchant.order(abroad), merchant.order(abroad)];
  for (const order of orders) await merchant.settled(order, 'parked');
  await merchant.choose({ ossFrom: '2026-01-01' });

  await merchant.open('/app/orders?view=attention', 'en');
  await merchant.press('Sync all 2 again');
  const question = app.getByRole('dialog', { name: 'Sync all again?' });
  await expect(question.getByText('2 orders of €48.00 in total.')).toBeVisible();
  await question.getByRole('button', { name: 'Sync again' }).click();
  for (const order of orders) await merchant.settled(order, 'synced');
  await expect(app.getByText('Result: 2 in sevdesk.')).toBeVisible();
});

test('a trial run can be ended without booking anything', async ({ merchant }) => {
  const { app } = merchant;
  await merchant.setUp();
  await merchant.open('/app/settings', 'en');
  await merchant.button('Start a trial run').click();
  await expect(app.getByText('A trial run is on')).toBeVisible();
  const order = merchant.order();
  await merchant.settled(order, 'skipped');
  await merchant.open('/app', 'en');
  await merchant.button('End the trial run…').click();
  await merchant.button('End without booking').click();
  await expect(app.getByText('3 of 4 done')).toBeVisible();
  expect(merchant.books().invoices).toEqual([]);
});
