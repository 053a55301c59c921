import { expect, it } from 'vitest';
import { systemBrowsers } from './browsers.ts';

it('looks for the browser of the system where each system has it', () => {
  expect(systemBrowsers({ platform: 'linux', env: {} })[0]).toBe('/usr/bin/chromium');
  expect(systemBrowsers({ platform: 'darwin', env: {} })[0]).toBe(
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  );
  expect(systemBrowsers({ platform: 'win32', env: { PROGRAMFILES: 'C:\\Program Files' } })).toEqual([
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files\\Microsoft\\Edge\\Application\\msedge.exe',
  ]);
});
