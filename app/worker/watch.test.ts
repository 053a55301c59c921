import { afterEach, describe, expect, it } from 'vitest';
import { freePort } from '../../scripts/lib/postgres.ts';
import { counter } from '../platform/metrics.server.ts';
import { startWatch } from './watch.server.ts';

const TOKEN = 'a-token-for-prometheus';
const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
let watch: { close(): void } | undefined;
afterEach(() => watch?.close());

async function open(options: { isMoving?: boolean; metricsToken?: string | null } = {}) {
  const { isMoving = true, metricsToken = TOKEN } = options;
  const port = await freePort();
  watch = startWatch({ port, production: true, metricsToken, isMoving: () => isMoving });
  return `http://127.0.0.1:${port}`;
}

describe('a worker process', () => {
  it('says that it lives while jobs move, and that it does not when they stand still', async () => {
    expect((await fetch(`${await open()}/healthz`)).status).toBe(200);
    watch?.close();
    expect((await fetch(`${await open({ isMoving: false })}/healthz`)).status).toBe(503);
  });

  it('shows its metrics to whoever has the token', async () => {
    counter('test_watched_total', 'Watched.', []).add({});
    const at = `${await open()}/metrics`;
    expect(await (await fetch(at, bearer(TOKEN))).text()).toContain('sevdesk_connector_test_watched_total 1');
    expect((await fetch(at, bearer('another-token-altogether'))).status).toBe(401);
    expect((await fetch(at)).status).toBe(401);
  });

  it('has no metrics in production without a token, and no other addresses', async () => {
    const at = await open({ metricsToken: null });
    expect((await fetch(`${at}/metrics`)).status).toBe(404);
    expect((await fetch(`${at}/app`)).status).toBe(404);
  });
});
