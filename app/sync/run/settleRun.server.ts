import { rejectKey } from '../../merchant/rejectKey.server.ts';
import { ADD_JOB, jobParams, jobValues } from '../../platform/queue/jobs.server.ts';
import { big, bool, instant, int, list, nullable, text, uuid } from '../../platform/sql/codecs.ts';
import type { Sql } from '../../platform/sql/sql.server.ts';
import { statement } from '../../platform/sql/statement.ts';
import { mayActFor } from '../../shopify/accessToken.server.ts';
import {
  CHANGES,
  changeParams,
  changeRows,
  HELD,
  heldBy,
  heldParams,
  type EventInput,
  type RowChange,
} from '../ledger/fencedWrite.server.ts';
import type { Lease } from '../ledger/lease.server.ts';
import { numbersOf } from '../ledger/ledger.server.ts';
import { answeredWith, answerParams, becomesAnswered, unanswered } from '../ledger/orderState.server.ts';
import type { Work } from '../ledger/run.server.ts';
import { numberIndex } from '../ledger/searchWords.ts';
import { countDeadLetter, countRetry, observeLatency } from '../metrics.server.ts';
import type { Stop } from '../outcome.ts';
import type { SyncPorts } from '../ports.server.ts';
import { AWAITS_ENTRY, TRIAL } from '../problems.ts';
import { LETTER_RESOLVED, openDeadLetter } from '../schedule/deadLetters.server.ts';
import { dueKey, NEXT_OF_SHOP, WAKE_NEXT } from '../schedule/dueOrders.server.ts';
import { decide, type Answered, type Decision, type Settled } from './decide.ts';

/** How a run ended. `ledger`: the documents as they stand, null when it did not come that far. */
export interface Ending {
  how: Answered | Stop;
  ledger: Work[] | null;
  /** Changes and events that were not saved with a step. */
  changes: RowChange[];
  events: EventInput[];
  /** The key that sevdesk was asked with. */
  token: string | null;
}

const LOCK = statement('run.lock', {
  params: { order: uuid, owner: text, fence: big },
  row: {
    shopId: uuid,
    orderName: text,
    priority: int,
    attempts: int,
    wantedRevision: big,
    reason: nullable(text),
    problemCode: nullable(text),
    problemAt: nullable(instant),
    paidAt: nullable(instant),
    syncedAt: nullable(instant),
    askedAt: nullable(instant),
    syncFrom: nullable(instant),
    installedAt: instant,
  },
  sql: `
    select o.shop_id, o.order_name, o.priority, o.attempts, o.wanted_revision, o.reason, o.problem_code, o.problem_at,
      o.paid_at, o.synced_at, o.asked_at, s.sync_from, s.installed_at
    from order_sync o join shop s on s.id = o.shop_id
    where o.id = :order and o.lease_owner = :owner and o.fence = :fence for no key update of o`,
});
type Row = NonNullable<Awaited<ReturnType<typeof lockOrder>>>;

/** The order as it stands now, kept so until the end of the transaction; null when the lease is lost. */
const lockOrder = (tx: Sql, { orderSyncId: order, owner, fence }: Lease) =>
  tx.first(LOCK, { order, owner, fence });

const SETTLE = statement('run.settle', {
  params: {
    ...heldParams,
    ...changeParams,
    ...answerParams,
    ...jobParams,
    now: instant,
    attempts: int,
    answered: bool,
    resolved: bool,
    revision: big,
    latencyMs: nullable(int),
    numbered: bool,
    invoiceNumber: nullable(text),
    numbers: list(text),
  },
  row: { woken: nullable(text), next: nullable(text) },
  sql: `
    with ${HELD}, ${CHANGES},
    settled as (
      update order_sync o set lease_owner = null, lease_until = null, next_attempt_at = :runAt, attempts = :attempts,
        changed_at = :now, done_revision = case when :answered then :revision else o.done_revision end,
        ${becomesAnswered},
        synced_at = case when :state = 'synced' then :now else o.synced_at end,
        latency_ms = coalesce(:latencyMs, o.latency_ms),
        invoice_number = case when :numbered then :invoiceNumber else o.invoice_number end,
        number_index = case when :numbered then :numbers else o.number_index end
      from held where o.id = held.id
      returning o.id, :resolved as answered),
    ${LETTER_RESOLVED},
    woken as (select ${ADD_JOB} as job from settled where :runAt is not null),
    ${NEXT_OF_SHOP},
    next_woken as (select ${WAKE_NEXT} as job from next)
    select (select job from woken) as woken, (select job from next_woken) as next`,
});

/**
 * Saves how a run ended and gives the lease back, in one transaction with the job that continues. Whatever arrived
 * during the run makes the order due again at once.
 */
export async function settleRun(ports: SyncPorts, lease: Lease, ending: Ending): Promise<Settled> {
  const { how } = ending;
  if ('stop' in how && how.stop === 'lost') return 'lost';
  return ports.db.sql.transaction(async (tx): Promise<Settled> => {
    const trialIsOver = wasTrial(how) && (await isTrialOver(tx, lease.shopId));
    if (pausesShop(how)) await tx.rows(LOCK_SHOP, { shopId: lease.shopId });
    const row = await lockOrder(tx, lease);
    if (!row) return 'lost';
    const now = ports.clock.now();
    const decision = decide(how, row, now, ports.random());
    if ('stop' in how && how.stop === 'key_rejected' && ending.token !== null)
      await rejectKey(tx, ports.encryption, row.shopId, ending.token, now);
    const tokenIsBack =
      'stop' in how && how.stop === 'token_refused' && !(await pauseForToken(tx, ports, row.shopId, now));
    const overtaken = row.wantedRevision > lease.revision || tokenIsBack || trialIsOver;
    const nextAt = overtaken ? (decision.nextAt ?? now) : decision.nextAt;
    const latencyMs = decision.state === 'synced' ? newLatency(row, now) : null;
    const { shopId, orderGid } = lease;
    const events = decision.events.map((event) => ({ ...event, at: now }));
    await tx.rows(SETTLE, {
      ...heldBy(lease),
      ...changeRows(ending.changes, [...ending.events, ...events]),
      ...(decision.state === null ? unanswered : answeredWith(row, decision.state, decision.problem, now)),
      ...jobValues(
        'resume_order',
        { shopId, orderGid },
        { key: dueKey(shopId, orderGid), priority: row.priority },
      ),
      ...{ runAt: nextAt, now, attempts: decision.attempts, latencyMs, revision: lease.revision },
      ...{ answered: decision.answered, resolved: decision.answered && !decision.deadLetter },
      ...numbersNow(row, ending.ledger),
    });
    if (decision.deadLetter) await openDeadLetter(tx, lease.orderSyncId, decision.deadLetter, now);
    report(decision, latencyMs);
    return decision.settled;
  });
}

const pausesShop = (how: Answered | Stop): boolean =>
  'stop' in how && (how.stop === 'key_rejected' || how.stop === 'token_refused');

/** Before the order, as everybody does who wants both: whoever ends a trial run, say. */
const LOCK_SHOP = statement('run.lock_shop', {
  params: { shopId: uuid },
  row: {},
  sql: `select 1 from shop where id = :shopId for no key update`,
});

const wasTrial = (how: Answered | Stop): boolean =>
  'state' in how && 'problem' in how && how.problem.code === TRIAL;

const TRIAL_IS_OVER = statement('run.trial_is_over', {
  params: { shopId: uuid },
  row: { over: bool },
  sql: `select trial_since is null as over from shop where id = :shopId for share`,
});

/**
 * Whether the trial run, in which this order was only looked at, has ended meanwhile. Waits for whoever is ending it,
 * so that no order is left out between the two; before the order is locked, which whoever ends it locks last.
 */
const isTrialOver = async (tx: Sql, shopId: string): Promise<boolean> =>
  (await tx.first(TRIAL_IS_OVER, { shopId }))?.over ?? true;

/** Longest time that fits into its column: 24 days. */
const LONGEST_MS = 2_147_483_647;

/**
 * From the money coming in to now, when this is the first time it is booked; null for orders that a person asked for,
 * and for those that were paid before the app was at work.
 */
function newLatency(row: Row, now: Date): number | null {
  const { paidAt, syncedAt, askedAt, reason, syncFrom, installedAt } = row;
  // It was the bank's time, not ours.
  if (reason === AWAITS_ENTRY) return null;
  if (!paidAt || askedAt || !syncFrom || paidAt < syncFrom || paidAt < installedAt) return null;
  if (syncedAt && syncedAt >= paidAt) return null;
  return Math.min(Math.max(0, now.getTime() - paidAt.getTime()), LONGEST_MS);
}

/** By which numbers the order is found. */
function numbersNow(row: Row, ledger: Work[] | null) {
  const invoice = ledger?.find(
    (work) => work.kind === 'invoice' && (work.state === 'open' || work.state === 'done'),
  );
  return {
    numbered: ledger !== null,
    invoiceNumber: invoice?.number ?? null,
    numbers: ledger ? numberIndex(row.shopId, [row.orderName, ...numbersOf(ledger)]) : [],
  };
}

/**
 * Nobody may act for the shop: it pauses until the app is opened there. Not (and then this answers false) if that
 * happened while this run was under way; whoever opens it now waits for the row, and ends the pause.
 */
async function pauseForToken(tx: Sql, ports: SyncPorts, shopId: string, now: Date): Promise<boolean> {
  if (await mayActFor({ sql: tx, encryption: ports.encryption }, shopId, now)) return false;
  await tx.rows(PAUSE, { shopId, now });
  return true;
}

const PAUSE = statement('run.pause_for_token', {
  params: { shopId: uuid, now: instant },
  row: {},
  sql: `update shop set paused_at = :now, paused_by = 'shopify_token' where id = :shopId and paused_at is null`,
});

function report({ deadLetter, settled, failureClass }: Decision, latencyMs: number | null): void {
  if (latencyMs !== null) observeLatency(latencyMs);
  if (deadLetter) countDeadLetter(deadLetter.class);
  else if (settled === 'retry' && failureClass) countRetry(failureClass);
}
