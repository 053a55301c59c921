import { expect, it } from 'vitest';
import { booksOf, newOrder, useSyncWorld, type SyncShop } from '../../../tests/support/syncWorld.ts';
import { addContactDetails } from './contactDetails.server.ts';

const world = useSyncWorld();
const never = new AbortController().signal;
const contactOf = (shop: SyncShop) => booksOf(world, shop).contacts[0]!;
const jobsOf = (shop: SyncShop) =>
  world.ports.db.$queryRaw<{ priority: number }[]>`
    select priority from graphile_worker._private_jobs where payload ->> 'shopId' = ${shop.id}
      and payload ->> 'customerNumber' is not null`;

async function bookOne(): Promise<{ shop: SyncShop; asked: { shopId: string; customerNumber: string } }> {
  const shop = await world.newShop();
  await world.sync(shop, newOrder());
  return { shop, asked: { shopId: shop.id, customerNumber: contactOf(shop).customerNumber } };
}

it('a contact of our making gets its address and e-mail later, behind all orders, and once', async () => {
  const { shop, asked } = await bookOne();
  expect(contactOf(shop)).toMatchObject({ addresses: 0, emails: [] });
  expect(await jobsOf(shop)).toEqual([{ priority: 30 }]);
  await addContactDetails(world.ports, asked, never);
  await addContactDetails(world.ports, asked, never);
  expect(contactOf(shop)).toMatchObject({ addresses: 1, emails: ['erika@example.com'] });
  const links = await world.ports.db.contactLink.findMany({ where: { shopId: shop.id } });
  expect(links).toMatchObject([{ detailsEncrypted: null }]);
});

it('a contact that was there before is left as it is', async () => {
  const { shop, asked } = await bookOne();
  await world.ports.db.contactLink.deleteMany({ where: { shopId: shop.id } });
  await world.sync(shop, newOrder({ buyer: { customerId: asked.customerNumber.slice(3) } }));
  await addContactDetails(world.ports, asked, never);
  expect(contactOf(shop)).toMatchObject({ addresses: 0, emails: [] });
});

it('trouble with sevdesk puts it off, and a refusal does no harm', async () => {
  const { shop, asked } = await bookOne();
  const { db } = world.ports;
  const { accountKey } = await db.sevdeskConnection.findUniqueOrThrow({ where: { shopId: shop.id } });
  const until = new Date(world.clock.now().getTime() + 60_000);
  await db.sevdeskAccount.update({ where: { accountKey }, data: { holdUntil: until } });
  await addContactDetails(world.ports, asked, never);
  expect(contactOf(shop)).toMatchObject({ addresses: 0 });
  expect(await jobsOf(shop)).toHaveLength(2);
  world.clock.jump(60_000);
  world.twin.addFault({
    fault: { kind: '400_before' },
    match: { path: '/ContactAddress', account: shop.account },
  });
  await addContactDetails(world.ports, asked, never);
  expect(contactOf(shop)).toMatchObject({ addresses: 0, emails: ['erika@example.com'] });
});
