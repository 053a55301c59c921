import type { Breaker } from '@prisma/client';
import type { Clock } from '../../platform/clock.ts';
import type { Database, Tx } from '../../platform/database.server.ts';
import { admit, WINDOW, closed, record, type BreakerState } from './breakerRules.ts';
import { moved, readState } from '../../platform/stateMachine.ts';
import { breakerStates } from '../states.ts';
import { wakeAfterOutage } from '../schedule/wakeAfterOutage.server.ts';

// The breakers stand in Postgres, so that all workers see the same. In quiet times a request costs one read before
// and one conditional update after, which finds nothing to change.

export const HOST = 'host';
export const accountBreaker = (accountKey: string) => `account:${accountKey}`;

type Ports = { db: Database; clock: Clock };

export type Gate =
  /** `probes`: the breakers that take this request for a probe. */
  | { kind: 'go'; probes: string[] }
  /** open: the breaker is. paused: sevdesk asked this account to stay away (429 with Retry-After). */
  | { kind: 'open' | 'paused'; untilMs: number };

/** Whether a request to the account may leave now. */
export async function passBreakers({ db, clock }: Ports, accountKey: string): Promise<Gate> {
  const keys = [accountBreaker(accountKey), HOST];
  const now = clock.now();
  const standing = await readStanding(db, keys, accountKey, now);
  if (standing.paused > 0) return { kind: 'paused', untilMs: standing.paused };
  return standing.tripped === 0 ? { kind: 'go', probes: [] } : admitLocked(db, keys, now);
}

/** The same without sending anything: whether it is worth beginning a run. */
export async function peekBreakers({ db, clock }: Ports, accountKey: string): Promise<Gate> {
  const standing = await readStanding(db, [accountBreaker(accountKey), HOST], accountKey, clock.now());
  if (standing.paused > 0) return { kind: 'paused', untilMs: standing.paused };
  return standing.open > 0 ? { kind: 'open', untilMs: standing.open } : { kind: 'go', probes: [] };
}

/** How long sevdesk wants us away, how long a breaker stays open yet (ms), and how many are not closed. */
async function readStanding(db: Database, keys: string[], accountKey: string, now: Date) {
  const [row] = await db.$queryRaw<{ tripped: number; openUntil: Date | null; holdUntil: Date | null }[]>`
    select count(*) filter (where state <> 'closed')::int as tripped,
      max(probe_at) filter (where state = 'open') as "openUntil",
      (select hold_until from account_gate where account_key = ${accountKey}) as "holdUntil"
    from breaker where key = any(${keys})`;
  const msTo = (at: Date | null) => Math.max(0, (at?.getTime() ?? 0) - now.getTime());
  return { tripped: row!.tripped, open: msTo(row!.openUntil), paused: msTo(row!.holdUntil) };
}

/** Remembers for all workers that sevdesk asked for a pause. A longer pause that stands already is kept. */
export async function holdAccount(db: Database, accountKey: string, until: Date): Promise<void> {
  await db.$executeRaw`
    insert into account_gate (account_key, hold_until) values (${accountKey}, ${until}::timestamptz)
    on conflict (account_key) do update set hold_until = greatest(account_gate.hold_until, excluded.hold_until)`;
}

function admitLocked(db: Database, keys: string[], now: Date): Promise<Gate> {
  return db.$transaction(async (tx) => {
    const found = (await lockBreakers(tx, keys)).map((row) => ({ ...row, admission: admit(row.state, now) }));
    const refused = found.flatMap(({ admission }) => (admission.kind === 'stop' ? [admission.untilMs] : []));
    if (refused.length > 0) return { kind: 'open', untilMs: Math.max(...refused) };
    const probes: string[] = [];
    for (const { key, state, admission } of found) {
      if (admission.kind === 'stop') continue;
      if (admission.probe) probes.push(key);
      if (admission.next) await save(tx, key, state, admission.next, admission.cause, now);
    }
    return { kind: 'go', probes };
  });
}

/** What came of a request. `good`: sevdesk answered sensibly, be it with a refusal. */
export async function recordRequest(
  ports: Ports,
  accountKey: string,
  outcome: { good: boolean; hostIsFine: boolean; probes: string[] },
): Promise<void> {
  const { db, clock } = ports;
  const keys = [accountBreaker(accountKey), HOST];
  if (outcome.good && outcome.probes.length === 0) return recordGood(db, keys, clock.now());
  await db.$transaction(async (tx) => {
    const now = clock.now();
    for (const { key, state } of await lockBreakers(tx, keys)) {
      const good = outcome.good || (key === HOST && outcome.hostIsFine);
      const { next, cause } = record(state, good, outcome.probes.includes(key), now);
      await save(tx, key, state, next, cause, now);
      if (state.state !== 'closed' && next.state === 'closed') await wakeAfterOutage(tx, key, now);
    }
  });
}

/** A success matters only where failures are remembered: one statement that mostly changes nothing. */
async function recordGood(db: Database, keys: string[], now: Date): Promise<void> {
  await db.$executeRaw`
    with held as (
      select key from breaker
      where key = any(${keys}) and state = 'closed' and (failures_in_row > 0 or 1 = any(recent))
      order by key for update)
    update breaker b set failures_in_row = 0, changed_at = ${now}::timestamptz,
      recent = (recent || 0)[greatest(1, cardinality(recent) - 8):]
    from held where b.key = held.key`;
}

/** Both rows, locked in a fixed order, made when they are missing. */
async function lockBreakers(tx: Tx, keys: string[]): Promise<{ key: string; state: BreakerState }[]> {
  const sorted = [...keys].sort();
  await tx.$executeRaw`
    insert into breaker (key, changed_at) select key, to_timestamp(0) from unnest(${sorted}::text[]) as key
    on conflict do nothing`;
  await tx.$queryRaw`select key from breaker where key = any(${sorted}) order by key for update`;
  const rows = await tx.breaker.findMany({ where: { key: { in: sorted } }, orderBy: { key: 'asc' } });
  return rows.map((row) => ({ key: row.key, state: toState(row) }));
}

function toState(row: Breaker): BreakerState {
  const { failuresInRow, openedAt, probeAt, probesSent, probesGood, probesBad } = row;
  const missing = Math.max(0, WINDOW - row.recent.length);
  return {
    failuresInRow,
    openedAt,
    probeAt,
    probesSent,
    probesGood,
    probesBad,
    state: readState(breakerStates, row.state),
    recent: [...closed().recent.slice(0, missing), ...row.recent],
  };
}

async function save(
  tx: Tx,
  key: string,
  before: BreakerState,
  after: BreakerState,
  cause: string | null,
  now: Date,
): Promise<void> {
  const state = moved(breakerStates, before.state, after.state);
  await tx.breaker.update({ where: { key }, data: { ...after, state, changedAt: now } });
  if (before.state === after.state) return;
  const change = { key, at: now, from: before.state, to: after.state, cause: cause ?? '' };
  await tx.breakerChange.create({ data: change });
}
