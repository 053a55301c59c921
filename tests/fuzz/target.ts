import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { withClient } from '../../scripts/lib/database.ts';
import { freePort } from '../../scripts/lib/postgres.ts';
import { residentMb } from '../support/processCost.ts';
import type { Secrets } from './generate.ts';

/** A web process as it runs in production, with a shop in its database. */
export interface Target {
  port: number;
  /** Of the process that listens; the pages are its child. */
  pid: number;
  secrets: Secrets;
  /** Resident memory of both in megabytes. */
  memory(): number;
  /** Log lines of the level "error". */
  errors(): string[];
  /** One text for everything that is in the database: the same before and after, or something was written. */
  fingerprint(): Promise<string>;
  stop(): Promise<void>;
}

const SHOP = 'victim.myshopify.com';

/** Starts the built pages on this database. */
export async function startTarget(databaseUrl: string): Promise<Target> {
  const port = await freePort();
  const secrets = { apiSecret: randomBytes(24).toString('hex'), shop: SHOP };
  await withClient(databaseUrl, async (client) => {
    await client.query(`insert into shop (domain) values ($1) on conflict do nothing`, [SHOP]);
    await client.query(`
      insert into order_sync (shop_id, order_gid, order_id, order_name, first_seen_at, changed_at, listed_at)
      select id, 'gid://shopify/Order/1', '1', '#1', now(), now(), now() from shop on conflict do nothing`);
  });
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'scripts/ops/web.ts'], {
    env: {
      PATH: process.env['PATH'],
      NODE_ENV: 'development',
      APP_URL: `http://localhost:${port}`,
      PORT: String(port),
      DATABASE_URL: databaseUrl,
      SHOPIFY_API_KEY: 'client-id',
      SHOPIFY_API_SECRET: secrets.apiSecret,
      // Nobody is to be asked: what is not authenticated never gets that far.
      SHOPIFY_TWIN_URL: 'http://127.0.0.1:9',
      SEVDESK_API_URL: 'http://127.0.0.1:9',
      ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
      REQUESTS_PER_SECOND: '100000',
      LOG_LEVEL: 'error',
    } as unknown as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data: Buffer) =>
      lines.push(...data.toString().split('\n').filter(Boolean).slice(0, 50)),
    );
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  for (let waited = 0; waited < 600; waited++) {
    if (child.exitCode !== null) throw new Error(`the web process ended: ${lines.join('\n')}`);
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
    // The check values of the keys are written when it is ready.
    if (answer?.ok && (await hasKeyCheck(databaseUrl))) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    port,
    pid: child.pid!,
    secrets,
    memory: () => residentMb(child.pid!),
    errors: () => lines,
    fingerprint: () => fingerprint(databaseUrl),
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

const hasKeyCheck = (url: string) =>
  withClient(url, async (client) => (await client.query('select 1 from key_check')).rowCount! > 0);

function fingerprint(url: string): Promise<string> {
  return withClient(url, async (client) => {
    const { rows: tables } = await client.query<{ name: string }>(`
      select format('%I.%I', table_schema, table_name) as name from information_schema.tables
      where table_type = 'BASE TABLE' and table_schema in ('public', 'graphile_worker') order by 1`);
    const parts: string[] = [];
    for (const { name } of tables) {
      const { rows } = await client.query<{ all: string }>(
        `select count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as all from ${name} t`,
      );
      parts.push(`${name} ${rows[0]!.all}`);
    }
    return parts.join('\n');
  });
}
