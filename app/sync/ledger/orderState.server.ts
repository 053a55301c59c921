import prisma from '@prisma/client';
import type { Prisma as Types } from '@prisma/client';
import type { Problem } from '../../accounting/problem.ts';
import { skipped, waiting } from '../problems.ts';
import type { OrderState } from '../states.ts';

const { Prisma } = prisma;
type Sql = ReturnType<typeof Prisma.sql>;

// Every way in which an order's state is written. What is in the way, and since when, changes with it.

/** `update order_sync set` ...: wanted again, nothing in the way. Also the start of an order that was just heard of. */
export const becomesQueued = (): Sql => Prisma.sql`state = 'waiting', reason = ${waiting.queued.code},
  problem_code = null, problem_facts = null, problem_at = null`;

/** The same, for `order_sync o`, of all but those that are in sevdesk: they stay so until a run says otherwise. */
export const becomesQueuedUnlessSynced = (): Sql => Prisma.sql`
  state = case when o.state = 'synced' then o.state else 'waiting' end,
  reason = case when o.state = 'synced' then o.reason else ${waiting.queued.code} end,
  problem_code = null, problem_facts = null, problem_at = null`;

/** Left out by a person, until somebody asks for it again. */
export const becomesSkippedByHand = (): Sql => Prisma.sql`state = 'skipped', reason = ${skipped.byHand.code},
  problem_code = null, problem_facts = null, problem_at = null`;

type Standing = { problemCode: string | null; reason: string | null; problemAt: Date | null };

/** What a run, or a look at sevdesk, says of an order. A problem that stood before keeps its time. */
export function answeredWith(
  before: Standing,
  state: OrderState,
  problem: Problem | null,
  now: Date,
): Pick<Types.OrderSyncUpdateInput, 'state' | 'reason' | 'problemCode' | 'problemFacts' | 'problemAt'> {
  const same = problem !== null && (before.problemCode ?? before.reason) === problem.code;
  return {
    state,
    reason: state === 'parked' ? null : (problem?.code ?? null),
    problemCode: state === 'parked' ? problem!.code : null,
    problemFacts: problem?.facts ?? {},
    problemAt: problem === null ? null : same ? before.problemAt : now,
  };
}
