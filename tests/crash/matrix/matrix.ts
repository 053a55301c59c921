// npm run crash -- matrix, and -- pairs: kill -9 at every point of every remote step, once, and at every ordered pair.
import { freshDatabase } from '../harness/database.ts';
import { printTable } from '../harness/table.ts';
import { openCrashWorld, type CrashWorld } from '../harness/world.ts';
import { runBatch, TooSlow, type BatchOptions, type Case, type CaseResult } from './runBatch.ts';
import { ALL_STEPS, allPairs, MOMENTS, PAIRED_STEPS, pointsOf, type StepName } from './steps.ts';

/** What makes an order pass all steps: mails on, invoices before the money for what is cancelled later. */
const SETTINGS = { mailInvoice: true, manualPayments: 'when_ordered' };

type Tell = (line: string) => void;

/**
 * Runs cases, so many at once. When the machine is too slow to bring all orders of a batch to their points in time, the
 * batch counts for nothing and is run again in a new world.
 */
export async function runCases(
  cases: Case[],
  options: BatchOptions & { atOnce: number; tell?: Tell },
): Promise<CaseResult[]> {
  const { atOnce, tell = () => undefined } = options;
  const open = () => openMatrixWorld(Math.min(atOnce, cases.length));
  let home = await open();
  const results: CaseResult[] = [];
  try {
    while (results.length < cases.length) {
      const began = Date.now();
      const batch = cases.slice(results.length, results.length + atOnce);
      const done = await runBatch(home.world, batch, options).catch((error: unknown) => {
        if (!(error instanceof TooSlow)) throw error;
        tell(`once more: ${error.message}`);
        return null;
      });
      if (done === null) {
        await home.close();
        home = await open();
        continue;
      }
      results.push(...done);
      const wrong = results.filter((one) => !isGood(one)).length;
      const seconds = Math.round((Date.now() - began) / 1000);
      if (cases.length > atOnce) tell(`${results.length} of ${cases.length}, ${wrong} wrong, ${seconds} s`);
    }
    return results;
  } finally {
    await home.close();
  }
}

async function openMatrixWorld(shops: number): Promise<{ world: CrashWorld; close(): Promise<void> }> {
  const database = await freshDatabase();
  const world = await openCrashWorld({ databaseUrl: database.url, shops, settings: SETTINGS });
  return {
    world,
    async close() {
      await world.close();
      await database.drop();
    },
  };
}

/** Every single crash, with the time that recovery takes; true when nothing was lost or doubled. */
export async function runMatrix(tell: Tell, atOnce: number, wait: BatchOptions['wait']): Promise<boolean> {
  const results = await runCases(
    pointsOf(ALL_STEPS).map((point) => [point]),
    { wait, atOnce, tell },
  );
  printTable(
    tell,
    ['step', ...MOMENTS.map((moment) => `${moment}: result, seconds`), 'lost', 'doubled', 'mails unclear'],
    ALL_STEPS.map((step) => {
      const own = results.filter(({ points }) => points[0]!.step === step);
      return [
        step,
        ...own.map((one) => `${isGood(one) ? 'once' : 'WRONG'}, ${one.seconds.toFixed(1)}`),
        ...sums(own),
      ];
    }),
  );
  return report(tell, results);
}

/** Every ordered pair of crashes; `only` for a part of the first steps. */
export async function runPairs(tell: Tell, only: readonly StepName[], atOnce: number): Promise<boolean> {
  const cases = allPairs().filter(([first]) => only.includes(first.step));
  const results = await runCases(cases, { wait: 'set back', atOnce, tell });
  const seconds = PAIRED_STEPS.filter((step) => cases.some((pair) => pair[1].step === step));
  tell('\nfirst step \\ second step: good of 16 pairs (of which the second crash was reached)');
  printTable(
    tell,
    ['', ...seconds, 'lost', 'doubled', 'mails unclear'],
    only.map((first) => {
      const own = results.filter(({ points }) => points[0]!.step === first);
      const cells = seconds.map((second) => {
        const pairs = own.filter(({ points }) => points[1]!.step === second);
        if (pairs.length === 0) return '';
        const good = pairs.filter(isGood).length;
        return `${good} (${pairs.filter(({ reached }) => reached[1]).length})`;
      });
      return [first, ...cells, ...sums(own)];
    }),
  );
  return report(tell, results);
}

const isGood = ({ lost, doubled }: CaseResult): boolean => lost.length + doubled.length === 0;

const sums = (results: CaseResult[]): number[] => [
  results.filter(({ lost }) => lost.length > 0).length,
  results.filter(({ doubled }) => doubled.length > 0).length,
  results.reduce((total, { unclearMails }) => total + unclearMails, 0),
];

function report(tell: Tell, results: CaseResult[]): boolean {
  for (const one of results.filter((each) => !isGood(each))) {
    const where = one.points.map(({ step, moment }) => `${step}, ${moment}`).join(', then ');
    tell(`WRONG after ${where}: ${[...one.lost, ...one.doubled].join('; ')}`);
  }
  const kills = results.reduce((total, { reached }) => total + reached.filter(Boolean).length, 0);
  const [lost, doubled, mails] = sums(results);
  const slowest = Math.max(...results.map(({ seconds }) => seconds));
  tell(
    `${results.length} orders, ${kills} kills, ${lost} lost, ${doubled} doubled, ${mails} mails unclear, ` +
      `slowest ${slowest.toFixed(1)} s after the last kill`,
  );
  return results.every(isGood);
}
