// npm run lint: formatting, lint rules, the arrows between the rooms, dead code and unused dependencies.
import { formatted } from './formatted.ts';
import { runTool } from './tools.ts';

const checks: [string, string, string[]][] = [
  ['formatting', 'prettier/bin/prettier.cjs', ['--check', '--log-level=warn', ...formatted]],
  ['lint rules', 'oxlint/bin/oxlint', ['--type-aware', '--quiet']],
  [
    'arrows between rooms',
    'dependency-cruiser/bin/dependency-cruiser.mjs',
    ['--config', '.dependency-cruiser.mjs', '--output-type', 'err', 'app'],
  ],
  ['dead code and dependencies', 'knip/bin/knip.js', []],
];

for (const [what, tool, args] of checks) {
  console.log(`- ${what}`);
  if (runTool(tool, args) !== 0) process.exitCode = 1;
}
