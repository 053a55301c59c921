// npm run test:fast: the tests that need no database, no process and no browser, in seconds. What is one of them is found
// by what its file asks for, so that a new one is one of them by itself.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { runTool } from '../lib/tools.ts';

/** Whoever imports these has a database, a server or a process. */
const NEEDS_MORE =
  /tests\/support\/|\/testing\/world\.ts|node:child_process|startShopifyTwin|@twins\/sevdesk|from 'pg'/;

const files = ['app', 'extensions', 'scripts']
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => path.join(folder, name)),
  )
  .filter((file) => /\.test\.tsx?$/.test(file) && !file.includes('node_modules'))
  .filter((file) => !NEEDS_MORE.test(readFileSync(file, 'utf8')));
process.exitCode = runTool('vitest/vitest.mjs', [
  'run',
  '--project',
  'rooms',
  ...files,
  ...process.argv.slice(2),
]);
