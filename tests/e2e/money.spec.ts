import { AxeBuilder } from '@axe-core/playwright';
import { readFileSync } from 'node:fs';
import { onBothScreens } from './support/screens.ts';
import { plainOrder } from './support/merchant.ts';
import { expect, test } from './support/test.ts';

// The page "Money": what is on which account, what is not booked yet and why, and what payments cost.

onBothScreens((language, say) => {
  test('a merchant without orders is told what will stand here', async ({ merchant }) => {
    merchant.install();
    await merchant.open('/app/money', language);
    await expect(
      merchant.app.getByText(say('Noch ist kein Geld gebucht', 'No money is booked yet')),
    ).toBeVisible();
    await merchant.app.getByRole('link', { name: say('Zum Protokoll', 'Go to the log') }).click();
    await expect(merchant.app.locator('h1')).toHaveText(say('Protokoll', 'Sync log'));
  });

  test('a merchant sees where the money is, and goes from an account to the order', async ({ merchant }) => {
    const { app } = merchant;
    test.setTimeout(240_000);
    await merchant.setUp();
    const card = merchant.order({
      ...plainOrder,
      lines: [...plainOrder.lines, { title: 'Gutschein', price: '20.00', giftCard: true, taxRate: null }],
    });
    const voucher = merchant.order({ ...plainOrder, giftCardPayment: '15.00' });
    const deposit = merchant.order({ ...plainOrder, payment: 'partially_paid', paidAmount: '10.00' });
    await merchant.settled(card, 'synced');
    await merchant.settled(voucher, 'synced');
    await merchant.settled(deposit, 'waiting');

    await merchant.open('/app/money', language);
    const giftCards = say('Gutscheine (schulden Sie Ihren Kunden)', 'Gift cards (owed to your customers)');
    await expect(app.getByRole('heading', { name: giftCards })).toBeVisible();
    await expect(app.getByText(say('5,00 €', '€5.00'), { exact: true })).toBeVisible();
    // 64.88 and 29.88 by card: 2.1 % and 0.30 each, and 0.51 of the deposit.
    await expect(app.getByText(say('Zahlungsgebühren', 'Payment fees'))).toBeVisible();
    await expect(app.getByRole('cell', { name: say('3,10 €', '€3.10') })).toBeVisible();
    // The deposit waits for the rest.
    await expect(app.getByRole('link', { name: new RegExp(deposit.name) })).toBeVisible();
    await merchant.expectNoSidewaysScroll();
    await merchant.picture(`money-${language}`);
    const { violations } = await new AxeBuilder({ page: merchant.page })
      .include(['#app', '#root'])
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])
      .analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);

    await app
      .getByRole('link', { name: new RegExp(`^${say('Blatt ansehen', 'Show sheet')}: (?!G)`) })
      .click();
    await expect(app.getByRole('row', { name: new RegExp(voucher.name) }).first()).toBeVisible();
    await merchant.expectNoSidewaysScroll();
    await merchant.picture(`money-sheet-${language}`);
    const saved = merchant.page.waitForEvent('download');
    await merchant.press(say('Exportieren (CSV)', 'Export CSV'));
    const table = readFileSync(await (await saved).path(), 'utf8');
    expect(table).toContain(say('44,88', '44.88'));

    await app
      .getByRole('link', { name: new RegExp(card.name) })
      .first()
      .click();
    await expect(app.locator('h1')).toContainText(card.name);
    await expect(app.getByText(say('Zahlungsgebühr', 'Payment fee'))).toBeVisible();
  });
});

onBothScreens((language, say) => {
  test('a merchant allows it, and sees what a payout is made of', async ({ merchant }) => {
    const { app, page } = merchant;
    test.setTimeout(240_000);
    await merchant.setUp();
    const kept = merchant.order();
    const returned = merchant.order();
    await merchant.settled(kept, 'synced');
    await merchant.settled(returned, 'synced');
    const { domain } = merchant.shop;
    merchant.world.shopify.refundOrder(domain, `gid://shopify/Order/${returned.id}`, {
      lines: [{ line: 0, quantity: 1 }],
    });
    // 44.88 each less 1.24, 19.99 back, and a chargeback.
    merchant.world.shopify.payOut(domain, [{ type: 'DISPUTE_WITHDRAWAL', amount: '-10.00' }]);
    merchant.world.shopify.payOut(domain, [{ type: 'LENDING_DEBIT', amount: '-3.00' }]);

    await merchant.open('/app/money/payouts', language);
    await expect(
      app.getByText(
        say('Die App darf Ihre Auszahlungen noch nicht sehen', 'The app may not see your payouts yet'),
      ),
    ).toBeVisible();
    await merchant.picture(`payouts-denied-${language}`);
    await merchant.button(say('Erlauben', 'Allow')).click();
    // Shopify itself asks, outside of the app.
    await page.getByRole('button', { name: say('Erlauben', 'Allow'), exact: true }).click();

    const whole = app.getByRole('row', { name: say('57,29', '57.29') });
    await expect(whole).toBeVisible();
    await merchant.picture(`payouts-${language}`);
    await whole.getByRole('link').click();
    await expect(app.getByText(say('Stimmt auf den Cent', 'Right to the cent'))).toBeVisible();
    await expect(app.getByRole('link', { name: new RegExp(returned.name) })).toHaveCount(2);
    await merchant.expectNoSidewaysScroll();
    await merchant.picture(`payout-${language}`);
    const { violations } = await new AxeBuilder({ page })
      .include(['#app', '#root'])
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])
      .analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    const saved = page.waitForEvent('download');
    await merchant.press(say('Exportieren (CSV)', 'Export CSV'));
    const table = readFileSync(await (await saved).path(), 'utf8');
    expect(table).toContain(say('-10,00', '-10.00'));

    // A kind that the app does not know is named, and nothing is called right.
    await merchant.open('/app/money/payouts', language);
    await app
      .getByRole('row', { name: say('-3,00', '-€3.00') })
      .getByRole('link')
      .click();
    await expect(app.getByText(/LENDING_DEBIT/).first()).toBeVisible();
    await expect(app.getByText(say('Stimmt auf den Cent', 'Right to the cent'))).toHaveCount(0);
  });
});
