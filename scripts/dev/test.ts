// npm test: everything that must hold before a change lands. Runs every part even when one fails, then says how many
// tests passed and failed.
//   npm test -- FILE… [-t NAME]   only these files (or folders), with vitest or, for *.spec.ts, in the browser
import { mkdirSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { ensureShopifySchema } from '@twins/shopify';
import { findChromium } from '../lib/chromium.ts';
import { readPassed, securityClaims, unmetClaims } from '../lib/claims.ts';
import { readCounts } from '../lib/counts.ts';
import { runJobs, type Ended, type Job } from '../lib/jobs.ts';
import { startPostgres } from '../lib/postgres.ts';
import { runSome } from '../lib/runSome.ts';
import { prepareTemplate } from '../../tests/support/database.ts';

/** What npm run test:long does with more: generated orders, and schedules full of faults. */
const ORDERS = 40_000;
const SCHEDULES = 150;

const reports = 'reports';
const report = (name: string) => `${reports}/${name}.json`;
const PLAYWRIGHT = 'node_modules/@playwright/test/cli.js';

if (process.argv.length > 2) process.exit(await runSome(process.argv.slice(2)));

rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });
await ensureShopifySchema();
const chromium = await findChromium();
const postgres = await startPostgres('.data/test', { fast: true });
await prepareTemplate();
const atOnce = Math.max(2, availableParallelism());
/** For a job that could take all cores: what the others leave. */
const share = String(Math.max(1, Math.floor(atOnce / 2)));

const vitest = (name: string, project: string, ...more: string[]): Job => ({
  name,
  script: 'node_modules/vitest/vitest.mjs',
  args: [
    ...['run', '--project', project, '--reporter=default', '--reporter=json'],
    ...[`--outputFile=${report(name)}`, ...more],
  ],
});
const jobs: Job[] = [
  { name: 'build', script: 'scripts/dev/build.ts' },
  vitest('unit and integration tests', 'rooms', `--maxWorkers=${share}`),
  { ...vitest('processes', 'processes'), after: ['build'] },
  {
    name: 'browser tests',
    script: PLAYWRIGHT,
    args: ['test', '--config', 'tests/e2e/playwright.config.ts'],
    env: {
      PLAYWRIGHT_JSON_OUTPUT_FILE: report('browser tests'),
      TEST_CHROMIUM: JSON.stringify(chromium),
    },
    after: ['build'],
  },
  {
    name: 'schedules of faults',
    script: 'scripts/dev/faults.ts',
    args: ['--seeds', String(SCHEDULES), '--processes', share, '--report', report('schedules of faults')],
  },
  {
    name: 'generated orders',
    script: 'scripts/dev/orders.ts',
    args: ['--orders', String(ORDERS), '--processes', share, '--report', report('generated orders')],
  },
  { name: 'types', script: 'scripts/dev/typecheck.ts' },
  { name: 'lint', script: 'scripts/dev/lint.ts' },
];

const began = performance.now();
const ended = await runJobs(jobs, { atOnce, folder: reports, tell });
postgres.stop();

let [passed, failed] = [0, 0];
for (const { job, good } of ended) {
  // Types, lint and build are one test each; so is a part that failed before it could count.
  const counts = readCounts(report(job.name)) ?? { passed: good ? 1 : 0, failed: good ? 0 : 1 };
  passed += counts.passed;
  failed += good ? counts.failed : Math.max(1, counts.failed);
}
const ran = readPassed(jobs.map(({ name }) => report(name)));
const unmet = unmetClaims(
  securityClaims().flatMap(({ held }) => held),
  ran,
);
for (const { file, test } of unmet)
  console.log(`docs/security.md: no test of ${file} passed that is named "${test}"`);
passed += unmet.length === 0 ? 1 : 0;
failed += unmet.length;
console.log(`\nall of it: ${Math.round((performance.now() - began) / 1000)} s`);
for (const { job } of ended.filter(({ good }) => !good)) console.log(`FAILED: ${job.name}`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;

function tell({ job, good, seconds, log }: Ended): void {
  console.log(`\n=== ${job.name}: ${good ? 'good' : 'FAILED'} after ${seconds} s`);
  console.log(good ? log.trim().split('\n').slice(-8).join('\n') : log);
}
