import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/database.server.ts';
import { instant, int, json, list, nullable, text } from '../../platform/sql/codecs.ts';
import type { Sql } from '../../platform/sql/sql.server.ts';
import { statement } from '../../platform/sql/statement.ts';
import { moved, readState } from '../../platform/stateMachine.ts';
import { wakeAfterOutage } from '../schedule/wakeAfterOutage.server.ts';
import {
  accountBreaker,
  HOST,
  LONGEST_PAUSE_MS,
  passFields,
  passOf,
  passParams,
  PASS_COLUMNS,
  type Pass,
  type Standing,
} from '../standing.server.ts';
import { breakerStates } from '../states.ts';
import { admit, closed, record, WINDOW, type BreakerState } from './breakerRules.ts';
import { admitToHost, hear, mute, type HostState } from './hostRules.ts';

// The breakers stand in Postgres, so that all workers see the same. In quiet times they are read with what is written
// before a request leaves (standing.server.ts).

type Ports = { db: Database; clock: Clock };

export type BreakerPass =
  /** `probe`: the account's breaker takes it for one. `matters`: a good answer has to be recorded too. */
  | { kind: 'go'; probe: boolean; matters: boolean; slot: Date | null }
  /** open: the breaker is. paused: sevdesk asked this account to stay away (429 with Retry-After). */
  | { kind: 'open' | 'paused'; untilMs: number };

const PASS = statement('breaker.pass', {
  params: passParams,
  row: passFields,
  sql: `with ${passOf()} select ${PASS_COLUMNS} from standing`,
});

/**
 * Whether a request to the account may leave now. `gapMs`: between its requests, where its moment is booked on the
 * occasion. `known`: what was read with the last statement, if anything was.
 */
export async function passBreakers(
  { db, clock }: Ports,
  accountKey: string,
  { gapMs = null, known = null }: { gapMs?: number | null; known?: Pass | null } = {},
): Promise<BreakerPass> {
  const now = clock.now();
  const pass = known ?? (await db.sql.first(PASS, { accountKey, now, gapMs }))!;
  const pausedMs = msTo(pass.holdUntil, now);
  if (pausedMs > 0) return { kind: 'paused', untilMs: pausedMs };
  if (pass.tripped > 0) return admitLocked(db, accountKey, now);
  return { kind: 'go', probe: false, matters: pass.remembers, slot: pass.slot };
}

/** The same without sending anything: whether it is worth beginning a run. */
export function peekBreakers(
  { openUntil, holdUntil }: Standing,
  now: Date,
): { kind: 'go' } | Exclude<BreakerPass, { kind: 'go' }> {
  const [pausedMs, openMs] = [msTo(holdUntil, now), msTo(openUntil, now)];
  if (pausedMs > 0) return { kind: 'paused', untilMs: pausedMs };
  return openMs > 0 ? { kind: 'open', untilMs: openMs } : { kind: 'go' };
}

const msTo = (at: Date | null, now: Date) => Math.max(0, (at?.getTime() ?? 0) - now.getTime());

const HOLD = statement('breaker.hold_account', {
  params: { accountKey: text, until: instant, farthest: instant },
  row: {},
  sql: `
    insert into sevdesk_account as g (account_key, hold_until) values (:accountKey, :until)
    on conflict (account_key) do update set hold_until = case
      when g.hold_until <= :farthest then greatest(g.hold_until, excluded.hold_until)
      else excluded.hold_until end`,
});

/** Remembers for all workers that sevdesk asked for a pause. A longer pause that stands already is kept. */
export async function holdAccount({ db, clock }: Ports, accountKey: string, pauseMs: number): Promise<void> {
  const now = clock.now().getTime();
  const until = new Date(now + Math.min(pauseMs, LONGEST_PAUSE_MS));
  await db.sql.rows(HOLD, { accountKey, until, farthest: new Date(now + LONGEST_PAUSE_MS) });
}

function admitLocked(db: Database, accountKey: string, now: Date): Promise<BreakerPass> {
  return db.sql.transaction(async (tx) => {
    const { own, host } = await lockBreakers(tx, accountKey);
    const mine = admit(own, now);
    if (mine.kind === 'stop') return { kind: 'open', untilMs: mine.untilMs };
    const theirs = admitToHost(host, own.state !== 'closed', now);
    if (theirs.kind === 'stop') return { kind: 'open', untilMs: theirs.untilMs };
    if (mine.next) await save(tx, accountBreaker(accountKey), own, mine.next, mine.cause, now);
    if (theirs.next) await save(tx, HOST, host, theirs.next, theirs.cause, now);
    return { kind: 'go', probe: mine.probe, matters: true, slot: null };
  });
}

export interface RequestOutcome {
  /** sevdesk answered sensibly, be it with a refusal. */
  good: boolean;
  /** What went wrong concerns the account alone. */
  hostIsFine: boolean;
  probe: boolean;
  matters: boolean;
}

/** What came of a request. */
export async function recordRequest(
  { db, clock }: Ports,
  accountKey: string,
  outcome: RequestOutcome,
): Promise<void> {
  if (outcome.good && !outcome.matters) return;
  await db.sql.transaction(async (tx) => {
    const now = clock.now();
    const { own, host } = await lockBreakers(tx, accountKey);
    const mine = record(own, outcome.good, outcome.probe, now);
    await save(tx, accountBreaker(accountKey), own, mine.next, mine.cause, now);
    const hasVoice = own.state === 'closed' || mine.next.state === 'closed';
    const heard = hasVoice
      ? hear(host, accountKey, outcome.good || outcome.hostIsFine, now)
      : { next: host, cause: null };
    const next = mine.next.state === 'open' ? mute(heard.next, accountKey) : heard.next;
    await save(tx, HOST, host, next, heard.cause, now);
    if (own.state !== 'closed' && mine.next.state === 'closed') await wakeAfterOutage(tx, accountKey, now);
    if (host.state !== 'closed' && next.state === 'closed') await wakeAfterOutage(tx, null, now);
  });
}

const MAKE = statement('breaker.make', {
  params: { keys: list(text) },
  row: {},
  sql: `insert into breaker (key, changed_at) select key, to_timestamp(0) from unnest(:keys) as key
    on conflict do nothing`,
});

const LOCK = statement('breaker.lock', {
  params: { keys: list(text) },
  row: {
    key: text,
    state: text,
    failuresInRow: int,
    recent: json<number[]>(),
    accounts: json<string[]>(),
    openedAt: nullable(instant),
    probeAt: nullable(instant),
    probesSent: int,
    probesGood: int,
    probesBad: int,
  },
  sql: `
    select key, state, failures_in_row, to_jsonb(recent) as recent, to_jsonb(accounts) as accounts, opened_at, probe_at,
      probes_sent, probes_good, probes_bad
    from breaker where key = any(:keys) order by key for update`,
});
type Row = NonNullable<Awaited<ReturnType<typeof lockRows>>[number]>;
const lockRows = (tx: Sql, keys: string[]) => tx.rows(LOCK, { keys });

/** Both rows, locked in a fixed order, made when they are missing. */
async function lockBreakers(tx: Sql, accountKey: string): Promise<{ own: BreakerState; host: HostState }> {
  const keys = [accountBreaker(accountKey), HOST];
  let rows = await lockRows(tx, keys);
  if (rows.length < keys.length) {
    await tx.rows(MAKE, { keys });
    rows = await lockRows(tx, keys);
  }
  const [own, host] = keys.map((key) => rows.find((row) => row.key === key)!);
  return { own: toState(own!), host: { ...stateOf(host!), accounts: host!.accounts } };
}

function stateOf(row: Row): BreakerState {
  const { failuresInRow, openedAt, probeAt, probesSent, probesGood, probesBad, recent } = row;
  const state = readState(breakerStates, row.state);
  return { failuresInRow, openedAt, probeAt, probesSent, probesGood, probesBad, recent, state };
}

function toState(row: Row): BreakerState {
  const missing = Math.max(0, WINDOW - row.recent.length);
  return { ...stateOf(row), recent: [...closed().recent.slice(0, missing), ...row.recent] };
}

const SAVE = statement('breaker.save', {
  params: {
    key: text,
    state: text,
    failuresInRow: int,
    recent: json<number[]>(),
    accounts: nullable(json<string[]>()),
    openedAt: nullable(instant),
    probeAt: nullable(instant),
    probesSent: int,
    probesGood: int,
    probesBad: int,
    now: instant,
  },
  row: {},
  sql: `
    update breaker set state = :state, failures_in_row = :failuresInRow,
      recent = array(select jsonb_array_elements_text(:recent)::int),
      accounts = case when :accounts is null then accounts else array(select jsonb_array_elements_text(:accounts)) end,
      opened_at = :openedAt, probe_at = :probeAt, probes_sent = :probesSent, probes_good = :probesGood,
      probes_bad = :probesBad, changed_at = :now
    where key = :key`,
});

const NOTE = statement('breaker.note_change', {
  params: { key: text, now: instant, from: text, to: text, cause: text },
  row: {},
  sql: `insert into breaker_change (key, at, "from", "to", cause) values (:key, :now, :from, :to, :cause)`,
});

async function save(
  tx: Sql,
  key: string,
  before: BreakerState,
  after: BreakerState | HostState,
  cause: string | null,
  now: Date,
): Promise<void> {
  if (before === after) return;
  const state = moved(breakerStates, before.state, after.state);
  await tx.rows(SAVE, { ...after, accounts: 'accounts' in after ? after.accounts : null, key, state, now });
  if (before.state === after.state) return;
  await tx.rows(NOTE, { key, now, from: before.state, to: after.state, cause: cause ?? '' });
}
