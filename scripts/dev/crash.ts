// npm run crash [-- matrix|pairs|chaos|failover|outage|scale|restart …]: real processes are killed, cut off and starved. Prints
// tables; exit 0 only when nothing was lost, doubled or left to a person. Without a name: all but pairs, failover and
// outage, which take long.
import { parseArgs } from 'node:util';
import { runChaos, SCENARIOS, type ScenarioName } from '../../tests/crash/chaos.ts';
import { runMatrix, runPairs } from '../../tests/crash/matrix/matrix.ts';
import { PAIRED_STEPS, type StepName } from '../../tests/crash/matrix/steps.ts';
import { reportRestart, reportScale } from '../../tests/crash/processes.ts';
import { OUTAGES, runOutages, type Outage } from '../../tests/crash/outage.ts';
import { FAILOVERS, runFailovers, type Failover } from '../../tests/crash/failover.ts';
import { ensurePages } from '../lib/pages.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    /** pairs: only those whose first crash is at this step. */
    step: { type: 'string', multiple: true },
    /** matrix and pairs: how many orders die together; fewer on a slow machine. */
    'at-once': { type: 'string', default: '48' },
    /** outage and failover: only this kind; how long an outage lasts (30), how old a restored state is (10). */
    kind: { type: 'string', multiple: true },
    /** matrix: do not wait until leases and heartbeats run out, set them back. */
    'set-back': { type: 'boolean', default: false },
    /** chaos: only this scenario. */
    scenario: { type: 'string', multiple: true },
    minutes: { type: 'string' },
    /** How many orders: outage 500, scale 200, restart 100, chaos and failover 60. */
    orders: { type: 'string' },
  },
});

const orders = values.orders === undefined ? null : Number(values.orders);
const tell = (line: string) => console.log(line);
const chosen = <T extends string>(all: readonly T[], wanted: string[] | undefined): T[] =>
  all.filter((one) => wanted === undefined || wanted.includes(one));

const parts: Record<string, () => Promise<boolean>> = {
  matrix: () => runMatrix(tell, Number(values['at-once']), values['set-back'] ? 'set back' : 'really'),
  pairs: () => runPairs(tell, chosen<StepName>(PAIRED_STEPS, values.step), Number(values['at-once'])),
  chaos: () =>
    runChaos(
      tell,
      chosen<ScenarioName>(Object.keys(SCENARIOS) as ScenarioName[], values.scenario),
      orders ?? 60,
    ),
  failover: () =>
    runFailovers({
      kinds: chosen<Failover>(FAILOVERS, values.kind),
      minutes: Number(values.minutes ?? 10),
      orders: orders ?? 60,
      tell,
    }),
  scale: () => reportScale(tell, orders ?? 200),
  restart: () => reportRestart(tell, orders ?? 100),
  outage: () =>
    runOutages({
      kinds: chosen<Outage>(OUTAGES, values.kind),
      minutes: Number(values.minutes ?? 30),
      orders: orders ?? 500,
      tell,
    }),
};

const LONG = new Set(['pairs', 'failover', 'outage']);
const wanted = positionals.length > 0 ? positionals : Object.keys(parts).filter((name) => !LONG.has(name));
const unknown = wanted.filter((name) => !(name in parts));
if (unknown.length > 0) {
  console.error(`There is no "${unknown.join('", "')}". There are: ${Object.keys(parts).join(', ')}.`);
  process.exit(2);
}
ensurePages();
let good = true;
for (const name of wanted) {
  console.log(`\n=== ${name}`);
  good = (await parts[name]!()) && good;
}
process.exit(good ? 0 : 1);
