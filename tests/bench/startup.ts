// How long web and worker take to start, and what memory they hold at rest and under load.
import { randomBytes } from 'node:crypto';
import { withClient } from '../../scripts/lib/database.ts';
import { ensurePages } from '../../scripts/lib/pages.ts';
import { freePort } from '../../scripts/lib/postgres.ts';
import { freshDatabase } from './support/database.ts';
import { appEnv, childrenOf, memoryOf, startMeasured, type Measured } from './support/processes.ts';
import { median, report, round, type Row } from './support/report.ts';
import { feedOf, fire, signedWebhooks } from './support/webhooks.ts';

const DOMAIN = 'bench-shop.myshopify.com';
const STARTS = 3;

ensurePages();
const secret = randomBytes(24).toString('hex');
const { postgres, url } = await freshDatabase('startup');
await withClient(url, (client) => client.query('insert into shop (domain) values ($1)', [DOMAIN]));
const env = appEnv(url, await freePort(), secret);
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const startWeb = () => startMeasured('scripts/ops/web.ts', env, '"web ready"');
const startWorker = () => startMeasured('scripts/ops/worker.ts', env, '"worker started"');
/** The supervisor and the process that works. */
const workerMemory = (worker: Measured) =>
  worker.memoryMb() + childrenOf(worker.pid).reduce((sum, pid) => sum + memoryOf(pid), 0);

const starts: Row[] = [];
for (const [what, start] of [
  ['web', startWeb],
  ['worker', startWorker],
] as const) {
  const times: number[] = [];
  for (let nth = 0; nth < STARTS; nth++) {
    const running = await start();
    times.push(running.startedMs);
    await running.stop();
  }
  starts.push({
    process: what,
    'ready after ms': Math.round(median(times)),
    'slowest ms': Math.round(Math.max(...times)),
  });
}
report('startup', `Start-up, ${STARTS} starts`, starts);

const web = await startWeb();
const worker = await startWorker();
await sleep(5_000);
const atRest = { web: web.memoryMb(), worker: workerMemory(worker) };
// The shop is not switched on: every delivery ends as an order that waits, so that the worker runs, too.
const next = feedOf(await signedWebhooks(DOMAIN, secret, 100_000));
const highest = { web: 0, worker: 0 };
const watch = setInterval(() => {
  highest.web = Math.max(highest.web, web.memoryMb());
  highest.worker = Math.max(highest.worker, workerMemory(worker));
}, 100);
await fire(Number(env['PORT']), next, { connections: 50, seconds: 15 });
clearInterval(watch);
const memory = (['web', 'worker'] as const).map((what): Row => ({
  process: what,
  'at rest MB': round(atRest[what], 0),
  'under load, highest MB': round(highest[what], 0),
}));
report('startup', 'Memory (resident; the worker with its supervisor)', memory);
await Promise.all([web.stop(), worker.stop()]);
postgres.stop();
