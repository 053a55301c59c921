import { plainOrder } from './support/merchant.ts';
import { expect, test } from './support/test.ts';
import { watchIncidents } from './support/watchIncidents.ts';

test('tries everything out, and then books for real from a chosen moment on', async ({ merchant }) => {
  const { app } = merchant;
  await merchant.setUp();
  await merchant.open('/app/settings', 'en');
  await merchant.button('Start a trial run').click();
  await expect(app.getByText('A trial run is on: nothing is written to sevdesk.')).toBeVisible();

  const order = merchant.order();
  await merchant.settled(order, 'skipped');
  expect(merchant.books().invoices).toEqual([]);
  await merchant.open(`/app/orders/${order.id}`, 'de');
  await expect(app.getByText('Probelauf: würde gebucht').first()).toBeVisible();
  await expect(app.getByText('Bestellsumme in Shopify: 44,88')).toBeVisible();
  await expect(app.getByText('Übersprungen')).toHaveCount(0);
  await merchant.open('/app', 'de');
  await expect(app.getByText('1 Bestellung würde gebucht.')).toBeVisible();
  await merchant.button('Probelauf beenden und buchen').click();
  await app.getByText('Alle Bestellungen seit heute, 0 Uhr').click();
  await merchant.button('Beenden und buchen').click();
  await expect(app.getByText('1 Bestellung würde gebucht.')).toBeHidden();
  await merchant.settled(order, 'synced');
  expect(merchant.books().invoices).toMatchObject([{ grossCents: 4488, paidCents: 4488 }]);
});

test('is told of an invoice mail that did not get through, and sends it by hand', async ({ merchant }) => {
  const { app, world } = merchant;
  await merchant.setUp();
  await merchant.choose({ mailInvoice: true });
  const match = { path: '/Invoice/:id/sendViaEmail', account: merchant.shop.name };
  world.sevdesk!.addFault({ fault: { kind: '500_before' }, match });
  const order = merchant.order();
  await merchant.settled(order, 'synced');
  await watchIncidents(world.db);

  await merchant.open('/app', 'en');
  await expect(app.getByText('Invoices could not be delivered by e-mail')).toBeVisible();
  await app.getByRole('link', { name: 'View', exact: true }).or(merchant.button('View')).first().click();
  await expect(app.getByRole('heading', { name: 'Undelivered e-mails' })).toBeVisible();
  await merchant.button('Send again: invoice RE-1000').dblclick();
  await expect(app.getByText('No e-mail is open.')).toBeVisible();
  await expect.poll(() => merchant.books().mails.length).toBe(1);
  await merchant.open(`/app/orders/${order.id}`, 'en');
  await expect(app.getByText('Sent to erika@example.com by e-mail.')).toBeVisible();
  expect(merchant.books().mails).toHaveLength(1);
});

test('chooses where and how often the app writes', async ({ merchant }) => {
  const { app } = merchant;
  merchant.install();
  await merchant.open('/app/settings', 'de');
  const address = app.getByLabel('E-Mail-Adresse für Benachrichtigungen');
  await address.fill('buchhaltung');
  await merchant.saveBar('Speichern').click();
  await expect(app.getByText('Diese Angabe ist nicht gültig.')).toBeVisible();
  await address.fill('buchhaltung@example.com');
  await app.getByText('Einmal am Tag').click();
  await merchant.saveBar('Speichern').click();
  await expect(merchant.toast('Einstellungen gespeichert')).toBeVisible();
  await merchant.open('/app/settings', 'de');
  await expect(address).toHaveValue('buchhaltung@example.com');
  await expect(app.getByLabel('Einmal am Tag')).toBeChecked();
});

test('sees of a failed order what set it off and what went wrong, and skips it', async ({ merchant }) => {
  const { app, world } = merchant;
  await merchant.setUp();
  const match = { path: '/Invoice/Factory/saveInvoice', account: merchant.shop.name };
  world.sevdesk!.addFault({ fault: { kind: '400_before' }, match, times: 'always' });
  const order = merchant.order(plainOrder);
  await merchant.settled(order, 'parked');
  // Shopify reports an order several times; while a run is under way, nothing is skipped.
  const isQuiet = async () => {
    const row = await world.db.orderSync.findFirstOrThrow({ where: { orderId: order.id } });
    return row.leaseUntil === null && row.doneRevision === row.wantedRevision;
  };
  await expect.poll(isQuiet, { timeout: 30_000 }).toBe(true);

  await merchant.open(`/app/orders/${order.id}`, 'en');
  await expect(app.getByRole('heading', { name: 'Runs that failed' })).toBeVisible();
  await expect(app.getByText('Waits for your decision.')).toBeVisible();
  await expect(app.getByText(/^order\w*\//)).toBeVisible();
  await app.getByRole('button', { name: /^Show \d+ steps$/ }).click();
  await expect(app.locator('.raw-steps')).toContainText('draft · refused');
  await merchant.button('Skip').click();
  await expect(merchant.toast('1 order skipped')).toBeVisible();
  await expect(app.getByText(/^Skipped .* by hand \(user \d+\)\.$/)).toBeVisible();
  world.sevdesk!.clearFaults();
});
