import { describe, expect, it, vi } from 'vitest';
import { useDatabase } from '../../../tests/support/database.ts';
import { openDatabase, sqlIn } from '../database.server.ts';
import { big, bool, date, instant, int, json, list, nullable, text, uuid, whole } from './codecs.ts';
import { statement } from './statement.ts';

const database = useDatabase(2);

const all = { text, uuid, int, whole, big, bool, date, instant, json: json(), none: nullable(int) };
const echo = statement('test.echo', {
  params: all,
  row: all,
  sql: `select :text as text, :uuid as uuid, :int as int, :whole as whole, :big as big, :bool as bool, :date as date,
    :instant as instant, :json as json, :none as none`,
});
const values = {
  text: 'Größe "M" \\',
  uuid: '6f1b1e0e-6f8f-4d0e-9a52-6f4f4a1f0b1c',
  int: -7,
  whole: 1_234_567_890_123,
  big: 9_007_199_254_740_993n,
  bool: true,
  date: '2026-11-24',
  instant: new Date('2026-11-24T10:20:30.456Z'),
  json: { a: [1, null, 'x'] },
  none: null,
};

const insert = statement('test.insert', {
  params: { domain: text },
  row: {},
  sql: `insert into shop (domain) values (:domain)`,
});
const count = statement('test.count', {
  params: { domains: list(text) },
  row: { found: int },
  sql: `select count(*)::int as found from shop where domain = any(:domains)`,
});
const connections = statement('test.connections', {
  params: {},
  row: { open: int },
  sql: `select count(*)::int as open from pg_stat_activity where datname = current_database()`,
});
const found = async (...domains: string[]) => (await database.db.sql.first(count, { domains }))?.found;

describe('a hand-written statement', () => {
  it('gives back every kind of value as it was given', async () => {
    expect(await database.db.sql.first(echo, values)).toEqual(values);
  });

  it('gives back the same within a transaction of Prisma', async () => {
    const given = await database.db.$transaction((tx) => sqlIn(tx).first(echo, values));
    expect(given).toEqual(values);
  });

  it('looks in lists, whatever characters they hold', async () => {
    await database.db.sql.rows(insert, { domain: 'a "b" \\, {c}' });
    expect(await found('a "b" \\, {c}', 'other')).toBe(1);
    expect(await found()).toBe(0);
  });

  it('throws for a parameter that nothing is declared for', () => {
    const make = () => statement('test.undeclared', { params: {}, row: {}, sql: 'select :what' });
    expect(make).toThrow('nothing is declared for :what');
  });

  it('throws for a null where none may be', async () => {
    const none = statement('test.null', { params: {}, row: { it: int }, sql: 'select null::int as it' });
    await expect(database.db.sql.rows(none, {})).rejects.toThrow('it is null');
  });
});

it('leaves no connection open, although Prisma was not used', async () => {
  const db = openDatabase(database.url, 1);
  const before = await database.db.sql.first(connections, {});
  await db.sql.first(count, { domains: [] });
  await db.$disconnect();
  await vi.waitFor(async () => expect(await database.db.sql.first(connections, {})).toEqual(before));
});

describe('a transaction', () => {
  it('is committed when its work is done', async () => {
    await database.db.sql.transaction((tx) => tx.rows(insert, { domain: 'kept' }));
    expect(await found('kept')).toBe(1);
  });

  it('is rolled back when its work throws, and its connection can be used again', async () => {
    for (let times = 0; times < 4; times++) {
      const work = database.db.sql.transaction(async (tx) => {
        await tx.rows(insert, { domain: 'undone' });
        throw new Error('no');
      });
      await expect(work).rejects.toThrow('no');
    }
    expect(await found('undone')).toBe(0);
  });

  it('of Prisma is the one in which its statements run', async () => {
    const work = database.db.$transaction(async (tx) => {
      await sqlIn(tx).rows(insert, { domain: 'undone' });
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    expect(await found('undone')).toBe(0);
  });

  it('rejects when a statement failed in it, although nobody listened', async () => {
    const wrong = statement('test.wrong', { params: {}, row: {}, sql: 'select 1 / 0' });
    const work = database.db.sql.transaction(async (tx) => {
      await tx.rows(insert, { domain: 'undone' });
      await tx.rows(wrong, {}).catch(() => undefined);
    });
    await expect(work).rejects.toThrow('rolled back');
    expect(await found('undone')).toBe(0);
  });
});
