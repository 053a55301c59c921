// npm run format: writes every file the way the formatter wants it.
import { runTool } from './tools.ts';

process.exitCode = runTool('prettier/bin/prettier.cjs', ['--write', '--log-level=warn', '.']);
