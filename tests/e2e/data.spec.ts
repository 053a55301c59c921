import { expect, test } from './support/test.ts';

test('a merchant sees what is stored, hands it over and deletes it', async ({ merchant, world }) => {
  test.setTimeout(120_000);
  const { app, page } = merchant;
  await merchant.setUp();
  const order = merchant.order();
  await merchant.settled(order, 'synced');

  await merchant.open('/app/data', 'en');
  await expect(app.getByRole('heading', { name: 'What is stored' })).toBeVisible();
  await app.getByLabel('E-mail address or order number').fill('#no-such');
  await merchant.button('Create file').click();
  await expect(app.getByText('This order number is not known.')).toBeVisible();

  await app.getByLabel('E-mail address or order number').fill('erika@example.com');
  await merchant.button('Create file').click();
  await expect(app.getByText(/^File of .* with 1 order$/)).toBeVisible({ timeout: 60_000 });
  const saved = page.waitForEvent('download');
  await merchant.button('Save').click();
  expect((await saved).suggestedFilename()).toBe('customer-data.json');
  await merchant.picture('data-en-desktop');
  const { id } = await world.db.shop.findUniqueOrThrow({ where: { domain: merchant.shop.domain } });
  expect(await world.db.dataAccess.count({ where: { shopId: id, what: 'export' } })).toBe(1);

  await merchant.open('/app/data', 'de');
  await app.getByLabel('E-Mail-Adresse oder Bestellnummer').fill(order.name);
  await merchant.button('Daten löschen').click();
  await app.getByRole('dialog').getByRole('button', { name: 'Daten löschen' }).click();
  await expect(app.getByText('Löschung der Daten einer Person')).toBeVisible({ timeout: 60_000 });
  await expect(app.getByText('Erledigt').nth(1)).toBeVisible({ timeout: 60_000 });
  await merchant.picture('data-de-desktop');
  await merchant.open(`/app/orders/${order.id}`, 'de');
  await expect(app.getByText('Mustermann')).toBeHidden();

  await page.setViewportSize({ width: 390, height: 844 });
  await merchant.open('/app/data', 'de');
  await merchant.expectNoSidewaysScroll();
  await merchant.picture('data-de-phone');

  await merchant.button('Alles löschen').click();
  await app.getByLabel(/Zur Bestätigung/).fill('something.myshopify.com');
  await app.getByRole('dialog').getByRole('button', { name: 'Alles löschen' }).click();
  await expect(app.getByText(`Bitte geben Sie genau ${merchant.shop.domain} ein.`)).toBeVisible();
  await app.getByLabel(/Zur Bestätigung/).fill(merchant.shop.domain);
  await app.getByRole('dialog').getByRole('button', { name: 'Alles löschen' }).click();
  const left = () => world.db.shop.findUnique({ where: { id } });
  await expect.poll(left, { timeout: 60_000 }).toBeNull();
});

test('a page comes packed to a browser that takes it, and whole', async ({ world }) => {
  for (const [accepted, sent] of [
    ['gzip, deflate, br', 'gzip'],
    ['identity', null],
  ] as const) {
    const answer = await fetch(world.appUrl, { headers: { 'Accept-Encoding': accepted } });
    expect(answer.headers.get('content-encoding')).toBe(sent);
    expect(await answer.text()).toMatch(/^<!DOCTYPE html>[^]*<\/html>$/);
  }
});

test('nothing foreign runs in a page', async ({ merchant }) => {
  await merchant.setUp();
  await merchant.open('/app');
  const ran = await merchant.app.locator('html').evaluate((html) => {
    const script = html.ownerDocument.createElement('script');
    script.textContent = 'document.documentElement.dataset.foreign = "ran"';
    html.append(script);
    return html.dataset['foreign'] ?? null;
  });
  expect(ran).toBeNull();
});
test.use({ allowedComplaints: [/Content Security Policy/] });
