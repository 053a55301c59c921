import { expect, test } from './support/test.ts';

test('saves what was chosen, shows errors beside the fields, and discards', async ({ merchant }) => {
  const { app } = merchant;
  merchant.install();
  await merchant.open('/app/settings', 'de');

  const heading = app.getByLabel('Überschrift');
  await heading.fill('Rechnung {bestellung}');
  await merchant.saveBar('Speichern').click();
  await expect(app.getByText('Nichts gespeichert: Ein Feld ist noch nicht richtig')).toBeVisible();
  await expect(app.locator('#texts').getByText('Dieser Platzhalter ist nicht bekannt.')).toBeVisible();

  await heading.fill('Rechnung {order}, {gateway}');
  await expect(app.getByText('Rechnung #1001, PayPal')).toBeVisible();
  await merchant.saveBar('Speichern').click();
  await expect(merchant.toast('Einstellungen gespeichert')).toBeVisible();
  await expect(merchant.page.locator('#save-bar')).toBeHidden();

  await app.getByLabel('Artikelnummer (SKU) auf der Rechnung zeigen').uncheck();
  await merchant.saveBar('Verwerfen').click();
  await expect(app.getByLabel('Artikelnummer (SKU) auf der Rechnung zeigen')).toBeChecked();

  await merchant.open('/app/settings', 'de');
  await expect(heading).toHaveValue('Rechnung {order}, {gateway}');
});

test('asks before unsaved changes are left', async ({ merchant }) => {
  const { app, page } = merchant;
  merchant.install();
  await merchant.open('/app/settings', 'en');
  await app.getByLabel('Orders of €0').uncheck();
  await app.getByRole('link', { name: 'Overview' }).click();
  await page.getByRole('dialog').getByRole('button').first().click();
  await expect(app.getByRole('heading', { name: 'Settings' })).toBeVisible();

  await app.getByRole('link', { name: 'Overview' }).click();
  await page.getByRole('dialog').getByRole('button').last().click();
  await expect(app.getByRole('heading', { name: 'Overview' })).toBeVisible();
});

test('speaks the language of the admin until the merchant chooses one', async ({ merchant }) => {
  const { app } = merchant;
  merchant.install();
  await merchant.open('/app/settings', 'de');
  await app.getByLabel('Sprache', { exact: true }).selectOption('Englisch');
  await merchant.saveBar('Speichern').click();
  await expect(app.getByRole('heading', { name: 'Settings', exact: true })).toBeVisible();
  await expect(app.locator('html')).toHaveAttribute('lang', 'en');

  await merchant.open('/app', 'de');
  await expect(app.getByRole('heading', { name: 'Overview' })).toBeVisible();
});

test('ends the connection to sevdesk only after asking', async ({ merchant }) => {
  const { app } = merchant;
  await merchant.setUp();
  await merchant.open('/app/sevdesk', 'de');
  await merchant.button('Verbindung trennen').click();
  await app.getByRole('dialog').getByRole('button', { name: 'Abbrechen' }).click();
  await expect(app.getByText('Verbunden', { exact: true })).toBeVisible();

  await merchant.button('Verbindung trennen').click();
  await app.getByRole('dialog').getByRole('button', { name: 'Trennen', exact: true }).click();
  await expect(app.getByLabel('API-Token')).toBeVisible();
  await expect(app.getByText('Verbunden', { exact: true })).toBeHidden();
});

test('refuses a key that sevdesk does not know, beside the field', async ({ merchant }) => {
  const { app } = merchant;
  merchant.install();
  await merchant.open('/app/sevdesk', 'en');
  await app.getByLabel('API token').fill('a'.repeat(32));
  await merchant.button('Check and connect').click();
  await expect(app.getByText('sevdesk does not accept this API token.')).toBeVisible();
});
