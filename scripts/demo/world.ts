// The whole system on one machine: Postgres, the twins of Shopify and sevdesk, the web process and the worker.
// Used by the demo and by the browser tests.
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, openSync } from 'node:fs';
import path from 'node:path';
import { openDatabase, type Database } from '../../app/platform/database.server.ts';
import { startSevdeskTwin, type SevdeskTwin } from '@twins/sevdesk';
import { startShopifyTwin } from '@twins/shopify';
import type { ShopSpec, ShopifyTwin } from '@twins/shopify';
import { startViesTwin, type ViesTwin } from '@twins/vies';
import { migrate, withClient } from '../lib/database.ts';
import { freePort, startPostgres } from '../lib/postgres.ts';
import { ensureShopifySchema } from '@twins/shopify';

export interface World {
  shopify: ShopifyTwin;
  /** Null when another server plays sevdesk. */
  sevdesk: SevdeskTwin | null;
  /** Where sevdesk answers, the twin or the other server. */
  sevdeskApiUrl: string;
  /** Takes every VAT id of the right form for valid until it is told otherwise. */
  vies: ViesTwin;
  db: Database;
  appUrl: string;
  postgresPid: number;
  /** Of the app's processes, to start more of them. */
  env: Record<string, string>;
  startWorker(): ChildProcess;
  stop(): Promise<void>;
}

export interface WorldOptions {
  /** Where Postgres keeps its data and the processes their logs. */
  folder: string;
  /** Port of the web process. */
  port?: number;
  /** Address of a server that plays sevdesk instead of the twin. */
  sevdeskApiUrl?: string;
  shops: ShopSpec[];
  /** The web process; `web` (built pages) when left out. */
  webScript?: 'web' | 'devWeb';
  workers?: number;
  tell?: (what: string) => void;
}

const SCRIPTS = {
  web: 'scripts/ops/web.ts',
  worker: 'scripts/ops/worker.ts',
  devWeb: 'scripts/dev/devWeb.ts',
};

/** Starts everything with an empty database and resolves when the web process is ready. */
export async function startWorld(options: WorldOptions): Promise<World> {
  const tell = options.tell ?? (() => {});
  await ensureShopifySchema();
  tell('Starting Postgres…');
  const postgres = await startPostgres(path.join(options.folder, 'postgres'));
  const databaseUrl = postgres.database('app');
  await withClient(postgres.url, (client) => client.query('drop database if exists app with (force)'));
  await migrate(databaseUrl);

  tell('Starting the twins of Shopify, sevdesk and VIES…');
  const port = options.port ?? (await freePort());
  const appUrl = `http://localhost:${port}`;
  const apiKey = 'demo-client-id';
  const apiSecret = randomBytes(24).toString('hex');
  const shopify = await startShopifyTwin({ apiKey, apiSecret, appUrl, shops: options.shops });
  shopify.setRetrySchedule(500);
  const sevdesk = options.sevdeskApiUrl ? null : await startSevdeskTwin({});
  const vies = await startViesTwin({ otherwise: 'valid' });

  const sevdeskApiUrl = (options.sevdeskApiUrl ?? sevdesk!.apiUrl).replace(/\/$/, '');
  const env = {
    NODE_ENV: 'development',
    APP_URL: appUrl,
    PORT: String(port),
    DATABASE_URL: databaseUrl,
    SHOPIFY_API_KEY: apiKey,
    SHOPIFY_API_SECRET: apiSecret,
    SHOPIFY_TWIN_URL: shopify.url,
    SHOPIFY_APP_BRIDGE_URL: shopify.appBridgeUrl,
    SEVDESK_API_URL: sevdeskApiUrl,
    VIES_API_URL: vies.apiUrl,
    ENCRYPTION_KEYS: `demo:${randomBytes(32).toString('base64')}`,
    LOG_LEVEL: 'info',
    SUPPORT_EMAIL: 'support@example.com',
  };
  const logs = path.join(options.folder, 'logs');
  mkdirSync(logs, { recursive: true });
  const children: ChildProcess[] = [];
  const start = (name: keyof typeof SCRIPTS) => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', SCRIPTS[name]], {
      env: { ...process.env, ...env } as NodeJS.ProcessEnv,
      stdio: ['ignore', ...logFile(path.join(logs, `${name}-${children.length}.log`))],
    });
    children.push(child);
    return child;
  };

  tell('Starting the web process and the worker…');
  const webScript = options.webScript ?? 'web';
  if (webScript === 'web' && !existsSync('build/server/index.js')) {
    throw new Error('The pages are not built; run npm run build.');
  }
  const web = start(webScript);
  for (let count = 0; count < (options.workers ?? 1); count++) start('worker');
  await ready(`${appUrl}/readyz`, web, logs);

  const db = openDatabase(databaseUrl, 5);
  return {
    shopify,
    sevdesk,
    sevdeskApiUrl,
    vies,
    db,
    appUrl,
    postgresPid: postgres.pid,
    env,
    startWorker: () => start('worker'),
    async stop() {
      await db.$disconnect();
      await Promise.all(children.map(end));
      await shopify.close();
      await sevdesk?.close();
      await vies.close();
      postgres.stop();
    },
  };
}

/** Standard output and error, both into one fresh file. */
function logFile(file: string): [number, number] {
  const handle = openSync(file, 'w');
  return [handle, handle];
}

/** Asks until the process says it is ready. Throws when it ends before or takes more than a minute. */
async function ready(url: string, child: ChildProcess, logs: string) {
  for (let waited = 0; waited < 600; waited++) {
    if (child.exitCode !== null) throw new Error(`The web process ended; see ${logs}.`);
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`The web process is not ready after a minute; see ${logs}.`);
}

/** Asks a process to end and waits; after 15 seconds it is killed. */
function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), 15_000);
    child.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
    child.kill('SIGTERM');
  });
}
