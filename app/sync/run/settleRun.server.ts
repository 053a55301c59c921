import type { OrderSync, Prisma, Shop } from '@prisma/client';
import { rejectKey } from '../../merchant/rejectKey.server.ts';
import type { Tx } from '../../platform/database.server.ts';
import { mayActFor } from '../../shopify/accessToken.server.ts';
import { openDeadLetter, resolveDeadLetter } from '../schedule/deadLetters.server.ts';
import { decide, type Answered, type Decision, type Settled } from './decide.ts';
import { wakeNextOf, wakeOrder } from '../schedule/dueOrders.server.ts';
import { fencedWrite, type EventInput } from '../ledger/fencedWrite.server.ts';
import type { Lease } from '../ledger/lease.server.ts';
import { numbersOf } from '../ledger/ledger.server.ts';
import { answeredWith } from '../ledger/orderState.server.ts';
import { countDeadLetter, countRetry, observeLatency } from '../metrics.server.ts';
import type { Stop } from '../outcome.ts';
import type { SyncPorts } from '../ports.server.ts';
import { AWAITS_ENTRY, TRIAL } from '../problems.ts';
import type { Work } from '../ledger/run.server.ts';
import { numberIndex } from '../ledger/searchWords.ts';

/** How a run ended. `ledger`: the documents as they stand, null when it did not come that far. */
export interface Ending {
  how: Answered | Stop;
  ledger: Work[] | null;
  /** Events that were not saved with a step. */
  events: EventInput[];
  /** The key that sevdesk was asked with. */
  token: string | null;
}

type Row = OrderSync & { shop: Shop };

/**
 * Saves how a run ended and gives the lease back, in one transaction with the job that continues. Whatever arrived
 * during the run makes the order due again at once.
 */
export async function settleRun(ports: SyncPorts, lease: Lease, ending: Ending): Promise<Settled> {
  const { how } = ending;
  if ('stop' in how && how.stop === 'lost') return 'lost';
  return ports.db.$transaction(async (tx): Promise<Settled> => {
    const trialIsOver = wasTrial(how) && (await isTrialOver(tx, lease.shopId));
    if (pausesShop(how)) await lockShop(tx, lease.shopId);
    if (!(await lockOrder(tx, lease))) return 'lost';
    const row = await tx.orderSync.findUniqueOrThrow({
      where: { id: lease.orderSyncId },
      include: { shop: true },
    });
    const now = ports.clock.now();
    const decision = decide(how, row, now, ports.random());
    await fencedWrite(
      tx,
      lease,
      [],
      [...ending.events, ...decision.events.map((event) => ({ ...event, at: now }))],
    );
    if ('stop' in how && how.stop === 'key_rejected' && ending.token !== null)
      await rejectKey(tx, ports.encryption, row.shopId, ending.token, now);
    const tokenIsBack =
      'stop' in how && how.stop === 'token_refused' && !(await pauseForToken(tx, ports, row.shopId, now));
    const overtaken = row.wantedRevision > lease.revision || tokenIsBack || trialIsOver;
    const nextAt = overtaken ? (decision.nextAt ?? now) : decision.nextAt;
    const latencyMs = decision.state === 'synced' ? newLatency(row, now) : null;
    await tx.orderSync.update({
      where: { id: row.id },
      data: {
        leaseOwner: null,
        leaseUntil: null,
        nextAttemptAt: nextAt,
        attempts: decision.attempts,
        changedAt: now,
        ...(decision.answered ? { doneRevision: lease.revision } : {}),
        ...stateColumns(decision, row, now),
        ...(latencyMs === null ? {} : { latencyMs }),
        ...(ending.ledger ? numberColumns(row, ending.ledger) : {}),
      },
    });
    if (decision.deadLetter) await openDeadLetter(tx, row, decision.deadLetter, now);
    else if (decision.answered) await resolveDeadLetter(tx, row.id, now);
    if (nextAt) await wakeOrder(tx, row, nextAt);
    await wakeNextOf(tx, row.shopId, now);
    report(decision, latencyMs);
    return decision.settled;
  });
}

const pausesShop = (how: Answered | Stop): boolean =>
  'stop' in how && (how.stop === 'key_rejected' || how.stop === 'token_refused');

/** Before the order, as everybody does who wants both: whoever ends a trial run, say. */
const lockShop = (tx: Tx, shopId: string) =>
  tx.$queryRaw`select 1 from shop where id = ${shopId}::uuid for no key update`;

async function lockOrder(tx: Tx, lease: Lease): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    select 1 from order_sync where id = ${lease.orderSyncId}::uuid and lease_owner = ${lease.owner}
      and fence = ${lease.fence}::bigint for no key update`;
  return rows.length === 1;
}

const wasTrial = (how: Answered | Stop): boolean =>
  'state' in how && 'problem' in how && how.problem.code === TRIAL;

/**
 * Whether the trial run, in which this order was only looked at, has ended meanwhile. Waits for whoever is ending it,
 * so that no order is left out between the two; before the order is locked, which whoever ends it locks last.
 */
async function isTrialOver(tx: Tx, shopId: string): Promise<boolean> {
  const [shop] = await tx.$queryRaw<{ over: boolean }[]>`
    select trial_since is null as over from shop where id = ${shopId}::uuid for share`;
  return shop?.over ?? true;
}

/** Longest time that fits into its column: 24 days. */
const LONGEST_MS = 2_147_483_647;

/**
 * From the money coming in to now, when this is the first time it is booked; null for orders that a person asked for,
 * and for those that were paid before the app was at work.
 */
function newLatency({ paidAt, syncedAt, askedAt, reason, shop }: Row, now: Date): number | null {
  // It was the bank's time, not ours.
  if (reason === AWAITS_ENTRY) return null;
  if (!paidAt || askedAt || !shop.syncFrom || paidAt < shop.syncFrom || paidAt < shop.installedAt)
    return null;
  if (syncedAt && syncedAt >= paidAt) return null;
  return Math.min(Math.max(0, now.getTime() - paidAt.getTime()), LONGEST_MS);
}

function stateColumns({ state, problem }: Decision, row: Row, now: Date): Prisma.OrderSyncUpdateInput {
  if (state === null) return {};
  return { ...answeredWith(row, state, problem, now), ...(state === 'synced' ? { syncedAt: now } : {}) };
}

function numberColumns(row: Row, ledger: Work[]): Prisma.OrderSyncUpdateInput {
  const numbers = numbersOf(ledger);
  const invoice = ledger.find(
    (work) => work.kind === 'invoice' && (work.state === 'open' || work.state === 'done'),
  );
  return {
    invoiceNumber: invoice?.number ?? null,
    numberIndex: numberIndex(row.shopId, [row.orderName, ...numbers]),
  };
}

/**
 * Nobody may act for the shop: it pauses until the app is opened there. Not (and then this answers false) if that
 * happened while this run was under way; whoever opens it now waits for the row, and ends the pause.
 */
async function pauseForToken(tx: Tx, ports: SyncPorts, shopId: string, now: Date): Promise<boolean> {
  if (await mayActFor({ db: tx, encryption: ports.encryption }, shopId, now)) return false;
  await tx.shop.updateMany({
    where: { id: shopId, pausedAt: null },
    data: { pausedAt: now, pausedBy: 'shopify_token' },
  });
  return true;
}

function report({ deadLetter, settled, failureClass }: Decision, latencyMs: number | null): void {
  if (latencyMs !== null) observeLatency(latencyMs);
  if (deadLetter) countDeadLetter(deadLetter.class);
  else if (settled === 'retry' && failureClass) countRetry(failureClass);
}
