import { parseDecisions } from '../../accounting/decision.ts';
import type { Plan } from '../../accounting/documents.ts';
import type { Order } from '../../accounting/order.ts';
import { redactOrder } from '../../accounting/redact.ts';
import { isDatabaseDown, isWriteConflict } from '../../platform/databaseDown.server.ts';
import { traced } from '../../platform/tracing.server.ts';
import { advanceAll } from './advance.server.ts';
import type { EventInput } from '../ledger/fencedWrite.server.ts';
import { checkPreconditions } from './checkPreconditions.server.ts';
import { asBooked, loadLedger, numbersOf } from '../ledger/ledger.server.ts';
import { takeLease, type Lease } from '../ledger/lease.server.ts';
import { countProgramError, countRun } from '../metrics.server.ts';
import type { Answered, Settled } from './decide.ts';
import { isStop, lost, type Stop } from '../outcome.ts';
import { planWithVatCheck } from './planWithVatCheck.server.ts';
import type { RunSignals, SyncPorts } from '../ports.server.ts';
import { changedAfterSkip, exhausted, gaveUp, orderTooOld, skipped } from '../problems.ts';
import { lookAtSkipped } from './lookAtSkipped.server.ts';
import { readOrderOrSnapshot } from './readCurrentOrder.server.ts';
import { receivedAt } from '../../accounting/receivedAt.ts';
import { bookingsOf, recordMovements } from '../ledger/recordMovements.server.ts';
import { recordOrder } from '../ledger/recordOrder.server.ts';
import { recordPlan } from '../ledger/recordPlan.server.ts';
import { save, takeNoted, type Run, type Work } from '../ledger/run.server.ts';
import { mayLeave, takeSlot } from '../steps/ask.server.ts';
import { readRun, type RunStart } from './readRun.server.ts';
import { settleRun, type Ending } from './settleRun.server.ts';
import { trialAnswer } from './trialAnswer.ts';

/** How a run ended; `not_taken`: somebody else runs the order, it is not due, or its shop's runs are all taken. */
export type RunResult = Settled | 'not_taken';

/** How often new knowledge may change the plan within one run. */
const MOST_PLANS = 3;

/**
 * One run for one order: reads it as it is now, plans, and does in sevdesk what is missing, step by step. May be called
 * at any time, any number of times, anywhere: one run at a time holds the order, and each takes up where the last one
 * ended. Throws only when its end could not be saved; the lease then runs out and the sweeper takes over.
 */
export async function runOrder(
  ports: SyncPorts,
  shopId: string,
  orderGid: string,
  signals: RunSignals,
): Promise<RunResult> {
  const lease = await takeLease(ports, shopId, orderGid, signals);
  if (!lease) return 'not_taken';
  try {
    const ending = await work(ports, lease, signals).catch((error: unknown) =>
      failedByThrow(ports, lease, error),
    );
    // What cannot be saved as it ended is saved as a failure, so that it does not come back for ever.
    const settled = await settleRun(ports, lease, ending).catch((error: unknown) =>
      settleRun(ports, lease, failedByThrow(ports, lease, error)),
    );
    countRun(settled);
    return settled;
  } finally {
    lease.release();
  }
}

const nothing = { ledger: null, changes: [], events: [], token: null };

/**
 * A throw is a bug, or the database going away or being in the way of somebody else: noted, tried a few times, then a
 * dead letter. Never swallowed.
 */
function failedByThrow(ports: SyncPorts, lease: Lease, error: unknown): Ending {
  const { shopId, orderGid } = lease;
  // Messages of exceptions carry values; the class says enough here, the log has the place in the code.
  const message = error instanceof Error ? error.name : typeof error;
  const rest = { message, retryAfterMs: null, atLeastMs: 0 };
  if (isDatabaseDown(error) || isWriteConflict(error)) {
    ports.log.warn('sync.database_lost', { shopId, orderGid, error });
    return {
      how: { stop: 'fail', failure: { class: 'transient', problem: gaveUp(message), ...rest } },
      ...nothing,
    };
  }
  ports.log.error('sync.program_error', { shopId, orderGid, error });
  countProgramError();
  return {
    how: { stop: 'fail', failure: { class: 'program', problem: exhausted.program, ...rest } },
    ...nothing,
  };
}

async function work(ports: SyncPorts, lease: Lease, signals: RunSignals): Promise<Ending> {
  const start = await readRun(ports, lease);
  const { order: known, shop, ledger } = start;
  const preconditions = checkPreconditions(start, ports.clock.now());
  if (known.problemCode === changedAfterSkip().code)
    return { how: { state: 'parked', problem: changedAfterSkip() }, ...nothing };
  const isSkipped = known.reason === skipped.byHand.code;
  if (isSkipped && preconditions.kind === 'unmet')
    return { how: { state: 'skipped', problem: skipped.byHand }, ...nothing };
  if (preconditions.kind === 'unmet' && preconditions.stop.stop === 'later')
    return { how: preconditions.stop, ...nothing };

  const read = await readOrder(ports, lease, signals, start);
  if (isSkipped) {
    const how = await lookAtSkipped(ports, lease, start, read);
    if (how) return { how, ...nothing };
  }
  if (preconditions.kind === 'unmet') return heldUp(ports, lease, preconditions.stop, read, ledger);
  if (isStop(read)) return { how: read, ...nothing };
  if (ledger.length === 0 && !known.asked && isBeforeStart(read.order, shop.syncFrom!)) {
    const recorded = await recordOrder(ports, lease, read.order, null, []);
    const how = recorded ? { state: 'skipped' as const, problem: skipped.beforeStart } : lost;
    return { how, ledger, changes: [], events: [read.event], token: null };
  }
  const { connection } = preconditions;
  const access = {
    ...connection,
    signal: lease.signal,
    mayLeave: () => mayLeave(run),
    takeSlot: () => takeSlot(run),
  };
  const run: Run = {
    ...{ ports, signals, lease, connection },
    sevdesk: ports.openSevdesk(access),
    shopName: shop.name ?? shop.domain.replace(/\.myshopify\.com$/, ''),
    pending: [read.event],
    ...{ deferred: [], leaving: false, pass: null, slot: null, leaveBy: null },
  };
  const ending = await planAndAdvance(run, start, read.order);
  // What was begun is finished; but an old reading is no answer to what happened since.
  return !read.caughtUp && 'state' in ending.how
    ? { ...ending, how: { state: 'parked', problem: orderTooOld() } }
    : ending;
}

async function readOrder(
  ports: SyncPorts,
  lease: Lease,
  signals: RunSignals,
  { shop, order: known }: Pick<RunStart, 'shop' | 'order'>,
) {
  if (shop.uninstalledAt) return lost;
  const from = ports.clock.now();
  const read = await traced('step read', {}, () => readOrderOrSnapshot(ports, lease, signals));
  if (isStop(read)) return read;
  const at = ports.clock.now();
  const durationMs = at.getTime() - from.getTime();
  // Of what came while it was read nobody knows whether it is in it.
  const detail = { fresh: read.fresh, caughtUp: read.caughtUp };
  const event: EventInput = { step: 'read', outcome: 'done', at: read.fresh ? at : from, durationMs, detail };
  // The buyer asked for deletion: whatever Shopify still shows is not stored again.
  return { order: known.redacted ? redactOrder(read.order) : read.order, event, caughtUp: read.caughtUp };
}

/** Nothing may be booked now, but the log shows the order, and why it waits. */
async function heldUp(
  ports: SyncPorts,
  lease: Lease,
  stop: Stop,
  read: { order: Order; event: EventInput } | Stop,
  ledger: Work[],
): Promise<Ending> {
  if (isStop(read)) return { how: stop, ...nothing };
  await recordOrder(ports, lease, read.order, null, numbersOf(ledger));
  await recordMovements(ports.db, lease, read.order, { bookings: bookingsOf(ledger), progress: 'open' });
  return { how: stop, ledger, changes: [], events: [read.event], token: null };
}

/** Booking starts with the money: an order from before that is paid later is booked. */
const isBeforeStart = (order: Order, syncFrom: Date): boolean =>
  (receivedAt(order.transactions) ?? new Date(order.processedAt)) < syncFrom &&
  new Date(order.processedAt) < syncFrom;

async function planAndAdvance(run: Run, start: RunStart, order: Order): Promise<Ending> {
  const { ports, lease, connection } = run;
  const { shop, settings, order: known } = start;
  const decisions = parseDecisions(known.decisions);
  let before = start.ledger;
  for (let plans = 0; plans < MOST_PLANS; plans++) {
    const input = { shop: { domain: shop.domain }, order, settings, booked: asBooked(before), decisions };
    const plan = await traced('step plan', {}, () => planWithVatCheck(run, input, known));
    const ends = (how: Answered | Stop, ledger: Work[]): Ending => {
      return { how, ledger, ...takeNoted(run), token: connection.token };
    };
    if (isStop(plan)) return ends(plan, before);
    run.pending.push(planEvent(run, plan));
    if (shop.trialSince) {
      const recorded = await recordOrder(ports, lease, order, plan, numbersOf(before));
      await recordMovements(ports.db, lease, order, { bookings: bookingsOf(before), progress: 'open' });
      return ends(recorded ? trialAnswer(plan, before) : lost, before);
    }
    const wanted = await recordPlan(run, order, before, plan);
    if (!wanted) return { how: lost, ...nothing };
    const { ledger, stop } = await advanceAll(run, wanted, plan);
    if (stop?.stop !== 'replan') return ends(stop ?? answered(plan), ledger);
    const unsaved = await save(run, []);
    if (unsaved) return { how: unsaved, ...nothing };
    before = await loadLedger(ports.db, ports.encryption, lease.orderSyncId);
  }
  throw new Error(`the plan of order ${lease.orderSyncId} does not settle`);
}

function planEvent(run: Run, { verdict, documents }: Plan): EventInput {
  const problem = verdict.kind === 'book' ? null : verdict.problem.code;
  const detail = { verdict: verdict.kind, problem, documents: documents.length };
  return {
    step: 'plan',
    outcome: verdict.kind === 'park' ? 'refused' : 'done',
    at: run.ports.clock.now(),
    detail,
  };
}

const STATE = { wait: 'waiting', skip: 'skipped', park: 'parked' } as const;

const answered = ({ verdict }: Plan): Answered =>
  verdict.kind === 'book' ? { state: 'synced' } : { state: STATE[verdict.kind], problem: verdict.problem };
