// npm run format: writes every file the way the formatter wants it.
import { formatted } from '../lib/formatted.ts';
import { runTool } from '../lib/tools.ts';

process.exitCode = runTool('prettier/bin/prettier.cjs', ['--write', '--log-level=warn', ...formatted]);
