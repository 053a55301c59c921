// npm run test:fast: the tests that need no database, no process and no browser, in seconds.
import { runTool } from '../lib/tools.ts';

process.exitCode = runTool('vitest/vitest.mjs', ['run', '--project', 'pure', ...process.argv.slice(2)]);
