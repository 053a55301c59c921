// npm run test:long: what npm test does a part of, whole. Hours on two cores; docs/reliability.md and docs/accounting.md
// have what it gave.
import { runTool } from '../lib/tools.ts';

const parts: [string, string[]][] = [
  ['orders', ['--orders', '1000000', '--seed', String(Date.now() % 1_000_000_000)]],
  ['orders', ['--orders', '100000']],
  ['faults', ['--seeds', '2000']],
  ['fuzz', ['--inputs', '100000']],
  ['test', ['tests/e2e/pages.spec.ts']],
  ['crash', ['matrix', 'pairs', 'chaos', 'scale', 'restart']],
  ['mutate', []],
];

// The pages in every language on every screen.
process.env['ALL_PAGES'] = '1';

const failed: string[] = [];
for (const [script, args] of parts) {
  const what = [script, ...args].join(' ');
  console.log(`\n=== ${what}`);
  if (runTool(`../scripts/dev/${script}.ts`, args) !== 0) failed.push(what);
}
for (const what of failed) console.log(`FAILED: npm run ${what.replace(' ', ' -- ')}`);
console.log(`${parts.length - failed.length} passed, ${failed.length} failed`);
process.exitCode = failed.length > 0 ? 1 : 0;
