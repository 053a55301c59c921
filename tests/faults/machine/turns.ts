import type { SqlQuery, SqlResultSet, Transaction } from '@prisma/driver-adapter-utils';
import type { Random } from './random.ts';
import { adapterFailures, type Failures, type Turns } from './database.ts';
import { inAnyOrder } from './rowOrder.ts';
import { never, type SimProcess } from './simProcess.ts';
import { nameStatement } from './statement.ts';
import type { FaultKind, FaultPlan } from '../world/faultPlan.ts';
import type { Trace } from '../world/trace.ts';

/** Whose statements these are, and under what circumstances. */
export interface Situation {
  process: SimProcess;
  random: Random;
  faultPlan: FaultPlan;
  trace: Trace;
  /** Sets the database's clock to the timeline's. */
  setDatabaseClock: () => Promise<void>;
  /** Told about every statement that was carried out. */
  noticed(name: string): void;
  /** How a statement is changed on its way, where a protection is taken away. */
  rewrite(query: SqlQuery): SqlQuery;
}

const LOST = ['crash_before_statement', 'cut_before_statement'] as const;
const REFUSED = ['serialization_failure', 'deadlock'] as const;
const AFTER = ['crash_after_statement', 'cut_after_statement'] as const;
/** How long a statement may take when the database is slow. */
const SLOW_MS = 45_000;

/** The queue's own functions ask the database's clock, which has to be set for them … */
export const needsClock = (sql: string): boolean => /graphile_worker\.\w+\(/.test(sql);

/** … all others are told the time in their text, which saves setting it. */
export const tellTime = <Query extends { sql: string }>(query: Query, now: Date): Query =>
  query.sql.includes('now()')
    ? { ...query, sql: query.sql.replaceAll('now()', `'${now.toISOString()}'::timestamptz`) }
    : query;

/** The turns of one client; who uses it at the moment, `now` tells. */
export function createTurns(now: () => Situation): Turns {
  return {
    async take(query, run) {
      const situation = now();
      await waitForTurn(situation);
      return carryOut(situation, situation.rewrite(query), run);
    },
    async begin(open) {
      const situation = now();
      await waitForTurn(situation);
      const release = situation.process.timeline.hold();
      const real = await open();
      return turnOf(situation, real, release);
    },
  };
}

/** Every statement takes some milliseconds until it is carried out; now and then very many. */
async function waitForTurn({ process, random, faultPlan }: Situation): Promise<void> {
  const slow = faultPlan.strikes('slow_statement');
  await process.clock.sleep(slow ? random.int(1_000, SLOW_MS) : random.int(1, 8));
}

/** What becomes of an open transaction when the connection or the process is gone. */
interface Undo {
  /** `committed`: the last statement was a COMMIT that was carried out. */
  (committed: boolean): Promise<void>;
}

/** Does a statement, unless a fault is in the way. */
export async function carryOut<Query extends { sql: string }, T>(
  situation: Situation,
  query: Query,
  run: (query: Query) => Promise<T>,
  { lose = () => Promise.resolve(), failures = adapterFailures }: { lose?: Undo; failures?: Failures } = {},
): Promise<T> {
  const { process, faultPlan, trace, setDatabaseClock } = situation;
  const { timeline } = process;
  const name = nameStatement(query.sql);
  const tell = (fault: FaultKind | null) =>
    trace.note(`${process.name}: ${name}${fault ? ` !${fault}` : ''}`);
  if (!process.alive) return never();
  const early = faultPlan.strikesOneOf(/^(commit|rollback)$/.test(name) ? LOST : [...LOST, ...REFUSED]);
  if (early) {
    tell(early);
    if (early === 'deadlock' || early === 'serialization_failure') throw failures[early]();
    await timeline.working(() => lose(false));
    if (early === 'cut_before_statement') throw failures.connection_lost();
    return dieAt(process, name);
  }
  const result = await timeline.working(async () => {
    if (needsClock(query.sql)) await setDatabaseClock();
    return inAnyOrder(query.sql, await run(tellTime(query, timeline.clock)), situation.random);
  });
  situation.noticed(name);
  const late = faultPlan.strikesOneOf(AFTER);
  tell(late);
  if (!late) return result;
  await timeline.working(() => lose(name === 'commit'));
  if (late === 'cut_after_statement') throw failures.connection_lost();
  return dieAt(process, name);
}

function dieAt(process: SimProcess, name: string): Promise<never> {
  process.die(name);
  return never();
}

/** A transaction with every statement under the same faults. */
function turnOf(outside: Situation, real: Transaction, release: () => void): Transaction {
  let over = false;
  const unseen: string[] = [];
  // What a transaction did is seen by others once it is committed.
  const situation: Situation = { ...outside, noticed: (name) => void unseen.push(name) };
  const end = (committed: boolean) => {
    over = true;
    release();
    if (committed) for (const name of unseen) outside.noticed(name);
  };
  // The database notices that the connection is gone and rolls back what was not committed.
  const lose: Undo = async (committed) => {
    if (over) return;
    if (!committed) await real.executeRaw({ sql: 'ROLLBACK', args: [], argTypes: [] });
    await real.rollback();
    end(committed);
  };
  const within = <T>(query: SqlQuery, run: (query: SqlQuery) => Promise<T>): Promise<T> =>
    over
      ? Promise.reject(adapterFailures.connection_lost())
      : carryOut(situation, situation.rewrite(query), run, { lose });
  const close = async (how: 'commit' | 'rollback') => {
    if (over) return;
    await real[how]();
    end(how === 'commit');
  };
  return {
    provider: real.provider,
    adapterName: real.adapterName,
    options: real.options,
    queryRaw: (query): Promise<SqlResultSet> => within(query, (given) => real.queryRaw(given)),
    executeRaw: (query): Promise<number> => within(query, (given) => real.executeRaw(given)),
    commit: () => close('commit'),
    rollback: () => close('rollback'),
  };
}
