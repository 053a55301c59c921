import { randomBytes, randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { useDatabase } from '../../tests/support/database.ts';
import { searchDatabase } from '../../tests/support/searchDatabase.ts';
import { buildOrder } from '../accounting/testing/buildOrder.ts';
import { rotateBuyerIndex } from '../sync/ledger/rotateBuyerIndex.server.ts';
import { checkKeys, WrongKeyError } from './checkKeys.server.ts';
import { createEncryption } from './encryption.server.ts';
import {
  accessTokenContext,
  buyerWordContext,
  encryptedColumns,
  snapshotContext,
  tokenContext,
} from './encryptionContexts.ts';
import { retireKeys, rotateKeys } from './rotateKeys.server.ts';

const database = useDatabase();
const [k1, k2] = ['k1', 'k2'].map((id) => ({ id, key: randomBytes(32) })) as [Key, Key];
type Key = { id: string; key: Buffer };
const before = createEncryption([k1]);
const rotating = createEncryption([k2, k1]);
const after = createEncryption([k2]);

beforeEach(async () => {
  await database.db.shop.deleteMany();
  await database.db.keyCheck.deleteMany();
});

it('knows every encrypted column there is', async () => {
  const rows = await database.db.$queryRaw<{ name: string }[]>`
    select table_name || '.' || column_name as name from information_schema.columns
    where table_schema = 'public' and column_name like '%encrypted' order by 1`;
  const known = encryptedColumns.map(({ table, column }) => `${table}.${column}`);
  // The check values of the keys themselves are each written with their own key.
  expect([...known, 'key_check.value_encrypted'].sort()).toEqual(rows.map(({ name }) => name).sort());
});

async function fill(shops: number) {
  const { db } = database;
  for (let count = 0; count < shops; count++) {
    const shop = await db.shop.create({ data: { domain: `${randomUUID()}.myshopify.com` } });
    const order = buildOrder({
      lines: [{ price: 100 }],
      buyer: { lastName: 'Quitte', email: 'q@example.com' },
    });
    await db.session.create({
      data: {
        id: shop.domain,
        shopId: shop.id,
        state: '',
        isOnline: false,
        accessTokenEncrypted:
          count === 0 ? '' : before.encrypt(`token-${count}`, accessTokenContext(shop.id)),
      },
    });
    const at = new Date();
    await db.orderSync.create({
      data: {
        shopId: shop.id,
        orderGid: order.gid,
        orderId: order.id,
        firstSeenAt: at,
        changedAt: at,
        listedAt: at,
        snapshotEncrypted: before.encrypt(JSON.stringify(order), snapshotContext(shop.id, order.gid)),
        buyerIndex: [before.fingerprint('quitte', buyerWordContext(shop.id))],
      },
    });
  }
}

describe('rotating the keys', () => {
  it('writes everything anew, the search index too, after which the old key can go', async () => {
    const { db } = database;
    await fill(3);
    await checkKeys(db, [k1]);
    await checkKeys(db, [k2, k1]);
    expect(await retireKeys(db, 'k2')).toEqual(['k1']);
    expect(await rotateBuyerIndex(db, rotating)).toBe(3);
    const done = await rotateKeys(db, rotating);
    expect(done.filter(({ written }) => written > 0)).toEqual([
      { column: 'session.access_token_encrypted', written: 2, unreadable: 0 },
      { column: 'order_sync.snapshot_encrypted', written: 3, unreadable: 0 },
    ]);
    expect(await retireKeys(db, 'k2')).toEqual([]);
    await checkKeys(db, [k2]);
    expect(await searchDatabase(db, after, ['token-1', 'quitte'])).toHaveLength(1 + 3);
    const rows = await db.orderSync.findMany();
    for (const { shopId, buyerIndex } of rows)
      expect(buyerIndex).toContain(after.fingerprint('quitte', buyerWordContext(shopId)));
    expect((await rotateKeys(db, rotating)).every(({ written }) => written === 0)).toBe(true);
  });

  it('goes on where it was cut off, over more than one batch', async () => {
    const { db } = database;
    const shop = await db.shop.create({ data: { domain: 'many.myshopify.com' } });
    const at = new Date();
    const gid = (count: number) => `gid://shopify/Order/${count}`;
    await db.orderSync.createMany({
      data: Array.from({ length: 1_200 }, (_, count) => ({
        shopId: shop.id,
        orderGid: gid(count),
        orderId: String(count),
        firstSeenAt: at,
        changedAt: at,
        listedAt: at,
        buyerEncrypted: before.encrypt('x', `order_sync.buyer:${shop.id}:${gid(count)}`),
      })),
    });
    // 1. the rotation dies after some hundred values; 2. it is started again.
    const failing = {
      ...rotating,
      encrypt: (() => {
        let left = 700;
        return (plain: string, place: string) => {
          if (left-- === 0) throw new Error('killed');
          return rotating.encrypt(plain, place);
        };
      })(),
    };
    await expect(rotateKeys(db, failing)).rejects.toThrow('killed');
    expect(await rotateKeys(db, rotating)).toContainEqual({
      column: 'order_sync.buyer_encrypted',
      written: 700,
      unreadable: 0,
    });
  });

  it('leaves alone what the app writes at the same moment, and says what it cannot read', async () => {
    const { db } = database;
    await fill(2);
    const shop = await db.shop.findFirstOrThrow({
      where: { sessions: { some: { accessTokenEncrypted: { not: '' } } } },
    });
    const values = {
      tokenLast4: '',
      accountKey: '1',
      systemVersion: '2.0',
      regime: 'regular',
      contactPersonId: '1',
    };
    const moved = before.encrypt('moved from another shop', tokenContext(randomUUID()));
    await db.sevdeskConnection.create({
      data: { shopId: shop.id, tokenEncrypted: moved, facts: {}, ...values },
    });
    // Between reading and writing, the app saves a new token.
    const fresh = after.encrypt('fresh', accessTokenContext(shop.id));
    const racing = {
      ...rotating,
      encrypt(plain: string, place: string) {
        return place.startsWith('session')
          ? (pending.push(place), rotating.encrypt(plain, place))
          : rotating.encrypt(plain, place);
      },
      decryptOrNull(value: string, place: string) {
        return rotating.decryptOrNull(value, place);
      },
    };
    const pending: string[] = [];
    const original = db.$executeRawUnsafe.bind(db);
    const slow = new Proxy(db, {
      get: (target, name) =>
        name === '$executeRawUnsafe'
          ? async (sql: string, ...rest: unknown[]) => {
              if (sql.includes('"session"'))
                await db.session.updateMany({
                  where: { shopId: shop.id },
                  data: { accessTokenEncrypted: fresh },
                });
              return original(sql, ...rest);
            }
          : (Reflect.get(target, name) as unknown),
    });
    const done = await rotateKeys(slow, racing);
    expect(done).toContainEqual({ column: 'session.access_token_encrypted', written: 0, unreadable: 0 });
    expect(done).toContainEqual({ column: 'sevdesk_connection.token_encrypted', written: 0, unreadable: 1 });
    expect((await db.session.findFirstOrThrow({ where: { shopId: shop.id } })).accessTokenEncrypted).toBe(
      fresh,
    );
  });
});

describe('a process with a wrong key', () => {
  it('does not start: another key under a known name, or a key that is missing', async () => {
    const { db } = database;
    await checkKeys(db, [k1]);
    await checkKeys(db, [k1]);
    const other = { id: 'k1', key: randomBytes(32) };
    await expect(checkKeys(db, [other])).rejects.toThrow(WrongKeyError);
    await expect(checkKeys(db, [k2])).rejects.toThrow('lacks the key "k1"');
    await checkKeys(db, [k2, k1]);
  });
});
