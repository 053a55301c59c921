import pg from 'pg';
import { expect, it } from 'vitest';
import { useDatabase } from '../../tests/support/database.ts';
import { whyUnusable } from './databaseUnusable.server.ts';

const database = useDatabase();

/** What the driver says when somebody tries to look at the shops there. */
async function failing(change: (url: URL) => void, sql = 'select 1 from shop limit 1'): Promise<unknown> {
  const url = new URL(database.url);
  change(url);
  const client = new pg.Client({ connectionString: url.toString(), connectionTimeoutMillis: 3_000 });
  try {
    await client.connect();
    await client.query(sql);
    throw new Error('it worked');
  } catch (error) {
    return error;
  } finally {
    await client.end().catch(() => undefined);
  }
}

it.each<[string, (url: URL) => void]>([
  ['refused', (url) => (url.port = '1')],
  ['unknown_host', (url) => (url.hostname = 'no-such-host.invalid')],
  ['no_database', (url) => (url.pathname = '/no_such_database')],
  ['not_migrated', (url) => (url.pathname = '/postgres')],
  ['no_tls', (url) => url.searchParams.set('sslmode', 'require')],
])('names the reason why a database cannot be used: %s', async (why, change) => {
  const cause = whyUnusable(await failing(change));
  expect(cause.why).toBe(why);
  expect(cause.sentence).toMatch(/^[^/@]+$/);
});

it('names a certificate that nobody here trusts, and what it does not know', () => {
  expect(whyUnusable({ code: 'SELF_SIGNED_CERT_IN_CHAIN' }).why).toBe('untrusted_certificate');
  expect(whyUnusable({ code: 'P1001', cause: { code: '28P01' } }).why).toBe('wrong_password');
  expect(whyUnusable(new Error('secret text'))).toEqual({ why: 'unknown', sentence: 'it does not answer' });
});
