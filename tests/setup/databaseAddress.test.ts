import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createInbox } from '../../app/inbox/inbox.server.ts';
import { systemClock } from '../../app/platform/clock.ts';
import { openDatabase } from '../../app/platform/database.server.ts';
import { whyUnusable } from '../../app/platform/databaseUnusable.server.ts';
import { createEncryption } from '../../app/platform/encryption.server.ts';
import { checkSession } from '../../app/platform/session.server.ts';
import { withClient } from '../../scripts/lib/database.ts';
import { hasOpenssl, makeCertificates, type Certificates } from '../support/certificates.ts';
import { configure, giveFile, useServer } from '../support/ownServer.ts';
import { hasPgbouncer, startPgbouncer, type Pgbouncer } from '../support/pgbouncer.ts';

// What operators write into DATABASE_URL, on a real Postgres.

const server = useServer('test-database-address');
const DATABASE = 'addressed';

beforeAll(async () => {
  const { postgres } = server;
  await withClient(postgres.url, (client) => client.query(`create database ${DATABASE}`));
  await withClient(postgres.database(DATABASE), (client) =>
    client.query('create table shop (at timestamp); insert into shop values (now())'),
  );
});

const address = (change: (url: URL) => void = () => undefined): string => {
  const url = new URL(server.postgres.database(DATABASE));
  change(url);
  return url.toString();
};

/** Why the web process finds the database unusable; null when it finds it usable. */
async function refusal(databaseUrl: string): Promise<string | null> {
  const encryption = createEncryption([{ id: 'k1', key: randomBytes(32) }]);
  const inbox = createInbox({
    ...{ databaseUrl, encryption, clock: systemClock, secrets: ['x'], mayStore: () => true },
  });
  try {
    const error = await inbox.askDatabase();
    return error === null ? null : whyUnusable(error).why;
  } finally {
    await inbox.close();
  }
}

/** What holds on a connection of the product's client. */
async function settingsOf(databaseUrl: string) {
  const db = openDatabase(databaseUrl, 2);
  try {
    const rows = await db.$queryRaw<{ zone: string; idle: string }[]>`
      select current_setting('TimeZone') as zone,
        current_setting('idle_in_transaction_session_timeout') as idle`;
    return rows[0];
  } finally {
    await db.$disconnect();
  }
}

const OURS = { zone: 'UTC', idle: '25s' };

it('whatever options an address brings, time zone and limits are ours', async () => {
  const options = '-c timezone=Europe/Berlin -c idle_in_transaction_session_timeout=0';
  const url = address(({ searchParams }) => searchParams.set('options', options));
  expect(await settingsOf(url)).toEqual(OURS);
  expect(await refusal(url)).toBeNull();
});

it('whatever the database’s owner has set for it, time zone and limits are ours', async () => {
  await withClient(server.postgres.url, (client) =>
    client.query(`alter database ${DATABASE} set timezone = 'Europe/Berlin'`),
  );
  expect(await settingsOf(address())).toEqual(OURS);
});

describe.skipIf(!hasPgbouncer)('by way of PgBouncer with its stock settings (needs pgbouncer)', () => {
  let pooler: Pgbouncer;
  const start = async (mode: 'session' | 'transaction') => {
    pooler = await startPgbouncer(server.postgres.url, mode);
    return pooler.address(address());
  };
  beforeEach(() => () => pooler.stop());

  it('in session mode everything is as it is without it', async () => {
    const url = await start('session');
    expect(await refusal(url)).toBeNull();
    expect(await settingsOf(url)).toEqual(OURS);
    await checkSession(url);
  });

  it('in transaction mode the process says that it cannot work so', async () => {
    expect(await refusal(await start('transaction'))).toBe('shared_session');
  });

  it('options in the address are refused by it, and the process says so', async () => {
    const url = new URL(await start('session'));
    url.searchParams.set('options', '-c timezone=UTC');
    expect(await refusal(url.toString())).toBe('startup_parameter');
  });
});

describe.skipIf(!hasOpenssl)('with TLS and a certificate of a private CA (needs openssl)', () => {
  let made: Certificates;
  const tls = (host: string, mode: string, caFile?: string) =>
    address((url) => {
      url.hostname = host;
      url.searchParams.set('sslmode', mode);
      if (caFile) url.searchParams.set('sslrootcert', caFile);
    });

  beforeAll(() => {
    const { postgres } = server;
    made = makeCertificates('localhost');
    giveFile(postgres, 'server.crt', made.certificate);
    giveFile(postgres, 'server.key', made.key);
    giveFile(postgres, 'pg_hba.conf', 'hostssl all all 127.0.0.1/32 trust\nhostssl all all ::1/128 trust\n');
    configure(postgres, ['ssl = on', "ssl_cert_file = 'server.crt'", "ssl_key_file = 'server.key'"]);
  });
  afterAll(() => made.remove());

  it('sslmode=verify-full with the CA’s certificate as sslrootcert works', async () => {
    const url = tls('localhost', 'verify-full', made.caFile);
    expect(await refusal(url)).toBeNull();
    expect(await settingsOf(url)).toEqual(OURS);
    const [row] = await withClient(url, async (client) => {
      const { rows } = await client.query('select ssl from pg_stat_ssl where pid = pg_backend_pid()');
      return rows as { ssl: boolean }[];
    });
    expect(row).toEqual({ ssl: true });
  });

  it.each<[string, string, () => string]>([
    ['without the CA’s certificate', 'untrusted_certificate', () => tls('localhost', 'verify-full')],
    ['for another host', 'other_name', () => tls('127.0.0.1', 'verify-full', made.caFile)],
    ['without TLS where the server demands it', 'not_allowed', () => address()],
  ])('%s the process says why it cannot use the database', async (_, why, url) => {
    expect(await refusal(url())).toBe(why);
  });
});
