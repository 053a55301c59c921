import { spawn } from 'node:child_process';
import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { systemClock } from '../../app/platform/clock.ts';
import { ensurePages } from '../../scripts/lib/pages.ts';
import { freePort } from '../../scripts/lib/postgres.ts';

/** The web process as an operator runs it: npm start, minus npm. */
export function runStart(env: NodeJS.ProcessEnv) {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'scripts/ops/web.ts'], {
    env: { PATH: process.env['PATH'], ...env },
  });
  let output = '';
  child.stdout.on('data', (data: Buffer) => (output += data.toString()));
  child.stderr.on('data', (data: Buffer) => (output += data.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  return { child, ended, output: () => output };
}

const SECRET = 'the-current-secret';

/** A web process with built pages on that database, as soon as it is ready. */
export async function startWebProcess(databaseUrl: string, more: Record<string, string> = {}) {
  ensurePages();
  const port = await freePort();
  const started = runStart({
    NODE_ENV: 'development',
    APP_URL: `http://localhost:${port}`,
    PORT: String(port),
    DATABASE_URL: databaseUrl,
    SHOPIFY_API_KEY: 'client-id',
    SHOPIFY_API_SECRET: SECRET,
    ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
    ...more,
  } as unknown as NodeJS.ProcessEnv);
  const at = `http://127.0.0.1:${port}`;
  const ask = (path: string) =>
    fetch(at + path).then(
      ({ status }) => status,
      () => 0,
    );
  while ((await ask('/readyz')) !== 200) {
    if (started.child.exitCode !== null) throw new Error(`the web process ended:\n${started.output()}`);
    await systemClock.sleep(100);
  }
  return {
    ...started,
    port,
    at,
    ask,
    /** The process that draws pages; null while there is none. */
    pagesPid(): number | null {
      const { pid } = started.child;
      const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
      return children === '' ? null : Number(children.split(' ')[0]);
    },
    /** Sends a signed webhook; answers its status, or 0 where there was no answer. */
    deliver: (webhookId: string = randomUUID()) => deliver(at, webhookId),
    async stop() {
      started.child.kill('SIGTERM');
      return started.ended;
    },
  };
}

function deliver(at: string, webhookId: string): Promise<number> {
  const body = '{"id":820982911946154508}';
  const headers = {
    'x-shopify-topic': 'orders/paid',
    'x-shopify-shop-domain': 'demo.myshopify.com',
    'x-shopify-webhook-id': webhookId,
    'x-shopify-hmac-sha256': createHmac('sha256', SECRET).update(body).digest('base64'),
  };
  return fetch(`${at}/webhooks/orders`, { method: 'POST', body, headers }).then(
    ({ status }) => status,
    () => 0,
  );
}
