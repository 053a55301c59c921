import { expect, it } from 'vitest';
import { useReconcileWorld } from '../../tests/support/reconcileWorld.ts';
import { jobs } from '../platform/queue/jobs.server.ts';
import { reconcileDue } from './reconcileDue.server.ts';
import { reconcileKey } from './reconcileShop.server.ts';

const world = useReconcileWorld();
const waiting = () => world.ports.db.$queryRaw<{ key: string; payload: unknown; priority: number }[]>`
  select j.key, p.payload, j.priority from graphile_worker.jobs j
  join graphile_worker._private_jobs p on p.id = j.id where j.task_identifier = 'reconcile_shop'`;

it('enqueues each shop once whose last comparison lies five minutes back', async () => {
  const shop = await world.newShop();
  const off = await world.newShop();
  await world.ports.db.shop.update({ where: { id: off.id }, data: { syncFrom: null } });
  await reconcileDue(world.ports);
  await reconcileDue(world.ports);
  const [job, ...more] = await waiting();
  expect(more).toEqual([]);
  expect(job).toMatchObject({ key: reconcileKey(shop.id), priority: 10 });
  expect(jobs.reconcile_shop.parse(job!.payload)).toEqual({ shopId: shop.id });
  await world.ports.db.$executeRaw`delete from graphile_worker._private_jobs`;
  await world.reconcile(shop);
  await world.ports.db.$executeRaw`delete from graphile_worker._private_jobs`;
  await reconcileDue(world.ports);
  expect(await waiting()).toEqual([]);
  world.pass(5 * 60_000);
  await reconcileDue(world.ports);
  expect(await waiting()).toHaveLength(1);
});

it('compares every five minutes, although it looks once a minute and a comparison starts after the look', async () => {
  const { db } = world.ports;
  const shop = await world.newShop();
  await world.reconcile(shop);
  await db.$executeRaw`delete from graphile_worker._private_jobs`;
  world.pass(5 * 60_000 - 3_000);
  await reconcileDue(world.ports);
  expect((await waiting()).map(({ key }) => key)).toContain(reconcileKey(shop.id));
  await world.reconcile(shop);
  expect(await db.reconciliationRun.count({ where: { shopId: shop.id, kind: 'recent' } })).toBe(2);
});
