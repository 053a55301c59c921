import { afterAll, beforeAll, expect, it } from 'vitest';
import { ensurePages } from '../../scripts/lib/pages.ts';
import { useDatabase } from '../support/database.ts';
import { attack } from './attack.ts';
import { measureCost } from './cost.ts';
import { generateInputs } from './generate.ts';
import { startTarget, type Target } from './target.ts';

// The short version of "npm run fuzz": the built pages, asked by a stranger in every way that is not meant.

const INPUTS = 1_500;
const SEED = 20261124;

const database = useDatabase();
let target: Target;
beforeAll(async () => {
  ensurePages();
  target = await startTarget(database.url);
}, 180_000);
afterAll(() => target?.stop());

const ask = (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${target.port}${path}`, init);

it('never fails, hangs, writes or grows, whatever a stranger sends', async () => {
  const before = await target.fingerprint();
  const report = await attack(target.port, generateInputs(SEED, target.secrets), INPUTS);
  expect(report.faults).toEqual([]);
  expect(report.inputs).toBe(INPUTS);
  expect(target.errors()).toEqual([]);
  expect(await target.fingerprint()).toBe(before);
  expect(target.memory()).toBeLessThan(600);
  // It got far enough to mean something: pages, refusals, forged webhooks.
  for (const status of ['200', '400', '401', '404', '405'])
    expect(report.statuses[status]).toBeGreaterThan(0);
});

it('costs no more than 50 ms of a core for any input', async () => {
  const report = await measureCost(target, generateInputs(SEED + 1, target.secrets), 300);
  expect(report.inputs).toBe(300);
  expect(report.dearestMs).toBeGreaterThan(0);
  expect(report.findings).toEqual([]);
});

it.each(['', '?ticket=', '?ticket=v1.k1.AAAA.AAAA.AAAA', '?ticket=v1.k9.x.y.z', '?ticket=%00'])(
  'refuses to print without a ticket of ours: %s',
  async (query) => expect((await ask(`/api/extension/print${query}`)).status).toBe(401),
);

it.each(['GET', 'POST', 'PUT', 'DELETE'])(
  'has a plain answer for addresses that nobody has: %s',
  async (method) => {
    const answer = await ask('/wp-login.php', { method });
    expect([answer.status, await answer.text()]).toEqual([404, 'Not found\n']);
  },
);
