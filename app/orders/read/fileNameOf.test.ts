import { expect, it } from 'vitest';
import { newOrder, useSyncWorld } from '../../../tests/support/syncWorld.ts';
import { refund } from '../../accounting/testing/changeOrder.ts';
import { fileNameOf } from './fileNameOf.server.ts';

const world = useSyncWorld();

it('the file of a credit note names the invoice that it corrects; that of an invoice names itself', async () => {
  const shop = await world.newShop();
  const order = newOrder();
  await world.sync(shop, order);
  await world.sync(shop, refund(order, { lines: [{ line: 0, quantity: 1 }] }));
  const documents = await world.ports.db.document.findMany({
    where: { shopId: shop.id },
    orderBy: { sequence: 'asc' },
  });
  const [invoice, creditNote] = documents;
  const names = await Promise.all(documents.map((document) => fileNameOf(world.ports, document)));
  expect(names).toEqual([invoice!.number, `${creditNote!.number}_${invoice!.number}`]);
});
