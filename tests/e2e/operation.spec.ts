import { plainOrder } from './support/merchant.ts';
import { onBothScreens } from './support/screens.ts';
import { expect, test } from './support/test.ts';
import { lookForAlerts } from './support/lookForAlerts.ts';

// Every way on, in both languages and on both kinds of screen.
onBothScreens((language, say) => {
  test('tries everything out, and then books for real from a chosen moment on', async ({ merchant }) => {
    const { app } = merchant;
    await merchant.setUp();
    await merchant.open('/app/settings', language);
    await merchant.button(say('Probelauf starten', 'Start a trial run')).click();
    await expect(app.getByText(say('Es läuft ein Probelauf', 'A trial run is on'))).toBeVisible();

    const order = merchant.order();
    await merchant.settled(order, 'skipped');
    expect(merchant.books().invoices).toEqual([]);
    await merchant.open(`/app/orders/${order.id}`, language);
    await expect(
      app.getByText(say('Probelauf: würde gebucht', 'Trial run: would be booked')).first(),
    ).toBeVisible();
    await expect(
      app.getByText(say('Bestellsumme in Shopify: 44,88', 'Order total in Shopify: €44.88')),
    ).toBeVisible();
    await expect(app.getByText(say('Übersprungen', 'Skipped'))).toHaveCount(0);
    await merchant.open('/app', language);
    const wouldBe = app.getByText(
      say('1 Bestellung über 44,88 € würde gebucht.', '1 order of €44.88 would be booked.'),
    );
    await expect(wouldBe).toBeVisible();
    await merchant.button(say('Probelauf beenden …', 'End the trial run…')).click();
    // By default nothing is left between the trial run and booking for real.
    const all = language === 'de' ? /^Alle Bestellungen des Probelaufs/ : /^All orders of the trial run/;
    await expect(app.getByLabel(all)).toBeChecked();
    await app.getByText(say('Alle neuen Bestellungen ab jetzt', 'All new orders from now on')).click();
    const left = say(
      'Die 1 Bestellung des Probelaufs wird dann nicht gebucht.',
      'The 1 order of the trial run is not booked then.',
    );
    await expect(app.getByText(left)).toBeVisible();
    await app.getByText(all).click();
    await merchant.button(say('Weiter', 'Continue')).click();
    const question = app.getByRole('dialog', {
      name: say('Probelauf beenden und buchen?', 'End the trial run and book?'),
    });
    const told = say('1 Bestellung über 44,88 € wird gebucht.', '1 order of €44.88 will be booked.');
    await expect(question.getByText(told)).toBeVisible();
    expect(merchant.books().invoices).toEqual([]);
    await question.getByRole('button', { name: say('Beenden und buchen', 'End and book') }).click();
    await expect(wouldBe).toBeHidden();
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
    await lookForAlerts(world.db);

    await merchant.open('/app', language);
    const notice = say(
      'Rechnungen konnten nicht per E-Mail zugestellt werden',
      'Invoices could not be delivered by e-mail',
    );
    await expect(app.getByText(notice)).toBeVisible();
    const view = say('Ansehen', 'View');
    await app.getByRole('link', { name: view, exact: true }).or(merchant.button(view)).first().click();
    await expect(
      app.getByRole('heading', { name: say('Nicht zugestellte E-Mails', 'Undelivered e-mails') }),
    ).toBeVisible();
    await merchant.button(say('Erneut senden: Rechnung RE-1000', 'Send again: invoice RE-1000')).dblclick();
    await expect(
      app.getByText(say('Alle E-Mails wurden zugestellt.', 'All e-mails were delivered.')),
    ).toBeVisible();
    await expect.poll(() => merchant.books().mails.length).toBe(1);
    await merchant.open(`/app/orders/${order.id}`, language);
    const sent = say('Per E-Mail an erika@example.com gesendet.', 'Sent to erika@example.com by e-mail.');
    await expect(app.getByText(sent)).toBeVisible();
    expect(merchant.books().mails).toHaveLength(1);
  });

  test('sees of a failed order what set it off and what went wrong, and skips it', async ({ merchant }) => {
    const { app, world } = merchant;
    await merchant.setUp();
    const match = { path: '/Invoice/Factory/saveInvoice', account: merchant.shop.name };
    world.sevdesk!.addFault({ fault: { kind: '400_before' }, match, times: 'always' });
    const order = merchant.order(plainOrder);
    await merchant.settledInTheEnd(order, 'parked');
    // Shopify reports an order several times; while a run is under way, nothing is skipped.
    const isQuiet = async () => {
      const row = await world.db.orderSync.findFirstOrThrow({ where: { orderId: order.id } });
      return row.leaseUntil === null && row.doneRevision === row.wantedRevision;
    };
    await expect.poll(isQuiet, { timeout: 60_000 }).toBe(true);

    await merchant.open(`/app/orders/${order.id}`, language);
    await expect(
      app.getByRole('heading', { name: say('Fehlgeschlagene Versuche', 'Failed attempts') }),
    ).toBeVisible();
    await expect(
      app.getByText(say('Wartet auf Ihre Entscheidung.', 'Waits for your decision.')),
    ).toBeVisible();
    // No code, no JSON: those are for support, on demand.
    await expect(app.getByText(/order_transactions|orders\/|sevdesk\.refused/)).toHaveCount(0);
    await merchant.button(say('Technische Einzelheiten', 'Technical details')).click();
    await expect(app.locator('pre.raw')).toContainText('"outcome": "refused"');
    await merchant.press(say('Überspringen', 'Skip'));
    await expect(merchant.toast(say('1 Bestellung übersprungen', '1 order skipped'))).toBeVisible();
    const how = language === 'de' ? /^Am .* von Hand übersprungen\.$/ : /^Skipped by hand on .*\.$/;
    await expect(app.getByText(how)).toBeVisible();
    world.sevdesk!.clearFaults();
  });
});

test('is told that an order is not skipped while nobody knows whether sevdesk has made its draft', async ({
  merchant,
}) => {
  const { world } = merchant;
  await merchant.setUp();
  const match = { path: '/Invoice/Factory/saveInvoice', account: merchant.shop.name };
  world.sevdesk!.addFault({ fault: { kind: '500_before' }, match, times: 'always' });
  const order = merchant.order(plainOrder);
  const isAsked = () =>
    world.db.document.count({ where: { state: 'write_requested', orderSync: { orderId: order.id } } });
  await expect.poll(isAsked, { timeout: 60_000 }).toBe(1);

  await merchant.open(`/app/orders/${order.id}`, 'en');
  await merchant.press('Skip');
  const notYet = 'Nothing skipped. What is just being worked on can be skipped a little later';
  await expect(merchant.toast(notYet)).toBeVisible();
  world.sevdesk!.clearFaults();
  await merchant.settledInTheEnd(order, 'synced');
});

test('chooses where and how often the app writes', async ({ merchant }) => {
  const { app } = merchant;
  merchant.install();
  await merchant.open('/app/settings', 'de');
  const address = app.getByLabel('E-Mail-Adresse für Benachrichtigungen');
  await address.fill('buchhaltung');
  await merchant.saveBar('Speichern').click();
  await expect(app.locator('#alerts').getByText('Das ist keine E-Mail-Adresse.')).toBeVisible();
  await address.fill('buchhaltung@example.com');
  await app.getByText('Einmal am Tag').click();
  await merchant.saveBar('Speichern').click();
  await expect(merchant.toast('Einstellungen gespeichert')).toBeVisible();
  await merchant.open('/app/settings', 'de');
  await expect(address).toHaveValue('buchhaltung@example.com');
  await expect(app.getByLabel('Einmal am Tag')).toBeChecked();
});
