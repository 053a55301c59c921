import { setUp } from '../../scripts/demo/merchant.ts';
import { expect, test } from './support/test.ts';

test('a newcomer goes from installing to the first booked order', async ({ merchant }) => {
  const { page, app } = merchant;
  let clicks = 0;
  let fields = 0;
  const click = async (target: ReturnType<typeof merchant.button>) => {
    await target.click();
    clicks += 1;
  };

  await page.goto(`${merchant.world.shopify.adminUrl(merchant.shop.domain)}?locale=de`);
  await click(page.getByRole('button', { name: 'Installieren' }));
  await merchant.ready();
  await expect(app.getByText('0 von 4 erledigt')).toBeVisible();

  // 1. sevdesk
  await click(app.getByRole('link', { name: 'sevdesk verbinden' }));
  await app.getByLabel('API-Token').fill(merchant.shop.token);
  fields += 1;
  await click(merchant.button('Prüfen und verbinden'));
  await expect(app.getByText(`•••• ${merchant.shop.token.slice(-4)}`)).toBeVisible();

  // 2. A clearing account, made in place
  await click(merchant.button('Neues Verrechnungskonto in sevdesk anlegen'));
  await click(merchant.button('Anlegen'));
  await expect(merchant.toast('Shopify Verrechnung angelegt')).toBeVisible();
  await expect(app.getByLabel('Konto für alle Zahlungsarten').first()).toContainText('Shopify Verrechnung');
  await click(app.getByRole('link', { name: 'Übersicht' }));

  // 3. and 4.
  await expect(app.getByText('2 von 4 erledigt')).toBeVisible();
  await click(merchant.button('Passt so'));
  await expect(app.getByText('3 von 4 erledigt')).toBeVisible();
  await click(merchant.button('Synchronisation einschalten').last());
  // Nothing is begun before it was said what that means.
  const question = app.getByRole('dialog', { name: 'Synchronisation einschalten?' });
  await expect(question.getByText('Es werden keine früheren Bestellungen gebucht')).toBeVisible();
  await click(question.getByRole('button', { name: 'Einschalten', exact: true }));
  await expect(app.getByText('Die Synchronisation ist eingeschaltet')).toBeVisible();
  await expect(app.getByText('Alles in Ordnung')).toBeVisible();

  const order = merchant.order();
  await merchant.settled(order, 'synced');
  await merchant.open('/app/orders');
  await expect(app.getByRole('row', { name: new RegExp(order.name) })).toContainText('In sevdesk');

  await app.getByRole('link', { name: order.name }).click();
  const saving = page.waitForEvent('download');
  await merchant.button('PDF von RE-1000 laden').click();
  expect((await saving).suggestedFilename()).toBe('RE-1000.pdf');

  const { invoices } = merchant.books();
  expect(invoices).toHaveLength(1);
  expect(invoices[0]).toMatchObject({ grossCents: 4488, paidCents: 4488, status: 1000 });
  console.log(`From installing to booking: ${clicks} clicks, ${fields} field`);
  expect(clicks).toBeLessThanOrEqual(9);
});

test('the guide tells what was chosen, not what most shops choose', async ({ merchant }) => {
  const { app } = merchant;
  merchant.install();
  await setUp(merchant.world, merchant.shop.domain, merchant.shop.token);
  await merchant.open('/app', 'en');
  await expect(app.getByText('Invoices are finalised and get their number from sevdesk.')).toBeVisible();

  await merchant.choose({ finalise: false, ossFrom: '2026-01-01' });
  await merchant.open('/app', 'en');
  await merchant.button(/Check taxes and invoices/).click();
  await expect(app.getByText('Invoices stay drafts until you finalise them in sevdesk.')).toBeVisible();
  await expect(app.getByText(/One Stop Shop \(OSS\) since 1 Jan 2026\.$/)).toBeVisible();
});
