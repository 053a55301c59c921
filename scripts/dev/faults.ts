// npm run faults: plays schedules full of faults and judges what came of each (tests/faults). Exit 0 only if every
// invariant held; the last line says how many schedules, orders and faults there were, and what was lost or doubled.
import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import type { Played, Wanted } from '../../tests/faults/player.ts';
import { readOptions } from '../../tests/faults/readOptions.ts';
import { Tally } from '../../tests/faults/tally.ts';
import { prepareTemplate } from '../../tests/support/database.ts';
import { ensureShopifySchema } from '@twins/shopify';
import { writeCounts } from '../lib/counts.ts';

const options = readOptions(process.argv.slice(2));
if (typeof options === 'string') {
  console.error(options);
  process.exit(2);
}
const { from, seeds, trace, without, against, processes, report: counts } = options;
const PROGRESS_MS = 30_000;
/** Room for what one schedule throws away, so that collecting it is no tenth of the work. */
const ROOM = '--max-semi-space-size=64';

await ensureShopifySchema();
await prepareTemplate();
const tally = new Tally();
const broken: number[] = [];
const began = performance.now();
let next = from;

const progress = setInterval(() => console.log(`… ${tally.line}${rate()}`), PROGRESS_MS);
const players = Math.min(processes ?? availableParallelism(), seeds);
await Promise.all(Array.from({ length: players }, () => playOn()));
clearInterval(progress);
report();

/** One process that plays seeds until none is left. */
function playOn(): Promise<void> {
  const player = fork(path.resolve('tests/faults/player.ts'), { execArgv: [...process.execArgv, ROOM] });
  return new Promise((resolve, reject) => {
    let playing: number | null = null;
    player.on('message', (played: Played | 'ready') => {
      if (played !== 'ready') note(played);
      playing = next < from + seeds ? next++ : null;
      const wanted: Wanted | 'end' = playing === null ? 'end' : { seed: playing, trace, without, against };
      player.send(wanted);
    });
    player.once('error', reject);
    player.once('exit', (code) => {
      if (playing !== null) note({ seed: playing, broken: `the process that played it ended with ${code}` });
      resolve();
    });
  });
}

function note(played: Played): void {
  if ('broken' in played) {
    broken.push(played.seed);
    return tell(played.seed, [played.broken]);
  }
  tally.add(played.verdict);
  const { seed, findings } = played.verdict;
  if (findings.length > 0)
    tell(
      seed,
      findings.map(({ kind, what }) => `${kind}: ${what}`),
    );
}

function tell(seed: number, lines: string[]): void {
  const replay = `npm run faults -- --seed ${seed}${without ? ` --without ${without}` : against ? ` --against ${against}` : ''}`;
  console.log(`seed ${seed} failed (${replay})\n  ${lines.join('\n  ')}`);
}

function rate(): string {
  const seconds = (performance.now() - began) / 1000;
  return ` (${(tally.schedules / seconds).toFixed(2)} schedules per second)`;
}

function report(): void {
  const kinds = [...tally.faults].sort((a, b) => b[1] - a[1]);
  console.log(`Faults by kind: ${kinds.map(([kind, count]) => `${kind} ${count}`).join(', ') || 'none'}.`);
  const failed = [...tally.failed, ...broken].sort((a, b) => a - b);
  console.log(`${failed.length} seeds failed${failed.length > 0 ? `: ${failed.join(' ')}` : ''}${rate()}.`);
  console.log(tally.line);
  // A seed that was never played has not held.
  const unplayed = seeds - tally.schedules - broken.length;
  if (counts)
    writeCounts(counts, { passed: seeds - failed.length - unplayed, failed: failed.length + unplayed });
  process.exitCode = failed.length + unplayed > 0 ? 1 : 0;
}
