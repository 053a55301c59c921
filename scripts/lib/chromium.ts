// The browser of the browser tests. Nothing is installed on the system: where there is none, npm brings a Chromium along
// (@sparticuz/chromium); CHROMIUM_PATH names another one.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import { brotliDecompressSync } from 'node:zlib';
import { createRequire } from 'node:module';
import { chromium } from '@playwright/test';
import * as tar from 'tar';
import { systemBrowsers } from './browsers.ts';

export interface Chromium {
  path: string;
  args: string[];
  env: Record<string, string>;
}

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  // An https admin page may not frame http://localhost without this.
  '--disable-features=LocalNetworkAccessChecks',
  '--font-render-hinting=none',
];

/**
 * A Chromium that starts on this machine, with the arguments it needs: Playwright's own, the system's, or the one that
 * npm brought along, which runs on Linux only. Throws and says what to do when there is none.
 */
export async function findChromium(): Promise<Chromium> {
  const own = process.env['CHROMIUM_PATH'];
  if (own) return { path: own, args, env: {} };
  const installed = [chromium.executablePath(), ...systemBrowsers(process)];
  const found = installed.find((browser) => existsSync(browser) && starts(browser));
  if (found) return { path: found, args, env: {} };
  if (process.platform === 'linux') {
    const binary = await unpackBrowser();
    if (starts(binary)) return { path: binary, args, env: {} };
    const env = { LD_LIBRARY_PATH: unpackLibraries() };
    if (starts(binary, env)) return { path: binary, args, env };
  }
  throw new Error(
    'No browser starts here. Install one (npx playwright install chromium; Debian, Ubuntu: apt-get install chromium), or set CHROMIUM_PATH.',
  );
}

/** On Windows a browser asked for its version opens a window; there it is enough that it is there. */
function starts(browser: string, env: Record<string, string> = {}): boolean {
  if (process.platform === 'win32') return true;
  return spawnSync(browser, ['--version'], { env: { ...process.env, ...env } }).status === 0;
}

const cache = path.resolve('.cache/chromium');

/** The package unpacks into the temp folder; give it one of our own, so that users and versions do not meet there. */
async function unpackBrowser(): Promise<string> {
  mkdirSync(cache, { recursive: true });
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = cache;
  try {
    const { default: packaged } = await import('@sparticuz/chromium');
    return await packaged.executablePath();
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
}

/** Shared libraries that a bare machine lacks (NSS and friends), from the same package. */
function unpackLibraries(): string {
  const libraries = path.join(cache, 'lib');
  if (!existsSync(libraries)) {
    const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
    const archive = path.join(path.dirname(entry), '..', 'bin', 'al2023.tar.br');
    tar.extract({ cwd: cache, sync: true }).end(brotliDecompressSync(readFileSync(archive)));
  }
  return libraries;
}
