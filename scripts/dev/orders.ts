// npm run orders: plans generated orders of every kind, with what becomes of them, and checks each plan against the
// order's own figures (app/accounting/testing). Exit 0 only if every one is booked to the cent or has a reason.
//   --orders N   how many, 100,000 when left out
//   --seed S     others
//   --scenario S    one scenario again, cut down if it is still wrong
import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { addEndings, replayScenario, type Tally } from '../../app/accounting/testing/runScenarios.ts';
import { readOptions, readWhole, refuse } from '../lib/options.ts';
import { writeCounts } from '../lib/counts.ts';

/** A planner that parks everything would pass every check of a plan. */
const LEAST_BOOKED = 0.7;

const text = { type: 'string' } as const;
const options = readOptions('npm run orders -- [--orders N] [--seed S] [--processes N] | --scenario S', {
  ...{ orders: text, seed: text, scenario: text, processes: text, report: text },
});
if (options.scenario !== undefined) {
  const wrong = replayScenario(readWhole('--scenario', options.scenario, 0));
  console.log(wrong ?? 'The scenario is right.');
  process.exit(wrong === null ? 0 : 1);
}
const orders = readWhole('--orders', options.orders, 100_000);
const seed = readWhole('--seed', options.seed, 20_261_124);
const processes = Math.min(orders, readWhole('--processes', options.processes, availableParallelism()));
if (orders === 0 || processes === 0) refuse('--orders and --processes want at least 1.');

const share = Math.ceil(orders / processes);
const parts = await Promise.all(
  Array.from({ length: processes }, (_, index) =>
    playSlice(index * share, Math.max(0, Math.min(share, orders - index * share))),
  ),
);
const failures = parts.flatMap(({ failure }) => failure ?? []);
for (const failure of failures) console.log(`${failure}\n`);
const endings = addEndings(parts.map((part) => part.endings));
console.log(JSON.stringify(endings));
const right = Object.values(endings).reduce((sum, count) => sum + count, 0);
const booked = endings['book'] ?? 0;
if (failures.length === 0 && booked < orders * LEAST_BOOKED)
  failures.push(`only ${booked} of ${orders} are booked`);
console.log(`${right} of ${orders} generated orders (seed ${seed}) planned right, ${booked} of them booked`);
if (options.report)
  writeCounts(options.report, { passed: failures.length === 0 ? 1 : 0, failed: failures.length });
process.exitCode = failures.length > 0 ? 1 : 0;

/** A process of its own plays these scenarios. */
function playSlice(first: number, count: number): Promise<Tally> {
  const player = fork(path.resolve('tests/orders/player.ts'), [seed, first, count].map(String));
  return new Promise((resolve, reject) => {
    let tally: Tally | null = null;
    player.once('message', (played: Tally) => (tally = played));
    player.once('error', reject);
    player.once('exit', (code) =>
      resolve(
        tally ?? { endings: {}, failure: `the process of the scenarios from ${first} on ended with ${code}` },
      ),
    );
  });
}
