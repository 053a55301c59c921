import { plainOrder } from './support/merchant.ts';
import { expect, test } from './support/test.ts';

test('a merchant sees what would be booked before anything is', async ({ merchant }) => {
  const { app } = merchant;
  await merchant.setUp();
  await merchant.world.db.shop.updateMany({
    where: { domain: merchant.shop.domain },
    data: { syncFrom: null },
  });
  const paid = merchant.order();
  const pending = merchant.order({ ...plainOrder, payment: 'pending', gateway: 'manual' });

  await merchant.open('/app/preview', 'de');
  await expect(app.getByText('Rechnung zur Bestellung #1001')).toBeVisible();
  await expect(app.getByRole('row', { name: /T-Shirt/ })).toContainText('39,98');
  await expect(app.getByText('Bestellsumme in Shopify: 44,88')).toBeVisible();
  await expect(app.getByRole('heading', { name: pending.name })).toBeVisible();
  await expect(app.getByText('Wartet auf Zahlung')).toBeVisible();
  await merchant.picture('preview-de-desktop');

  await merchant.settled(paid, 'waiting');
  await merchant.open(`/app/orders/${paid.id}`, 'en');
  await expect(app.getByText('Sync is still off')).toBeVisible();
  await expect(app.getByText('Would be booked')).toBeVisible();
  await expect(app.getByText('Order total in Shopify: €44.88')).toBeVisible();
  expect(merchant.books().invoices).toEqual([]);
});

test('a merchant who is told to ask for help is told where', async ({ merchant }) => {
  const { app } = merchant;
  merchant.install();
  const mail = app.getByRole('link', { name: 'Support schreiben' });
  await merchant.open('/app/help/sync.program_error', 'de');
  await expect(mail).toHaveAttribute('href', 'mailto:support@example.com?subject=sync.program_error');
  await merchant.open('/app/help', 'de');
  await expect(mail).toHaveAttribute('href', 'mailto:support@example.com?subject=sevdesk%20Connector');
  await merchant.open('/app/help/wait.payment', 'de');
  await expect(app.getByText('Wer kann helfen')).toBeVisible();
  await expect(mail).toHaveCount(0);
});

test('a merchant sees whether the settings fit together', async ({ merchant }) => {
  const { app } = merchant;
  await merchant.setUp();
  merchant.order({
    ...plainOrder,
    billingAddress: { ...plainOrder.billingAddress, countryCode: 'AT', city: 'Wien', zip: '1010' },
    lines: [{ title: 'T-Shirt', price: '24.00', taxRate: 0.2 }],
    shipping: null,
  });
  await merchant.open('/app/check', 'en');
  await expect(app.getByRole('heading', { name: "2 settings don't match yet" })).toBeVisible();
  await expect(app.getByText('Shopify charged the rate of another EU country on order #1001.')).toBeVisible();
  // Nobody but the merchant knows whether Shopify writes invoices, too.
  await expect(app.getByText('Shopify can send VAT invoices of its own.')).toBeVisible();
  await merchant.picture('check-en-desktop');
});
