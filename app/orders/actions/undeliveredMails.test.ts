import { expect, it } from 'vitest';
import { newOrder, rowOf, useSyncWorld, booksOf, type SyncShop } from '../../../tests/support/syncWorld.ts';
import { dieAt } from '../../../tests/support/crash.ts';
import { saveSettings } from '../../merchant/settings.server.ts';
import { dropMails, lostMails, resendMails } from './undeliveredMails.server.ts';
import { orderDetail } from '../read/orderDetail.server.ts';
import { SETTLED_MS } from '../../sync/retry.ts';
import { skipOrders } from './skipOrders.server.ts';
import { startTrial } from './trialRun.server.ts';

// A mail that did not get through never touches the invoice, is listed, and goes once more when a person says so.

const world = useSyncWorld();
const person = (shop: SyncShop) => ({ shopId: shop.id, actor: 'user:1' });

const mailsSent = (shop: SyncShop) => booksOf(world, shop).mails.length;

/** A booked order of whose mail sevdesk does not say whether it left. */
async function newLostMail() {
  const shop = await world.newShop();
  await saveSettings(world.ports, person(shop), { mailInvoice: true });
  const order = newOrder();
  const match = { path: '/Invoice/:id/sendViaEmail', account: shop.account };
  world.twin.addFault({ fault: { kind: '500_before' }, match });
  await world.sync(shop, order);
  const [mail] = await lostMails(world.ports, shop.id);
  return { shop, order, mail: mail! };
}

it('is listed with its order and invoice, which are as they should be', async () => {
  const { shop, order, mail } = await newLostMail();
  expect(mail).toMatchObject({
    state: 'unclear',
    number: 'RE-1000',
    orderName: order.name,
    orderId: order.id,
  });
  expect(await rowOf(world, shop, order)).toMatchObject({ state: 'synced' });
});

it('is listed, not sent again, where the database was set back to before the invoice', async () => {
  const shop = await world.newShop();
  await saveSettings(world.ports, person(shop), { mailInvoice: true });
  const order = newOrder();
  await world.sync(shop, order);
  await world.ports.db.orderSync.deleteMany({ where: { shopId: shop.id } });
  await world.sync(shop, order);
  expect(mailsSent(shop)).toBe(1);
  expect(await lostMails(world.ports, shop.id)).toMatchObject([{ state: 'unclear', number: 'RE-1000' }]);
});

it('is listed although its worker died while it was sent, and its order was then skipped', async () => {
  // 1. the mail is on record and sent, the process dies; 2. the order is parked for another reason and skipped, so no
  // run comes back to it; 3. nothing can come of it any more, and nobody knows whether it left.
  const shop = await world.newShop();
  await saveSettings(world.ports, person(shop), { mailInvoice: true });
  const order = newOrder();
  world.putOrder(shop, order);
  await world.hint(shop, order.gid);
  await world.run(shop, order.gid, dieAt(world.ports, 'after sendByMail').ports).catch(() => 'died');
  world.clock.jump(31_000);
  expect(await skipOrders(world.ports, person(shop), { orders: [order.gid] })).toEqual({ orders: 1 });
  expect(await lostMails(world.ports, shop.id)).toEqual([]);
  world.clock.jump(SETTLED_MS);
  const [mail] = await lostMails(world.ports, shop.id);
  expect(mail).toMatchObject({ state: 'unclear', orderId: order.id });
  const detail = await orderDetail(world.ports, shop.id, order.id);
  expect(detail!.documents[0]!.mail).toMatchObject({ state: 'unclear', undecided: true });
  expect(await dropMails(world.ports, person(shop), [mail!.id])).toEqual({ mails: 1 });
});

it('is sent once however often the button is pressed', async () => {
  const { shop, order, mail } = await newLostMail();
  const pressed = await Promise.all([1, 2, 3].map(() => resendMails(world.ports, person(shop), [mail.id])));
  expect(pressed.map(({ mails }) => mails).toSorted((a, b) => a - b)).toEqual([0, 0, 1]);
  await world.drain(shop);
  expect(mailsSent(shop)).toBe(1);
  expect(await lostMails(world.ports, shop.id)).toEqual([]);
  const detail = await orderDetail(world.ports, shop.id, order.id);
  expect(detail!.documents[0]!.mail).toMatchObject({ state: 'sent', undecided: false });
  const audit = await world.ports.db.auditEntry.findMany({ where: { shopId: shop.id, action: 'send_mail' } });
  expect(audit).toMatchObject([{ actor: 'user:1', detail: { mails: 1 } }]);
});

it('is sent although the merchant has switched mails off meanwhile', async () => {
  const { shop, mail } = await newLostMail();
  await saveSettings(world.ports, person(shop), { mailInvoice: false });
  await resendMails(world.ports, person(shop), [mail.id]);
  await world.drain(shop);
  expect(mailsSent(shop)).toBe(1);
});

it('can be dropped, and is then never sent', async () => {
  const { shop, mail } = await newLostMail();
  expect(await dropMails(world.ports, person(shop), [mail.id])).toEqual({ mails: 1 });
  expect(await resendMails(world.ports, person(shop), [mail.id])).toEqual({ mails: 0 });
  await world.drain(shop);
  expect(mailsSent(shop)).toBe(0);
});

it('of another shop cannot be sent, dropped or seen', async () => {
  const { mail } = await newLostMail();
  const stranger = await world.newShop();
  expect(await lostMails(world.ports, stranger.id)).toEqual([]);
  expect(await resendMails(world.ports, person(stranger), [mail.id])).toEqual({ mails: 0 });
  expect(await dropMails(world.ports, person(stranger), [mail.id])).toEqual({ mails: 0 });
});

it('is not sent during a trial run', async () => {
  const { shop, mail } = await newLostMail();
  await startTrial(world.ports, person(shop));
  expect(await resendMails(world.ports, person(shop), [mail.id])).toEqual({ mails: 0 });
});
