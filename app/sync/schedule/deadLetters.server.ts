import prisma from '@prisma/client';
import type { OrderSync } from '@prisma/client';
import { z } from 'zod';
import type { Tx } from '../../platform/database.server.ts';
import { readFacts, type Problem } from '../../accounting/problem.ts';
import type { Failure } from '../retry.ts';
import type { DeadLetterState } from '../states.ts';

const { Prisma } = prisma;
type Sql = ReturnType<typeof Prisma.sql>;

export interface DeadLetterInput {
  class: Failure['class'] | 'data';
  problem: Problem;
  message: string;
  retries: number;
  /** The other side asked for this pause. */
  retryAfterMs: number | null;
}

/** What a dead letter keeps as JSON, as far as it is shown. */
export const storedLetter = z.object({
  hint: z.object({ topic: z.string(), at: z.string() }),
  error: z.object({ code: z.string(), message: z.string(), time: z.string() }),
  steps: z.array(
    z.object({
      step: z.string(),
      outcome: z.string(),
      at: z.string(),
      durationMs: z.number().nullable().default(null),
    }),
  ),
});

/** Not all trouble has a breaker whose closing ends it (Shopify's, the database's): then its end shows by trying. */
const FIRST_MS = 2 * 60_000;
const CAP_MS = 6 * 3_600_000;

/** The original hint: the newest delivery about the order, or that somebody here asked for it. */
async function hintOf(tx: Tx, row: OrderSync) {
  const delivery = await tx.webhookDelivery.findFirst({
    where: { shopId: row.shopId, orderGid: row.orderGid },
    orderBy: { id: 'desc' },
    select: { topic: true, receivedAt: true, webhookId: true },
  });
  if (!delivery) return { topic: 'app', at: row.firstSeenAt.toISOString() };
  return { topic: delivery.topic, at: delivery.receivedAt.toISOString(), webhookId: delivery.webhookId };
}

/** Every processing step with its time and status. */
async function stepsOf(tx: Tx, orderSyncId: string) {
  const events = await tx.event.findMany({ where: { orderSyncId }, orderBy: { id: 'desc' }, take: 200 });
  return events.toReversed().map(({ step, outcome, at, durationMs }) => ({
    step,
    outcome,
    durationMs,
    at: at.toISOString(),
  }));
}

/**
 * When a dead letter goes again by itself: transient ones after a time that grows with their age, unless the breaker
 * closes before; rate-limited ones after the pause that was asked for. All others wait for a person.
 */
function againAt(letter: DeadLetterInput, createdAt: Date, now: Date): Date | null {
  if (letter.class !== 'transient' && letter.class !== 'rate_limited') return null;
  const ageMs = now.getTime() - createdAt.getTime();
  const pauseMs = Math.max(Math.min(Math.max(ageMs, FIRST_MS), CAP_MS), letter.retryAfterMs ?? 0);
  return new Date(now.getTime() + pauseMs);
}

/** Keeps what could not be done. An order has one dead letter at most: a second failure renews the first. */
export async function openDeadLetter(
  tx: Tx,
  row: OrderSync,
  letter: DeadLetterInput,
  now: Date,
): Promise<void> {
  const unresolved = await tx.deadLetter.findFirst({
    where: { orderSyncId: row.id, state: { in: ['open', 'requeued'] } },
    orderBy: { createdAt: 'desc' },
  });
  const data = {
    class: letter.class,
    hint: await hintOf(tx, row),
    error: {
      code: letter.problem.code,
      // Where sevdesk refused something its own words are the message.
      message: letter.message || (readFacts(letter.problem.facts).message ?? ''),
      time: now.toISOString(),
      facts: letter.problem.facts,
    },
    retryCount: letter.retries,
    steps: await stepsOf(tx, row.id),
    state: 'open' satisfies DeadLetterState,
    resolvedAt: null,
    resolvedBy: null,
    againAt: againAt(letter, unresolved?.createdAt ?? now, now),
  };
  if (unresolved) await tx.deadLetter.update({ where: { id: unresolved.id }, data });
  else
    await tx.deadLetter.create({
      data: { ...data, shopId: row.shopId, orderSyncId: row.id, createdAt: now },
    });
}

/** `update dead_letter set` ...: under way again by itself. */
export const becomesRequeued = (by: 'sweeper' | 'breaker', now: Date): Sql =>
  Prisma.sql`state = 'requeued', resolved_at = ${now}::timestamptz, resolved_by = ${by}`;

/** `update dead_letter set` ...: what a person decided about it. */
export const becomesByHand = (
  state: Extract<DeadLetterState, 'requeued' | 'skipped' | 'archived'>,
  actor: string,
  now: Date,
): Sql =>
  Prisma.sql`state = ${state}, resolved_at = ${now}::timestamptz, resolved_by = ${actor}, again_at = null`;

/** The order got an answer after all. */
export async function resolveDeadLetter(tx: Tx, orderSyncId: string, now: Date): Promise<void> {
  await tx.deadLetter.updateMany({
    where: { orderSyncId, state: { in: ['open', 'requeued'] } },
    data: { state: 'resolved', resolvedAt: now, againAt: null },
  });
}
