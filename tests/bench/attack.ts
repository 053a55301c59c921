// Webhooks while every public page is asked, again and again, for what costs it most: how fast they are acknowledged, and
// by how much that is slower than in peace. ATTACK_RATE: webhooks a second (1,000), ATTACK_SECONDS: how long each (20),
// ATTACKERS: how many ask for pages at once (as many as there are expensive requests).
import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { withClient } from '../../scripts/lib/database.ts';
import { ensurePages } from '../../scripts/lib/pages.ts';
import { freePort } from '../../scripts/lib/postgres.ts';
import { expensiveRequests } from '../support/expensiveRequests.ts';
import { freshDatabase } from './support/database.ts';
import { appEnv, startMeasured } from './support/processes.ts';
import { report, type Row } from './support/report.ts';
import { feedOf, fire, signedWebhooks, type Fired } from './support/webhooks.ts';

const SHOP = 'bench-shop.myshopify.com';
const RATE = Number(process.env['ATTACK_RATE'] ?? 1_000);
const SECONDS = Number(process.env['ATTACK_SECONDS'] ?? 20);
const ATTACKERS = Number(process.env['ATTACKERS'] ?? expensiveRequests.length);
/** What is promised. */
const P99_MS = 100;

ensurePages();
const secret = randomBytes(24).toString('hex');
const { postgres, url } = await freshDatabase('attack');
await withClient(url, (client) => client.query('insert into shop (domain) values ($1)', [SHOP]));
const webhooks = feedOf(await signedWebhooks(SHOP, secret, Math.max(1_000, RATE * SECONDS * 2)));
const port = await freePort();
// Attackers come from many addresses; here they have one, which must not be held back for them all.
const env = { ...appEnv(url, port, secret), REQUESTS_PER_SECOND: '100000' };
const web = await startMeasured('scripts/ops/web.ts', env, '"web ready"');

const load = { connections: 50, seconds: SECONDS, rate: RATE };
await fire(port, webhooks, { ...load, seconds: 2 });
const inPeace = await fire(port, webhooks, load);
const attack = startAttack();
const attacked = await fire(port, webhooks, load);
const pages = await attack.end();
report('attack', `Acknowledged webhooks at ${RATE} per second, 50 connections, ${SECONDS} s`, [
  rowOf('nobody else', inPeace),
  rowOf(`${ATTACKERS} attackers on every public page`, attacked),
]);
console.log(`Pages answered meanwhile: ${pages} (${(pages / SECONDS).toFixed(0)} per second).`);
await web.stop();
postgres.stop();
const kept = attacked.p99 < P99_MS && attacked.failed === 0 && attacked.perSecond >= 0.98 * RATE;
console.log(
  kept ? `Kept: under ${P99_MS} ms at p99.` : `NOT kept: ${P99_MS} ms at p99, none failed, ${RATE} a second.`,
);
process.exit(kept ? 0 : 1);

function startAttack(): { end(): Promise<number> } {
  const child = fork('tests/bench/support/attackers.ts', [String(port), String(ATTACKERS)], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  return {
    end: () =>
      new Promise((resolve) => {
        child.once('message', (answered) => resolve(Number(answered)));
        child.send('end');
      }),
  };
}

function rowOf(beside: string, { perSecond, p50, p99, max, failed }: Fired): Row {
  return {
    beside,
    'per second': Math.round(perSecond),
    'p50 ms': p50,
    'p99 ms': p99,
    'worst ms': Math.round(max),
    failed,
  };
}
