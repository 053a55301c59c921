// npm run screenshots: every page and state in both languages and on both sizes of screen, out of the browser tests, so
// that they show the app as it is. Writes contact sheets to reports/pages, and the pictures of the README to docs.
import { chromium } from '@playwright/test';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { findChromium } from '../lib/chromium.ts';
import { contactSheets } from '../lib/contactSheet.ts';
import { runTool } from '../lib/tools.ts';

/** Pages that the browser tests keep in reports/pages, by the name they have in docs/screenshots. */
const pictures = {
  home: 'home',
  orders: 'log',
  order: 'order-synced',
  settings: 'settings',
};
/** Longer pages are cut: a picture in a text is looked at, not scrolled. */
const MOST_PIXELS = 900;

const browser = await findChromium();
const code = runTool(
  '@playwright/test/cli.js',
  ['test', '--config', 'tests/e2e/playwright.config.ts', 'pages.spec.ts'],
  { TEST_CHROMIUM: JSON.stringify(browser), ALL_PAGES: '1' },
);
if (code !== 0) process.exit(code);

mkdirSync('docs/screenshots', { recursive: true });
const chrome = await chromium.launch({
  executablePath: browser.path,
  args: browser.args,
  env: { ...process.env, ...browser.env },
});
for (const [name, page] of Object.entries(pictures)) {
  for (const language of ['de', 'en']) {
    const whole = readFileSync(`reports/pages/${page}-${language}-desktop.png`);
    const file = `docs/screenshots/${name}-${language}.png`;
    writeFileSync(file, await cut(whole));
    console.log(file);
  }
}
for (const sheet of await contactSheets(chrome, 'reports/pages')) console.log(sheet);
await chrome.close();

/** The upper part of a picture. The size of a PNG stands in its head, at bytes 16 to 24. */
async function cut(picture: Buffer): Promise<Buffer> {
  const [width, height] = [picture.readUInt32BE(16), Math.min(picture.readUInt32BE(20), MOST_PIXELS)];
  const tab = await chrome.newPage({ viewport: { width, height } });
  await tab.setContent(
    `<body style="margin:0"><img src="data:image/png;base64,${picture.toString('base64')}" width="${width}">`,
  );
  const shot = await tab.screenshot({ clip: { x: 0, y: 0, width, height } });
  await tab.close();
  return shot;
}
