import { randomBytes } from 'node:crypto';
import { Session } from '@shopify/shopify-api';
import { beforeEach, expect, it } from 'vitest';
import { useDatabase } from '../../tests/support/database.ts';
import { systemClock } from '../platform/clock.ts';
import { createEncryption } from '../platform/encryption.server.ts';
import { createSessionStorage } from './sessionStorage.server.ts';

const database = useDatabase();
const key = { id: 'k1', key: randomBytes(32) };
const storage = (encryption = createEncryption([key])) =>
  createSessionStorage({ db: database.db, encryption, clock: systemClock, apiKey: 'client-id' });

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000);
const session = (shop: string, accessToken: string, expires = inMinutes(60)) =>
  new Session({
    id: `offline_${shop}`,
    shop,
    state: '',
    isOnline: false,
    scope: 'read_orders',
    accessToken,
    expires,
    refreshToken: `shprt_${accessToken}`,
    refreshTokenExpires: inMinutes(100_000),
  });
const shopOf = (domain: string) => database.db.shop.findUniqueOrThrow({ where: { domain } });

beforeEach(() => database.db.shop.deleteMany());

it('installs the shop with its first session and gives the session back', async () => {
  const given = session('a.myshopify.com', 'shpat_1');
  await storage().storeSession(given);
  const loaded = await storage().loadSession(given.id);
  expect(loaded?.toObject()).toEqual(given.toObject());
  expect(loaded?.isActive('read_orders')).toBe(true);
  expect(await shopOf('a.myshopify.com')).toMatchObject({ uninstalledAt: null });
});

it('keeps no token in the clear', async () => {
  await storage().storeSession(session('a.myshopify.com', 'shpat_1'));
  const [row] = await database.db.$queryRaw<{ text: string }[]>`select session::text as text from session`;
  expect(row!.text).not.toMatch(/shpat|shprt/);
});

it('survives ten exchanges of the first installation at once: one shop, one session', async () => {
  const stores = Array.from({ length: 10 }, (_, n) =>
    storage().storeSession(session('a.myshopify.com', `shpat_${n}`)),
  );
  expect(await Promise.all(stores)).toEqual(Array(10).fill(true));
  expect([await database.db.shop.count(), await database.db.session.count()]).toEqual([1, 1]);
});

it('keeps the token that was issued last, whichever is written last', async () => {
  await storage().storeSession(session('a.myshopify.com', 'shpat_new', inMinutes(60)));
  await storage().storeSession(session('a.myshopify.com', 'shpat_old', inMinutes(59)));
  expect((await storage().loadSession('offline_a.myshopify.com'))?.accessToken).toBe('shpat_new');
});

it('forgets a token that Shopify refused, but not one that replaced it meanwhile', async () => {
  const first = session('a.myshopify.com', 'shpat_1', inMinutes(30));
  const second = session('a.myshopify.com', 'shpat_2', inMinutes(60));
  const refused = (of: Session) => Object.assign(new Session(of.toObject()), { accessToken: undefined });
  await storage().storeSession(first);
  await storage().storeSession(second);
  await storage().storeSession(refused(first));
  expect((await storage().loadSession(first.id))?.accessToken).toBe('shpat_2');
  await storage().storeSession(refused(second));
  expect((await storage().loadSession(first.id))?.isActive(undefined)).toBe(false);
});

it('takes an uninstallation back when the shop installs again, and starts its time anew', async () => {
  await storage().storeSession(session('a.myshopify.com', 'shpat_1'));
  const uninstalledAt = new Date('2026-05-01T00:00:00Z');
  const installedAt = new Date('2026-04-01T00:00:00Z');
  await database.db.shop.updateMany({ data: { uninstalledAt, installedAt } });
  await storage().storeSession(session('a.myshopify.com', 'shpat_2'));
  const shop = await shopOf('a.myshopify.com');
  expect(shop.uninstalledAt).toBeNull();
  expect(shop.installedAt.getTime()).toBeGreaterThan(uninstalledAt.getTime());
});

it('ends a pause for want of a token, and no other pause', async () => {
  for (const [shop, pausedBy] of [
    ['a', 'shopify_token'],
    ['b', 'merchant'],
  ] as const) {
    const domain = `${shop}.myshopify.com`;
    await storage().storeSession(session(domain, 'shpat_1'));
    await database.db.shop.update({ where: { domain }, data: { pausedBy, pausedAt: new Date() } });
    await storage().storeSession(session(domain, 'shpat_2'));
  }
  expect(await shopOf('a.myshopify.com')).toMatchObject({ pausedBy: null, pausedAt: null });
  expect(await shopOf('b.myshopify.com')).toMatchObject({ pausedBy: 'merchant', pausedAt: expect.any(Date) });
});

it('has no session where the key is gone or the value was moved from another shop', async () => {
  await storage().storeSession(session('a.myshopify.com', 'shpat_a'));
  await storage().storeSession(session('b.myshopify.com', 'shpat_b'));
  const other = createEncryption([{ id: 'k2', key: randomBytes(32) }]);
  expect(await storage(other).loadSession('offline_a.myshopify.com')).toBeUndefined();
  await database.db.$executeRaw`
    update session set access_token_encrypted =
      (select access_token_encrypted from session where id = 'offline_a.myshopify.com')
    where id = 'offline_b.myshopify.com'`;
  expect(await storage().loadSession('offline_b.myshopify.com')).toBeUndefined();
});

it('finds and deletes the sessions of one shop only', async () => {
  await storage().storeSession(session('a.myshopify.com', 'shpat_a'));
  await storage().storeSession(session('b.myshopify.com', 'shpat_b'));
  expect((await storage().findSessionsByShop('a.myshopify.com')).map((one) => one.shop)).toEqual([
    'a.myshopify.com',
  ]);
  await storage().deleteSessions(['offline_a.myshopify.com']);
  await storage().deleteSession('offline_missing.myshopify.com');
  expect(await database.db.session.findMany()).toMatchObject([{ id: 'offline_b.myshopify.com' }]);
});

it.each(['evil.example', 'a.myshopify.com.evil.example', ''])('stores nothing for "%s"', async (shop) => {
  expect(await storage().storeSession(session(shop, 'shpat_1'))).toBe(false);
  expect(await database.db.shop.count()).toBe(0);
});
