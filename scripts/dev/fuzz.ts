// npm run fuzz -- --inputs 100000 [--seed 1]: the built pages, asked by a stranger in every way that is not meant.
// Fails when anything answers 5xx, hangs, writes to the database, logs an error or grows beyond bounds, and when one input
// costs more than 50 ms of a core (--costed N: how many are measured alone, 5,000).
import { parseArgs } from 'node:util';
import { attack } from '../../tests/fuzz/attack.ts';
import { measureCost } from '../../tests/fuzz/cost.ts';
import { generateInputs } from '../../tests/fuzz/generate.ts';
import { startTarget } from '../../tests/fuzz/target.ts';
import { migrate, withClient } from '../lib/database.ts';
import { ensurePages } from '../lib/pages.ts';
import { startPostgres } from '../lib/postgres.ts';

const MOST_MB = 700;

const { values } = parseArgs({
  options: { inputs: { type: 'string' }, seed: { type: 'string' }, costed: { type: 'string' } },
});
const count = Number(values.inputs ?? 100_000);
const seed = Number(values.seed ?? Date.now() % 1_000_000);
ensurePages();
const postgres = await startPostgres('.data/fuzz', { fast: true });
const url = postgres.database('fuzz');
await withClient(postgres.url, (client) => client.query('drop database if exists fuzz with (force)'));
await migrate(url);
const target = await startTarget(url);
const before = await target.fingerprint();
let most = target.memory();
console.log(`${count} inputs from seed ${seed}; memory at the start ${Math.round(most)} MB`);
const began = Date.now();
const report = await attack(target.port, generateInputs(seed, target.secrets), count, (done) => {
  most = Math.max(most, target.memory());
  if (done % 10_000 === 0) console.log(`${done} inputs, ${Math.round(target.memory())} MB`);
});
const cost = await measureCost(
  target,
  generateInputs(seed + 1, target.secrets),
  Number(values.costed ?? 5_000),
);
most = Math.max(most, target.memory());
const written = (await target.fingerprint()) !== before;
const errors = target.errors();
await target.stop();
postgres.stop();

const seconds = Math.round((Date.now() - began) / 1000);
console.log(
  `${report.inputs} inputs in ${seconds} s, slowest answer ${Math.round(report.slowestMs)} ms, most memory ${Math.round(most)} MB`,
);
console.log('answers:', report.statuses);
console.log(`${cost.inputs} measured alone, the dearest ${cost.dearestMs.toFixed(1)} ms of a core`);
for (const { ms, request } of cost.findings)
  console.log(`\nFAULT costs ${ms.toFixed(0)} ms of a core:\n${request}`);
for (const { index, what, request } of report.faults)
  console.log(`\nFAULT ${what} at input ${index}:\n${request}`);
if (written) console.log('FAULT: something was written to the database');
if (errors.length > 0)
  console.log(`FAULT: ${errors.length} errors in the log, the first:\n${errors.slice(0, 3).join('\n')}`);
if (most > MOST_MB) console.log(`FAULT: ${Math.round(most)} MB of memory`);
const faults = report.faults.length + cost.findings.length + errors.length;
process.exitCode = faults > 0 || written || most > MOST_MB ? 1 : 0;
