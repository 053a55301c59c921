import prisma from '@prisma/client';
import { z } from 'zod';
import { sqlIn, type DatabaseOrTx } from '../../platform/database.server.ts';
import { instant, int, json, nullable, text, uuid } from '../../platform/sql/codecs.ts';
import type { Sql } from '../../platform/sql/sql.server.ts';
import { statement } from '../../platform/sql/statement.ts';
import { readFacts, type Problem } from '../../accounting/problem.ts';
import type { Failure } from '../retry.ts';
import type { DeadLetterState } from '../states.ts';

const { Prisma } = prisma;
type Piece = ReturnType<typeof Prisma.sql>;

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

/** A time as JSON has it everywhere else. */
const isoTime = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const UNRESOLVED = statement('schedule.unresolved_letter', {
  params: { orderSyncId: uuid },
  row: { id: uuid, createdAt: instant },
  sql: `
    select id, created_at from dead_letter where order_sync_id = :orderSyncId and state in ('open', 'requeued')
    order by created_at desc limit 1`,
});

/** The original hint (the newest delivery about the order, or that somebody here asked for it) and every step since. */
const OPEN = statement('schedule.open_letter', {
  params: {
    id: nullable(uuid),
    orderSyncId: uuid,
    class: text,
    error: json<object>(),
    retries: int,
    againAt: nullable(instant),
    now: instant,
  },
  row: {},
  sql: `
    with told as (
      select o.shop_id,
        coalesce((
          select jsonb_build_object('topic', d.topic, 'at', ${isoTime('d.received_at')}, 'webhookId', d.webhook_id)
          from webhook_delivery d where d.shop_id = o.shop_id and d.order_gid = o.order_gid order by d.id desc limit 1),
          jsonb_build_object('topic', 'app', 'at', ${isoTime('o.first_seen_at')})) as hint,
        (select coalesce(jsonb_agg(jsonb_build_object('step', e.step, 'outcome', e.outcome,
            'durationMs', e.duration_ms, 'at', ${isoTime('e.at')}) order by e.id), '[]')
          from (select * from event where order_sync_id = o.id order by id desc limit 200) e) as steps
      from order_sync o where o.id = :orderSyncId),
    renewed as (
      update dead_letter l set state = 'open', class = :class, hint = told.hint, error = :error, retry_count = :retries,
        steps = told.steps, resolved_at = null, resolved_by = null, again_at = :againAt
      from told where l.id = :id)
    insert into dead_letter (shop_id, order_sync_id, state, class, hint, error, retry_count, steps, again_at, created_at)
    select shop_id, :orderSyncId, 'open', :class, hint, :error, :retries, steps, :againAt, :now
    from told where :id is null`,
});

/** Keeps what could not be done. An order has one dead letter at most: a second failure renews the first. */
export async function openDeadLetter(
  tx: DatabaseOrTx | Sql,
  orderSyncId: string,
  letter: DeadLetterInput,
  now: Date,
): Promise<void> {
  const sql = sqlIn(tx);
  const unresolved = await sql.first(UNRESOLVED, { orderSyncId });
  const error = {
    code: letter.problem.code,
    // Where sevdesk refused something its own words are the message.
    message: letter.message || (readFacts(letter.problem.facts).message ?? ''),
    time: now.toISOString(),
    facts: letter.problem.facts,
  };
  await sql.rows(OPEN, {
    ...{ id: unresolved?.id ?? null, orderSyncId, class: letter.class, error, now },
    ...{ retries: letter.retries, againAt: againAt(letter, unresolved?.createdAt ?? now, now) },
  });
}

/** `update dead_letter set` ...: under way again by itself. */
export const becomesRequeued = (by: 'sweeper' | 'breaker') =>
  `state = 'requeued', resolved_at = :now, resolved_by = '${by}'`;

/** `update dead_letter set` ...: what a person decided about it. */
export const becomesByHand = (
  state: Extract<DeadLetterState, 'requeued' | 'skipped' | 'archived'>,
  actor: string,
  now: Date,
): Piece =>
  Prisma.sql`state = ${state}, resolved_at = ${now}::timestamptz, resolved_by = ${actor}, again_at = null`;

/** A common table expression, for `settled`, the order's id and whether it has its answer: then its letter is done with. */
export const LETTER_RESOLVED = `resolved as (
  update dead_letter l set state = 'resolved', resolved_at = :now, again_at = null
  from settled where l.order_sync_id = settled.id and settled.answered and l.state in ('open', 'requeued'))`;
