import { plainOrder } from './support/merchant.ts';
import { onBothScreens } from './support/screens.ts';
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

// Every way out of trouble, in both languages and on both kinds of screen.
onBothScreens((language, say) => {
  test('an order that cannot be booked says why, leads to the fix, and is booked with one click', async ({
    merchant,
  }) => {
    const { app } = merchant;
    await merchant.setUp();
    const order = merchant.order(toVienna);
    await merchant.settled(order, 'parked');

    await merchant.open('/app', language);
    const heading = say('1 Bestellung mit Handlungsbedarf', '1 order needs attention');
    await expect(app.getByRole('heading', { name: heading })).toBeVisible();
    await app.getByRole('link', { name: language === 'de' ? /^Ansehen/ : /^View/ }).click();
    await app.getByRole('link', { name: order.name }).click();
    const title = `${say('Bestellung', 'Order')} ${order.name}`;
    await expect(app.getByRole('heading', { name: title })).toBeVisible();
    const why = say(
      'Shopify hat 4,00 € Umsatzsteuer von Österreich',
      'Shopify charged €4.00 VAT of Austria.',
    );
    await expect(app.getByText(why)).toBeVisible();

    await app
      .getByRole('link', { name: say('Zu den Steuereinstellungen', 'Go to the tax settings') })
      .click();
    const oss = say('Ich nehme am One-Stop-Shop (OSS) teil', 'I am registered for the One Stop Shop (OSS)');
    await app.getByLabel(oss).check();
    await app.getByLabel(say('Teilnahme seit', 'Registered since')).fill('2026-01-01');
    await merchant.saveBar(say('Speichern', 'Save')).click();
    await expect(merchant.toast(say('Einstellungen gespeichert', 'Settings saved'))).toBeVisible();

    await merchant.open(`/app/orders/${order.id}`, language);
    await merchant.button(say('Erneut synchronisieren', 'Sync again')).click();
    const toast = say('1 Bestellung wird erneut synchronisiert', '1 order is synced again');
    await expect(merchant.toast(toast)).toBeVisible();
    await expect(
      app.getByRole('heading', { name: say('Rechnung RE-1000', 'Invoice RE-1000') }),
    ).toBeVisible();
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

    await merchant.open('/app', language);
    const notice = say(
      'sevdesk nimmt den API-Token nicht mehr an',
      'sevdesk no longer accepts the API token',
    );
    await expect(app.getByText(notice)).toBeVisible();
    const way = say('Neuen API-Token eintragen', 'Enter a new API token');
    await app.getByRole('link', { name: way }).or(merchant.button(way)).click();
    await expect(app.getByText(say('Neuer API-Token nötig', 'New API token needed'))).toBeVisible();

    world.sevdesk!.restoreTokens({ account: merchant.shop.name });
    await merchant.button(say('API-Token ersetzen', 'Replace the API token')).click();
    await app.getByLabel(say('API-Token', 'API token')).fill(merchant.shop.token);
    await merchant.button(say('Prüfen und verbinden', 'Check and connect')).click();
    await expect(app.getByText(say('Verbunden', 'Connected'), { exact: true })).toBeVisible();
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

    await merchant.open('/app/sevdesk', language);
    await app.getByLabel('PayPal').selectOption('Verrechnungskonto Shopify');
    await merchant.saveBar(say('Speichern', 'Save')).click();
    await expect(merchant.toast(say('Konten gespeichert', 'Accounts saved'))).toBeVisible();
    await merchant.settled(order, 'synced');
    const [invoice] = merchant.books().invoices;
    const account = merchant.books().checkAccounts.find(({ name }) => name === 'Verrechnungskonto Shopify');
    expect(invoice!.bookings).toMatchObject([{ checkAccountId: account!.id, amountCents: 4488 }]);
  });

  test('a merchant pauses the shop and resumes it', async ({ merchant }) => {
    const { app } = merchant;
    await merchant.setUp();
    await merchant.open('/app', language);
    await merchant.press(say('Synchronisation anhalten', 'Pause syncing'));
    const paused = say('Die Synchronisation ist angehalten', 'Syncing is paused');
    await expect(app.getByRole('heading', { name: paused })).toBeVisible();
    const order = merchant.order();
    await merchant.settled(order, 'waiting');
    expect(merchant.books().invoices).toEqual([]);

    await merchant.press(say('Synchronisation fortsetzen', 'Resume syncing'));
    await merchant.settled(order, 'synced');
    const fine = say('Alles in Ordnung', 'All good');
    await expect(app.getByRole('heading', { name: fine })).toBeVisible();
  });
});
