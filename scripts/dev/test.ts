// npm test: everything that must hold before a change lands. Runs every stage even when one fails, then says
// how many tests passed and failed.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { findChromium } from '../lib/chromium.ts';
import { startPostgres } from '../lib/postgres.ts';
import { ensureShopifySchema } from '@twins/shopify';
import { runTool } from '../lib/tools.ts';

const reports = 'reports';
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

const failedStages: string[] = [];

function stage(name: string, run: () => number) {
  console.log(`\n=== ${name}`);
  const began = Date.now();
  const code = run();
  console.log(
    `=== ${name}: ${code === 0 ? 'good' : 'FAILED'} after ${Math.round((Date.now() - began) / 1000)} s`,
  );
  if (code !== 0) failedStages.push(name);
}

const script = (name: string, args: string[] = []) => runTool(`../scripts/dev/${name}.ts`, args);

await ensureShopifySchema();
const chromium = await findChromium();
const postgres = await startPostgres('.data/test', { fast: true });

stage('types', () => script('typecheck'));
stage('lint', () => script('lint'));
stage('build', () => script('build'));
stage('unit and integration tests', () =>
  runTool('vitest/vitest.mjs', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile=${reports}/vitest.json`,
  ]),
);
stage('browser tests', () =>
  runTool('@playwright/test/cli.js', ['test', '--config', 'tests/e2e/playwright.config.ts'], {
    PLAYWRIGHT_JSON_OUTPUT_FILE: `${reports}/playwright.json`,
    TEST_CHROMIUM: JSON.stringify(chromium),
  }),
);
postgres.stop();

const { passed, failed } = countTests();
for (const name of failedStages) console.log(`FAILED: ${name}`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failedStages.length > 0 || failed > 0 || passed === 0 ? 1 : 0;

/** Adds up what vitest and Playwright wrote down. */
function countTests(): { passed: number; failed: number } {
  const read = (file: string) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}) as Counts;
  const unit = read(`${reports}/vitest.json`);
  const browser = read(`${reports}/playwright.json`);
  return {
    passed: (unit.numPassedTests ?? 0) + (browser.stats?.expected ?? 0),
    failed: (unit.numFailedTests ?? 0) + (browser.stats?.unexpected ?? 0) + (browser.stats?.flaky ?? 0),
  };
}

interface Counts {
  numPassedTests?: number;
  numFailedTests?: number;
  stats?: { expected: number; unexpected: number; flaky: number };
}
