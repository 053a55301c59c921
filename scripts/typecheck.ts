import { runTool } from './tools.ts';

process.exitCode = runTool('typescript/bin/tsc', ['--noEmit']);
