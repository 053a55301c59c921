import { plainOrder } from './support/merchant.ts';
import { expect, test } from './support/test.ts';

test('finds, sorts and handles orders', async ({ merchant }) => {
  const { app } = merchant;
  await merchant.setUp();
  const first = merchant.order();
  await merchant.settled(first, 'synced');
  const dear = merchant.order({ ...plainOrder, lines: [{ title: 'Kaffeemaschine', price: '899.00' }] });
  const pending = merchant.order({ ...plainOrder, payment: 'pending', gateway: 'manual' });
  await merchant.settled(dear, 'synced');
  await merchant.settled(pending, 'waiting');

  await merchant.open('/app/orders', 'en');
  const row = (name: string) => app.getByRole('row', { name: new RegExp(`${name}\\b`) });
  await expect(row(first.name)).toContainText('€44.88');

  await test.step('views', async () => {
    await app.getByRole('tab', { name: 'Waiting' }).click();
    await expect(row(pending.name)).toBeVisible();
    await expect(row(first.name)).toBeHidden();
    await app.getByRole('tab', { name: 'All' }).click();
    await expect(row(first.name)).toBeVisible();
  });

  await test.step('search', async () => {
    await app.getByRole('button', { name: /Search and filter/ }).click();
    await app.getByPlaceholder('Order, customer or invoice number').fill('RE-1001');
    await expect(app.getByRole('row')).toHaveCount(2);
    await app.getByPlaceholder('Order, customer or invoice number').fill('nobody');
    await expect(app.getByText('No orders found')).toBeVisible();
    // While a name is being typed, its beginning finds it.
    await app.getByPlaceholder('Order, customer or invoice number').fill('Muster');
    await expect(row(first.name)).toBeVisible();
    await expect(app.getByText(/^3 orders of .* in total$/)).toBeVisible();
    await app.getByRole('button', { name: 'Cancel' }).click();
  });

  await test.step('as a table', async () => {
    const saving = merchant.page.waitForEvent('download');
    await merchant.button('Export CSV').click();
    const stream = await (await saving).createReadStream();
    const table = (await stream.toArray()).join('');
    expect(table).toContain(`${first.name},`);
    expect(table).toContain('44.88,EUR,Shopify Payments,In sevdesk,,RE-1000');
  });

  await test.step('many at once', async () => {
    await row(pending.name).getByRole('checkbox').check();
    await app
      .getByRole('button', { name: /More actions|Actions/ })
      .last()
      .click();
    await app.getByRole('button', { name: 'Skip' }).click();
    await expect(merchant.toast('1 order skipped')).toBeVisible();
    await expect(row(pending.name)).toContainText('Skipped');
  });
});

test('shows a new order by itself, and what becomes of it', async ({ merchant }) => {
  const { app } = merchant;
  await merchant.setUp();
  await merchant.open('/app/orders', 'de');
  await expect(app.getByText('Noch keine Bestellungen')).toBeVisible();
  const order = merchant.order();
  await expect(app.getByRole('row', { name: new RegExp(order.name) })).toContainText('In sevdesk', {
    timeout: 60_000,
  });
});
