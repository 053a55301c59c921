import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { ensurePages } from '../../scripts/lib/pages.ts';
import { freePort } from '../../scripts/lib/postgres.ts';
import { systemClock } from '../platform/clock.ts';

// npm → sh → run.mjs → web: whoever of them is ended, the web process must not stay behind and hold the port.

beforeAll(ensurePages);

it.each(['SIGTERM', 'SIGKILL'] as const)(
  'npm start ends its web process when npm is ended by %s',
  async (signal) => {
    const port = await freePort();
    const npm = spawn('npm', ['start'], {
      stdio: 'ignore',
      env: {
        PATH: process.env['PATH'],
        HOME: process.env['HOME'],
        NODE_ENV: 'development',
        APP_URL: `http://localhost:${port}`,
        PORT: String(port),
        // It waits for a database that is not there.
        DATABASE_URL: 'postgresql://postgres@127.0.0.1:1/none',
        SHOPIFY_API_KEY: 'client-id',
        SHOPIFY_API_SECRET: randomBytes(16).toString('hex'),
        ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
      } as unknown as NodeJS.ProcessEnv,
    });
    const lives = () =>
      fetch(`http://127.0.0.1:${port}/healthz`).then(
        ({ ok }) => ok,
        () => false,
      );
    while (!(await lives())) await systemClock.sleep(100);
    npm.kill(signal);
    while (await lives()) await systemClock.sleep(100);
    expect(await lives()).toBe(false);
  },
);
