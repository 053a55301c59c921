import type { Breaker } from '@prisma/client';
import type { Clock } from '../../platform/clock.ts';
import type { Database, Tx } from '../../platform/database.server.ts';
import { admit, closed, OPEN_MS, record, WINDOW, type BreakerState } from './breakerRules.ts';
import { admitToHost, hear, mute, type HostState } from './hostRules.ts';
import { moved, readState } from '../../platform/stateMachine.ts';
import { breakerStates } from '../states.ts';
import { wakeAfterOutage } from '../schedule/wakeAfterOutage.server.ts';

// The breakers stand in Postgres, so that all workers see the same. In quiet times a request costs one read before it.

export const HOST = 'host';
export const accountBreaker = (accountKey: string) => `account:${accountKey}`;

type Ports = { db: Database; clock: Clock };

export type BreakerPass =
  /** `probe`: the account's breaker takes it for one. `matters`: a good answer has to be recorded too. */
  | { kind: 'go'; probe: boolean; matters: boolean }
  /** open: the breaker is. paused: sevdesk asked this account to stay away (429 with Retry-After). */
  | { kind: 'open' | 'paused'; untilMs: number };

/** Longest pause that is held to; a longer one was asked for by mistake, or noted by a clock that was ahead. */
const LONGEST_PAUSE_MS = 3_600_000;

/** Whether a request to the account may leave now. */
export async function passBreakers({ db, clock }: Ports, accountKey: string): Promise<BreakerPass> {
  const now = clock.now();
  const standing = await readStanding(db, accountKey, now);
  if (standing.paused > 0) return { kind: 'paused', untilMs: standing.paused };
  if (standing.tripped > 0) return admitLocked(db, accountKey, now);
  return { kind: 'go', probe: false, matters: standing.remembers };
}

/** The same without sending anything: whether it is worth beginning a run. */
export async function peekBreakers({ db, clock }: Ports, accountKey: string): Promise<BreakerPass> {
  const standing = await readStanding(db, accountKey, clock.now());
  if (standing.paused > 0) return { kind: 'paused', untilMs: standing.paused };
  if (standing.open > 0) return { kind: 'open', untilMs: standing.open };
  return { kind: 'go', probe: false, matters: standing.remembers };
}

interface Standing {
  /** Breakers that are not closed. */
  tripped: number;
  /** How long a breaker stays open yet, and how long sevdesk wants us away (ms). */
  open: number;
  paused: number;
  /** Whether a good answer would change anything. */
  remembers: boolean;
}

/** Times that lie farther ahead than they can were written by a clock that was ahead, and count for nothing. */
async function readStanding(db: Database, accountKey: string, now: Date): Promise<Standing> {
  const own = accountBreaker(accountKey);
  const farthest = new Date(now.getTime() + OPEN_MS);
  const farthestPause = new Date(now.getTime() + LONGEST_PAUSE_MS);
  type Row = Pick<Standing, 'tripped' | 'remembers'> & { openUntil: Date | null; holdUntil: Date | null };
  const [row] = await db.$queryRaw<Row[]>`
    select count(*) filter (where state <> 'closed')::int as tripped,
      max(probe_at) filter (where state = 'open' and probe_at <= ${farthest}::timestamptz) as "openUntil",
      coalesce(bool_or(failures_in_row > 0 or (key = ${own} and 1 = any(recent))
        or (key = ${HOST} and recent[array_position(accounts, ${accountKey})] = 1)), false) as remembers,
      (select hold_until from sevdesk_account
        where account_key = ${accountKey} and hold_until <= ${farthestPause}::timestamptz) as "holdUntil"
    from breaker where key in (${own}, ${HOST})`;
  const { tripped, remembers, openUntil, holdUntil } = row!;
  const msTo = (at: Date | null) => Math.max(0, (at?.getTime() ?? 0) - now.getTime());
  return { tripped, remembers, open: msTo(openUntil), paused: msTo(holdUntil) };
}

/** Remembers for all workers that sevdesk asked for a pause. A longer pause that stands already is kept. */
export async function holdAccount({ db, clock }: Ports, accountKey: string, pauseMs: number): Promise<void> {
  const now = clock.now().getTime();
  const until = new Date(now + Math.min(pauseMs, LONGEST_PAUSE_MS));
  const farthest = new Date(now + LONGEST_PAUSE_MS);
  await db.$executeRaw`
    insert into sevdesk_account as g (account_key, hold_until) values (${accountKey}, ${until}::timestamptz)
    on conflict (account_key) do update set hold_until = case
      when g.hold_until <= ${farthest}::timestamptz then greatest(g.hold_until, excluded.hold_until)
      else excluded.hold_until end`;
}

function admitLocked(db: Database, accountKey: string, now: Date): Promise<BreakerPass> {
  return db.$transaction(async (tx) => {
    const { own, host } = await lockBreakers(tx, accountKey);
    const mine = admit(own, now);
    if (mine.kind === 'stop') return { kind: 'open', untilMs: mine.untilMs };
    const theirs = admitToHost(host, own.state !== 'closed', now);
    if (theirs.kind === 'stop') return { kind: 'open', untilMs: theirs.untilMs };
    if (mine.next) await save(tx, accountBreaker(accountKey), own, mine.next, mine.cause, now);
    if (theirs.next) await save(tx, HOST, host, theirs.next, theirs.cause, now);
    return { kind: 'go', probe: mine.probe, matters: true };
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
  await db.$transaction(async (tx) => {
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

/** Both rows, locked in a fixed order, made when they are missing. */
async function lockBreakers(tx: Tx, accountKey: string): Promise<{ own: BreakerState; host: HostState }> {
  const keys = [accountBreaker(accountKey), HOST];
  await tx.$executeRaw`
    insert into breaker (key, changed_at) select key, to_timestamp(0) from unnest(${keys}::text[]) as key
    on conflict do nothing`;
  await tx.$queryRaw`select key from breaker where key = any(${keys}) order by key for update`;
  const rows = await tx.breaker.findMany({ where: { key: { in: keys } } });
  const [own, host] = keys.map((key) => rows.find((row) => row.key === key)!);
  return { own: toState(own!), host: { ...stateOf(host!), accounts: host!.accounts } };
}

function stateOf(row: Breaker): BreakerState {
  const { failuresInRow, openedAt, probeAt, probesSent, probesGood, probesBad, recent } = row;
  const state = readState(breakerStates, row.state);
  return { failuresInRow, openedAt, probeAt, probesSent, probesGood, probesBad, recent, state };
}

function toState(row: Breaker): BreakerState {
  const missing = Math.max(0, WINDOW - row.recent.length);
  return { ...stateOf(row), recent: [...closed().recent.slice(0, missing), ...row.recent] };
}

async function save(
  tx: Tx,
  key: string,
  before: BreakerState,
  after: BreakerState,
  cause: string | null,
  now: Date,
): Promise<void> {
  if (before === after) return;
  const state = moved(breakerStates, before.state, after.state);
  await tx.breaker.update({ where: { key }, data: { ...after, state, changedAt: now } });
  if (before.state === after.state) return;
  const change = { key, at: now, from: before.state, to: after.state, cause: cause ?? '' };
  await tx.breakerChange.create({ data: change });
}
