// npm test: everything that must hold before a change lands. Runs every part even when one fails, then says how many
// tests passed and failed.
//   npm test -- FILE… [-t NAME]   only these files (or folders), with vitest or, for *.spec.ts, in the browser
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { ensureShopifySchema } from '@twins/shopify';
import { findChromium } from '../lib/chromium.ts';
import { claimsIn, DOCUMENTS, readPassed, unmetClaims } from '../lib/claims.ts';
import { readCounts } from '../lib/counts.ts';
import { runJobs, type Ended, type Job } from '../lib/jobs.ts';
import { startPostgres } from '../lib/postgres.ts';
import { runSome } from '../lib/runSome.ts';
import { unseenProblems } from '../lib/unseenProblems.ts';
import { prepareTemplate } from '../../tests/support/database.ts';

/** What npm run test:long does with more: generated orders, and schedules full of faults. */
const ORDERS = 20_000;
const SCHEDULES = 60;

const reports = 'reports';
const report = (name: string) => `${reports}/${name}.json`;
const PLAYWRIGHT = 'node_modules/@playwright/test/cli.js';
/** Which problems of the catalogue came out of the tests. */
const problems = path.resolve(reports, 'problems.txt');

if (process.argv.length > 2) process.exit(await runSome(process.argv.slice(2)));

rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });
await ensureShopifySchema();
const chromium = await findChromium();
const postgres = await startPostgres('.data/test', { fast: true });
await prepareTemplate();
const cores = Math.max(2, availableParallelism());

const vitest = (name: string, projects: string[], ...more: string[]): Job => ({
  name,
  script: 'node_modules/vitest/vitest.mjs',
  args: [
    ...['run', ...projects.map((project) => `--project=${project}`), '--reporter=default', '--reporter=json'],
    ...[`--outputFile=${report(name)}`, ...more],
  ],
  env: { NOTE_PROBLEMS: problems },
});
// What takes longest comes first; what is short fills the end.
const jobs: Job[] = [
  { name: 'build', script: 'scripts/dev/build.ts' },
  vitest('unit and integration tests', ['pure', 'rooms'], `--maxWorkers=${cores}`),
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
  { ...vitest('processes', ['processes']), after: ['build'] },
  {
    name: 'schedules of faults',
    script: 'scripts/dev/faults.ts',
    args: ['--seeds', String(SCHEDULES), '--report', report('schedules of faults')],
  },
  { name: 'lint', script: 'scripts/dev/lint.ts' },
  {
    name: 'generated orders',
    script: 'scripts/dev/orders.ts',
    args: ['--orders', String(ORDERS), '--report', report('generated orders')],
  },
  { name: 'types', script: 'scripts/dev/typecheck.ts' },
];

const began = performance.now();
// Each part waits now and then (for a process, a page, a clock): one more than there are cores keeps them busy.
const ended = await runJobs(jobs, { atOnce: cores + 1, folder: reports, tell });
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
  DOCUMENTS.flatMap((document) => claimsIn(readFileSync(document, 'utf8'))),
  ran,
);
for (const { file, test } of unmet) console.log(`docs: no test of ${file} passed that is named "${test}"`);
const unseen = unseenProblems(problems);
for (const code of unseen) console.log(`app/accounting/catalogue: no test ended with the problem "${code}"`);
for (const missing of [unmet, unseen]) {
  passed += missing.length === 0 ? 1 : 0;
  failed += missing.length;
}
console.log(`\nall of it: ${Math.round((performance.now() - began) / 1000)} s`);
for (const { job } of ended.filter(({ good }) => !good)) console.log(`FAILED: ${job.name}`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;

function tell({ job, good, seconds, log }: Ended): void {
  console.log(`\n=== ${job.name}: ${good ? 'good' : 'FAILED'} after ${seconds} s`);
  console.log(good ? log.trim().split('\n').slice(-8).join('\n') : log);
}
