import { describe, expect, it } from 'vitest';
import { dieAt } from '../../../tests/support/crash.ts';
import {
  booksOf,
  documentsOf,
  expectBookedOnce,
  newOrder,
  rowOf,
  useSyncWorld,
} from '../../../tests/support/syncWorld.ts';
import type { Fault } from '@twins/sevdesk';
import { syncAgain } from '../../orders/actions/syncAgain.server.ts';

const world = useSyncWorld();

const steps = {
  'look-up': { method: 'GET', path: '/Invoice' },
  'contact look-up': { method: 'GET', path: '/Contact' },
  contact: { method: 'POST', path: '/Contact' },
  draft: { method: 'POST', path: '/Invoice/Factory/saveInvoice' },
  finalising: { method: 'PUT', path: '/Invoice/:id/sendBy' },
  booking: { method: 'PUT', path: '/Invoice/:id/bookAmount' },
};
type Step = keyof typeof steps;
const everyStep = Object.keys(steps) as Step[];

const unclear: Fault[] = [
  { kind: 'timeout_before' },
  { kind: 'timeout_after' },
  { kind: 'reset_before' },
  { kind: 'reset_mid_body' },
  { kind: '500_before' },
  { kind: '500_after' },
  { kind: 'truncated' },
  { kind: 'html' },
  { kind: '429' },
  {
    kind: '429',
    retryAfterSeconds: 7,
  },
  {
    kind: '429',
    retryAfterSeconds: 7,
    as: 'date',
  },
] as Fault[];
const refusals: Fault[] = [{ kind: '400_before' }, { kind: '400_after' }, { kind: 'error_in_200' }];

const name = (fault: Fault) => Object.values(fault).join(' ');
const cases = (faults: Fault[]) =>
  everyStep.flatMap((step) => faults.map((fault) => [name(fault), step, fault] as [string, Step, Fault]));

describe('an answer of sevdesk that does not say what happened', () => {
  it.each(cases(unclear))(
    '%s at the %s ends in one invoice, paid once, without anybody',
    async (_, step, fault) => {
      if (fault.kind.startsWith('timeout')) world.timeoutMs = 1_000;
      const shop = await world.newShop();
      const order = newOrder();
      world.twin.addFault({ fault, match: { ...steps[step], account: shop.account } });
      const results = await world.sync(shop, order);
      expect(results.at(-1)).toBe('synced');
      expectBookedOnce(world, shop, order);
      expect(world.twin.state({ account: shop.account }).accounts[0]!.contacts).toHaveLength(1);
    },
  );

  it('and lists that lag behind: the draft made twice is found, and the one too many goes', async () => {
    // 1. the draft is made, the process dies with the answer; 2. two look-ups and the newest documents do not show it
    //    yet; 3. it is made again; 4. the lists show both; 5. only one is finalised, the other deleted.
    const shop = await world.newShop();
    const order = newOrder();
    world.putOrder(shop, order);
    await world.hint(shop, order.gid);
    world.twin.addFault({
      fault: { kind: 'list_lag', lists: 3 },
      match: { ...steps.draft, account: shop.account },
    });
    const doomed = dieAt(world.ports, 'after saveDraft');
    await world.run(shop, order.gid, doomed.ports).catch(() => 'died');
    expect(doomed.died()).toBe(true);
    const results = await world.drain(shop);
    expect(results.filter((result) => result !== 'not_taken')).toEqual(['later', 'synced']);
    expect(booksOf(world, shop).requests['POST /Invoice/Factory/saveInvoice']).toBe(2);
    expect(booksOf(world, shop).requests['DELETE /Invoice/:id']).toBe(1);
    expectBookedOnce(world, shop, order);
  });
});

describe('a refusal of sevdesk', () => {
  it.each(cases(refusals))(
    '%s at the %s is read back: booked, or parked until asked again',
    async (_, step, fault) => {
      const shop = await world.newShop();
      const order = newOrder();
      world.twin.addFault({ fault, match: { ...steps[step], account: shop.account } });
      await world.sync(shop, order);
      // A read is simply tried again; a write that was carried out nevertheless is found.
      const isParked = fault.kind !== '400_after' && steps[step].method !== 'GET';
      const problem = step === 'booking' ? 'sevdesk.booking_refused' : 'sevdesk.refused';
      expect(await rowOf(world, shop, order)).toMatchObject({
        state: isParked ? 'parked' : 'synced',
        problemCode: isParked ? problem : null,
        nextAttemptAt: null,
      });
      await syncAgain(world.ports, { shopId: shop.id, actor: 'user:1' }, { orders: [order.gid] });
      expect((await world.drain(shop)).at(-1)).toBe('synced');
      expectBookedOnce(world, shop, order);
    },
  );
});

describe('the pause that sevdesk asks for', () => {
  it('holds every order of the account, and is no attempt of the others', async () => {
    const shop = await world.newShop();
    const [first, second] = [newOrder(), newOrder()];
    const match = { ...steps['look-up'], account: shop.account };
    world.twin.addFault({ fault: { kind: '429', retryAfterSeconds: 90 }, match });
    for (const order of [first, second]) {
      world.putOrder(shop, order);
      await world.hint(shop, order.gid);
    }
    const start = world.clock.now().getTime();
    expect(await world.run(shop, first.gid)).toBe('retry');
    expect(await world.run(shop, second.gid)).toBe('later');
    const [one, two] = [await rowOf(world, shop, first), await rowOf(world, shop, second)];
    expect(one.nextAttemptAt!.getTime() - start).toBeGreaterThanOrEqual(90_000);
    expect(two).toMatchObject({ state: 'waiting', reason: 'wait.sevdesk_pause', attempts: 0 });
    expect(two.nextAttemptAt!.getTime() - start).toBeGreaterThan(80_000);
    await world.drain(shop);
    expectBookedOnce(world, shop, first);
    expectBookedOnce(world, shop, second);
  });
});

describe('a look-up whose filter sevdesk ignores', () => {
  it('adopts nothing that belongs to another order', async () => {
    const shop = await world.newShop();
    const [first, second] = [newOrder(), newOrder()];
    await world.sync(shop, first);
    world.twin.addFault({
      fault: { kind: 'ignored_filter' },
      match: { account: shop.account },
      times: 'always',
    });
    await world.sync(shop, second);
    expectBookedOnce(world, shop, first);
    expectBookedOnce(world, shop, second);
    expect(documentsOf(world, shop, first).invoices[0]!.id).not.toBe(
      documentsOf(world, shop, second).invoices[0]!.id,
    );
  });
});
