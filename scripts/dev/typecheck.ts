// npm run typecheck: the app, then each of the extensions, which have settings of their own (Preact, what Shopify puts
// around them).
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { runTool } from '../lib/tools.ts';

const extensions = readdirSync('extensions').map((name) => path.join('extensions', name));
const projects = ['.', ...extensions.filter((folder) => existsSync(path.join(folder, 'tsconfig.json')))];

for (const project of projects) {
  if (runTool('typescript/bin/tsc', ['--noEmit', '--project', project]) !== 0) process.exitCode = 1;
}
