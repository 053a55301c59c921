// npm run format: writes every file the way the formatter wants it.
import { formatted } from './formatted.ts';
import { runTool } from './tools.ts';

process.exitCode = runTool('prettier/bin/prettier.cjs', ['--write', '--log-level=warn', ...formatted]);
