import { describe, expect, it } from 'vitest';
import { allStrayStateWrites, strayStateWrites } from './stateWrites.ts';

const tablesIn = (text: string, file = 'app/orders/actions/example.server.ts') =>
  strayStateWrites(file, text).map(({ table }) => table);

describe('a state written outside the module of its table', () => {
  it.each([
    ['an update', `tx.orderSync.update({ where: { id }, data: { state: 'parked' } })`, 'order_sync'],
    ['a shorthand', `db.document.updateMany({ where, data: { ...more, state } })`, 'document'],
    ['a new row', `tx.deadLetter.create({ data: { shopId, state: 'open' } })`, 'dead_letter'],
    ['several rows', `tx.booking.createMany({ data: [{ ...data, state: 'booked' }] })`, 'booking'],
    ['one half of an upsert', `tx.breaker.upsert({ where, create: {}, update: { state } })`, 'breaker'],
    [
      'a choice',
      `tx.alertMail.update({ where, data: { ...(again ? { state: 'sent' } : {}) } })`,
      'alert_mail',
    ],
    [
      'a constant',
      `const data = { state: 'done' }; db.privacyRequest.update({ where, data })`,
      'privacy_request',
    ],
    [
      'a ledger row',
      `save(run, [{ table: 'outgoing_mail', ids, set: { state, ...times } }])`,
      'outgoing_mail',
    ],
    [
      'SQL',
      'tx.$executeRaw`update order_sync o set attempts = 0, state = ${to} where o.id = 1`',
      'order_sync',
    ],
    [
      'SQL behind a with',
      'db.$queryRaw`with x as (update dead_letter set state = 1) select 1`',
      'dead_letter',
    ],
    ['SQL that inserts', 'tx.$executeRaw`insert into breaker as b (key, state) values (1, 2)`', 'breaker'],
    ['a piece of SQL', 'const set = Prisma.sql`attempts = 0, state = ${to}`', 'any table'],
  ])('is found: %s', (_, text, table) => expect(tablesIn(text)).toEqual([table]));

  it.each([
    ['a search', `db.orderSync.findMany({ where: { state: 'parked' } })`],
    ['a condition', `tx.orderSync.updateMany({ where: { state: 'parked' }, data: { attempts: 0 } })`],
    ['another table', `db.sevdeskConnection.update({ where, data: { state: 'ok' } })`],
    ['a comparison', 'db.$queryRaw`select 1 from order_sync o where o.archived and state = 1`'],
    [
      'a comparison while updating',
      "tx.$executeRaw`update order_sync o set attempts = 0 where o.state = 'parked'`",
    ],
    ['what the module answers', `tx.document.update({ where, data: { ...documentTo(work, 'done') } })`],
  ])('is not: %s', (_, text) => expect(tablesIn(text)).toEqual([]));

  it('is none in the module itself', () => {
    const text = `tx.deadLetter.update({ where, data: { state: 'open' } })`;
    expect(tablesIn(text, 'app/sync/schedule/deadLetters.server.ts')).toEqual([]);
    expect(tablesIn(text, 'app/sync/ledger/orderState.server.ts')).toEqual(['dead_letter']);
  });

  it('names its line', () => {
    expect(strayStateWrites('app/x.ts', `\n\ndb.booking.update({ data: { state } });`)[0]?.line).toBe(3);
  });

  it('stands nowhere in the app', () => expect(allStrayStateWrites()).toEqual([]));
});
