import { plainOrder } from './support/merchant.ts';
import { expect, test } from './support/test.ts';

const toVienna = {
  ...plainOrder,
  billingAddress: {
    firstName: 'Anna',
    lastName: 'Huber',
    address1: 'Ring 1',
    zip: '1010',
    city: 'Wien',
    countryCode: 'AT',
  },
  lines: [{ title: 'T-Shirt', price: '24.00', taxRate: 0.2, taxTitle: 'AT MwSt' }],
  shipping: null,
};

test('an order that cannot be booked says why, leads to the fix, and is booked with one click', async ({
  merchant,
}) => {
  const { app } = merchant;
  await merchant.setUp();
  const order = merchant.order(toVienna);
  await merchant.settled(order, 'parked');

  await merchant.open('/app', 'en');
  await expect(app.getByRole('heading', { name: '1 order needs your attention' })).toBeVisible();
  await app.getByRole('link', { name: /^View/ }).click();
  await app.getByRole('link', { name: order.name }).click();
  await expect(app.getByRole('heading', { name: `Order ${order.name}` })).toBeVisible();
  await expect(app.getByText('Shopify charged €4.00 VAT of Austria.')).toBeVisible();

  await app.getByRole('link', { name: 'Go to the tax settings' }).click();
  await app.getByLabel('I take part in the One Stop Shop (OSS)').check();
  await app.getByLabel('Taking part since').fill('2026-01-01');
  await merchant.saveBar('Save').click();
  await expect(merchant.toast('Settings saved')).toBeVisible();

  await merchant.open(`/app/orders/${order.id}`, 'en');
  await merchant.button('Sync again').click();
  await expect(merchant.toast('1 order is synced again')).toBeVisible();
  await expect(app.getByText('Invoice RE-1000')).toBeVisible();
  await expect(app.getByText('In sevdesk', { exact: true }).first()).toBeVisible();
  expect(merchant.books().invoices).toMatchObject([{ taxRule: 18, grossCents: 2400, paidCents: 2400 }]);
});

test('a key that sevdesk turns away stops the shop, and a new one catches everything up', async ({
  merchant,
}) => {
  const { app, world } = merchant;
  await merchant.setUp();
  world.sevdesk!.revokeTokens({ account: merchant.shop.name });
  const order = merchant.order();
  await merchant.settled(order, 'waiting');

  await merchant.open('/app', 'de');
  await expect(app.getByText('sevdesk nimmt den API-Schlüssel nicht mehr an')).toBeVisible();
  await app
    .getByRole('link', { name: 'Neuen Schlüssel eintragen' })
    .or(merchant.button('Neuen Schlüssel eintragen'))
    .click();
  await expect(app.getByText('Neuer Schlüssel nötig')).toBeVisible();

  world.sevdesk!.restoreTokens({ account: merchant.shop.name });
  await merchant.button('Schlüssel ersetzen').click();
  await app.getByLabel('API-Token').fill(merchant.shop.token);
  await merchant.button('Prüfen und verbinden').click();
  await expect(app.getByText('Verbunden', { exact: true })).toBeVisible();
  await merchant.settled(order, 'synced');
  expect(merchant.books().invoices).toHaveLength(1);
});

test('a gateway gets its clearing account, and the orders that waited for it are booked', async ({
  merchant,
}) => {
  const { app, world } = merchant;
  await merchant.setUp();
  const shop = await world.db.shop.findUniqueOrThrow({ where: { domain: merchant.shop.domain } });
  await world.db.gatewayAccount.deleteMany({ where: { shopId: shop.id } });
  const order = merchant.order({ ...plainOrder, gateway: 'paypal' });
  await merchant.settled(order, 'parked');

  await merchant.open('/app/sevdesk', 'de');
  await app.getByLabel('PayPal').selectOption('Verrechnungskonto Shopify');
  await merchant.saveBar('Speichern').click();
  await expect(merchant.toast('Konten gespeichert')).toBeVisible();
  await merchant.settled(order, 'synced');
  const [invoice] = merchant.books().invoices;
  const account = merchant.books().checkAccounts.find(({ name }) => name === 'Verrechnungskonto Shopify');
  expect(invoice!.bookings).toMatchObject([{ checkAccountId: account!.id, amountCents: 4488 }]);
});

test('a merchant pauses the shop and resumes it', async ({ merchant }) => {
  const { app } = merchant;
  await merchant.setUp();
  await merchant.open('/app', 'de');
  await merchant.button('Synchronisation anhalten').click();
  await expect(app.getByRole('heading', { name: 'Die Synchronisation ist angehalten' })).toBeVisible();
  const order = merchant.order();
  await merchant.settled(order, 'waiting');
  expect(merchant.books().invoices).toEqual([]);

  await merchant.button('Synchronisation fortsetzen').click();
  await merchant.settled(order, 'synced');
  await expect(app.getByRole('heading', { name: 'Alles in Ordnung' })).toBeVisible();
});
