// npm run bench [-- NAME…]: the benchmarks of tests/bench, all or those named, one after the other.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { runTool } from '../lib/tools.ts';

const all = readdirSync('tests/bench')
  .filter((file) => file.endsWith('.ts'))
  .map((file) => path.basename(file, '.ts'))
  .sort();
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !all.includes(name));
if (unknown.length > 0) {
  console.error(`There is no benchmark "${unknown.join('", "')}". There are: ${all.join(', ')}.`);
  process.exit(2);
}
for (const name of wanted.length > 0 ? wanted : all) {
  console.log(`\n=== ${name}`);
  if (runTool(`../tests/bench/${name}.ts`, []) !== 0) process.exitCode = 1;
}
