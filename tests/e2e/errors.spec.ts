import { onBothScreens } from './support/screens.ts';
import { expect, test } from './support/test.ts';

// Every page that cannot be shown says what happened and what to do, and leads on.

test.use({ allowedComplaints: [/status of (4|5)\d\d|Failed to fetch|ERR_|NetworkError/] });

onBothScreens((language, say) => {
  test('an address that nobody has leads to the log and the overview', async ({ merchant }) => {
    const { app, page } = merchant;
    await merchant.setUp();
    const menu =
      language === 'de'
        ? ['Protokoll', 'Geld', 'sevdesk', 'Einstellungen', 'Hilfe']
        : ['Sync log', 'Money', 'sevdesk', 'Settings', 'Help'];
    for (const path of ['/app/no-such-page', '/app/orders/999999', '/app/help/no.such']) {
      await merchant.open(path, language);
      const title = say('Diese Seite gibt es nicht', 'This page does not exist');
      await expect(app.getByRole('heading', { name: title })).toBeVisible();
      await expect(app.getByRole('link', { name: say('Zum Protokoll', 'Go to the sync log') })).toBeVisible();
      // The admin's menu stays.
      await expect(page.locator('#app-nav a')).toHaveText(menu);
    }
    await app.getByRole('link', { name: say('Zur Übersicht', 'Go to the overview') }).click();
    await expect(app.getByRole('heading', { name: say('Übersicht', 'Overview') })).toBeVisible();
  });

  test('a page without a connection says so, and is there again with it', async ({ merchant }) => {
    const { app, page } = merchant;
    await merchant.setUp();
    // What the browser has of the page's own files is there without a connection, its data are not.
    await merchant.open('/app', language);
    await merchant.open('/app/help', language);
    await app
      .getByRole('link', { name: say('Übersicht', 'Overview') })
      .first()
      .hover();
    await page.context().setOffline(true);
    await app
      .getByRole('link', { name: say('Übersicht', 'Overview') })
      .first()
      .click();
    const title = say('Keine Verbindung zum Internet', 'No connection to the internet');
    await expect(app.getByRole('heading', { name: title })).toBeVisible();
    await page.context().setOffline(false);
    await merchant.button(say('Seite neu laden', 'Reload the page')).click();
    await expect(app.getByRole('heading', { name: title })).toBeHidden();
  });

  test('a page that fails names a reference for support', async ({ merchant }) => {
    const { app, world } = merchant;
    await merchant.setUp();
    await merchant.open('/app/help', language);
    const { id } = await world.db.shop.findUniqueOrThrow({ where: { domain: merchant.shop.domain } });
    // Whatever breaks inside: here what is stored as settings is no settings.
    await world.db.settings.update({ where: { shopId: id }, data: { value: 'broken' } });
    await app
      .getByRole('link', { name: say('Übersicht', 'Overview') })
      .first()
      .click();
    const title = say('Diese Seite lässt sich gerade nicht anzeigen', 'This page cannot be shown right now');
    await expect(app.getByRole('heading', { name: title })).toBeVisible();
    await expect(app.getByText(/[0-9a-f]{8}-[0-9a-f-]{27}/)).toBeVisible();
  });
});
