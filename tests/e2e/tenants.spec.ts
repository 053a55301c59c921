import { expect, test } from './support/test.ts';

test.use({ allowedComplaints: [/404/] });

test('shows a shop nothing of another shop', async ({ merchant, world }) => {
  await merchant.setUp();
  const order = merchant.order();
  await merchant.settled(order, 'synced');
  const [document] = await world.db.document.findMany({ where: { shop: { domain: merchant.shop.domain } } });

  const domain = `stranger-${Date.now()}.myshopify.com`;
  world.shopify.addShop({ domain, name: 'Fremd', currency: 'EUR', country: 'DE' });
  const address = `${world.shopify.adminUrl(domain, `/app/orders/${order.id}`)}?locale=en`;
  await merchant.page.goto(address);
  await expect(merchant.app.getByRole('heading', { name: 'This page does not exist' })).toBeVisible();
  await expect(merchant.app.getByText('Mustermann')).toBeHidden();

  const asStranger = (path: string, form?: object) =>
    fetch(`${world.appUrl}${path}`, {
      method: form ? 'POST' : 'GET',
      headers: {
        Authorization: `Bearer ${world.shopify.idToken(domain)}`,
        'User-Agent': 'Mozilla/5.0 Chrome/150.0',
        ...(form ? { 'Content-Type': 'application/json' } : {}),
      },
      ...(form ? { body: JSON.stringify(form) } : {}),
    });
  expect((await asStranger(`/app/orders/${order.id}/documents/${document!.id}/pdf`)).status).toBe(404);
  expect(await (await asStranger(`/app/orders/${order.id}.data`)).text()).not.toContain('Mustermann');
  expect(await (await asStranger('/app/orders.data?q=Mustermann')).text()).not.toContain(order.name);

  const before = await world.db.orderSync.findFirstOrThrow({ where: { orderId: order.id } });
  await asStranger(`/app/orders/${order.id}.data`, { intent: 'archive' });
  await asStranger('/app/orders.data', { intent: 'skip', orders: [before.orderGid] });
  await asStranger('/app/orders.data', { intent: 'archive', orders: 'all' });
  const mail = await world.db.outgoingMail.create({
    data: {
      shopId: document!.shopId,
      documentId: document!.id,
      toEncrypted: 'x',
      state: 'failed',
      createdAt: new Date(),
    },
  });
  for (const intent of ['send_mail', 'drop_mail']) {
    await asStranger('/app/mails.data', { intent, mails: [mail.id] });
    await asStranger(`/app/orders/${order.id}.data`, { intent, mails: [mail.id] });
  }
  expect((await world.db.outgoingMail.findUniqueOrThrow({ where: { id: mail.id } })).state).toBe('failed');
  await world.db.outgoingMail.delete({ where: { id: mail.id } });
  const after = await world.db.orderSync.findFirstOrThrow({ where: { orderId: order.id } });
  expect(after).toMatchObject({ archived: false, state: 'synced' });
});
