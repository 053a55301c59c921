import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Whoever imports these has a database, a server or a process. */
const NEEDS_MORE =
  /tests\/support\/|\/testing\/world\.ts|node:child_process|startShopifyTwin|@twins\/sevdesk|from 'pg'/;

/**
 * The test files that need no database, no process and no browser. What is one of them is found by what it asks for, so
 * that a new one is one of them by itself.
 */
export const pureTests = (): string[] =>
  ['app', 'extensions', 'scripts']
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => path.join(folder, name)),
    )
    .filter((file) => /\.test\.tsx?$/.test(file) && !file.includes('node_modules'))
    .filter((file) => !NEEDS_MORE.test(readFileSync(file, 'utf8')))
    .map((file) => file.replaceAll('\\', '/'));
