// The browser of the browser tests. Nothing is installed on the system: npm brings a Chromium along
// (@sparticuz/chromium); CHROMIUM_PATH names another one.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import { brotliDecompressSync } from 'node:zlib';
import { createRequire } from 'node:module';
import * as tar from 'tar';

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

/** A Chromium that starts on this machine, with the arguments it needs. Throws and says what to do otherwise. */
export async function findChromium(): Promise<Chromium> {
  const own = process.env['CHROMIUM_PATH'];
  if (own) return { path: own, args, env: {} };
  const binary = await unpackBrowser();
  for (const env of [{}, { LD_LIBRARY_PATH: unpackLibraries() }] as Record<string, string>[]) {
    const tried = spawnSync(binary, ['--version'], { encoding: 'utf8', env: { ...process.env, ...env } });
    if (tried.status === 0) return { path: binary, args, env: { ...env } };
  }
  throw new Error(
    `The Chromium from npm does not start here. Install one (Debian, Ubuntu: apt-get install chromium) and set CHROMIUM_PATH.`,
  );
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
