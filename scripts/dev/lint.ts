// npm run lint: formatting, lint rules, the arrows between the rooms, dead code and unused dependencies, and that states
// are written by the module of their table.
import { formatted } from '../lib/formatted.ts';
import { allStrayStateWrites } from '../lib/stateWrites.ts';
import { runTool } from '../lib/tools.ts';

const checks: [string, string, string[]][] = [
  ['formatting', 'prettier/bin/prettier.cjs', ['--check', '--log-level=warn', ...formatted]],
  ['lint rules', 'oxlint/bin/oxlint', ['--config', 'config/oxlintrc.json', '--type-aware', '--quiet']],
  [
    'arrows between rooms',
    'dependency-cruiser/bin/dependency-cruiser.mjs',
    ['--config', 'config/dependency-cruiser.mjs', '--output-type', 'err', 'app', 'tests/twins'],
  ],
  ['dead code and dependencies', 'knip/bin/knip.js', ['--config', 'config/knip.json']],
];

for (const [what, tool, args] of checks) {
  console.log(`- ${what}`);
  if (runTool(tool, args) !== 0) process.exitCode = 1;
}

console.log('- states written by the module of their table');
const stray = allStrayStateWrites();
for (const line of stray) console.error(line);
if (stray.length > 0) process.exitCode = 1;
