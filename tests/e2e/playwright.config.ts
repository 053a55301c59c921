import { defineConfig } from '@playwright/test';
import { findChromium, type Chromium } from '../../scripts/lib/chromium.ts';

// The whole way in a real browser: Shopify's admin (the twin's) with the app in its frame, the real web process and
// worker on a real Postgres. Two worlds side by side for all tests, a shop of its own for each.

const given = process.env['TEST_CHROMIUM'];
// Each step of a trace is a copy of the page: a fifth of the processor time. Whoever runs a file by hand gets one.
const trace = process.env['PLAYWRIGHT_JSON_OUTPUT_FILE'] ? 'off' : 'retain-on-failure';
const chromium = given ? (JSON.parse(given) as Chromium) : await findChromium();

export default defineConfig({
  testDir: '.',
  globalSetup: './buildPages.ts',
  testMatch: '*.spec.ts',
  outputDir: '../../test-results',
  fullyParallel: true,
  workers: 2,
  timeout: 240_000,
  expect: { timeout: 45_000 },
  reporter: process.env['PLAYWRIGHT_JSON_OUTPUT_FILE'] ? [['list'], ['json']] : [['list']],
  use: {
    // Shopify's library answers 410 to browsers that call themselves headless.
    userAgent:
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0 Safari/537.36',
    viewport: { width: 1280, height: 900 },
    trace,
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: chromium.path,
      args: chromium.args,
      env: { ...process.env, ...chromium.env },
    },
  },
});
