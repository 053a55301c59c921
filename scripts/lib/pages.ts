import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { compressFiles } from './compress.ts';
import { runTool } from './tools.ts';

const MARK = 'build/.made-from';

/** Builds the pages for the browser (build/client) and for the server (build/server). The answer is the exit code. */
export function buildPages(): number {
  const code = runTool('@remix-run/dev/dist/cli.js', ['vite:build'], { NODE_ENV: 'production' });
  if (code === 0) {
    compressFiles('build/client');
    mkdirSync('build', { recursive: true });
    writeFileSync(MARK, hashOfSources());
  }
  return code;
}

/** Builds the pages unless they are built from the very sources that stand here. Throws when the build fails. */
export function ensurePages(): void {
  if (existsSync(MARK) && readFileSync(MARK, 'utf8') === hashOfSources()) return;
  console.log('Building the pages…');
  if (buildPages() !== 0) throw new Error('The pages could not be built; the messages stand above.');
}

function hashOfSources(): string {
  const hash = createHash('sha256');
  const files = readdirSync('app', { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.includes('.test.'))
    .map((entry) => path.join(entry.parentPath, entry.name));
  for (const file of [...files, 'vite.config.ts', 'package-lock.json'].sort()) {
    hash.update(file).update(readFileSync(file));
  }
  return hash.digest('hex');
}
