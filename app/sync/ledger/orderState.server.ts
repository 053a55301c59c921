import prisma from '@prisma/client';
import type { Problem } from '../../accounting/problem.ts';
import { instant, json, nullable, text, type Values } from '../../platform/sql/codecs.ts';
import { skipped, waiting } from '../problems.ts';
import type { OrderState } from '../states.ts';

const { Prisma } = prisma;
type Sql = ReturnType<typeof Prisma.sql>;

// Every way in which an order's state is written. What is in the way, and since when, changes with it.

/** `update order_sync set` ...: wanted again, nothing in the way. Also the start of an order that was just heard of. */
export const becomesQueued = `state = 'waiting', reason = '${waiting.queued.code}',
  problem_code = null, problem_facts = null, problem_at = null`;

/** The same, for `order_sync o`, of all but those that are in sevdesk: they stay so until a run says otherwise. */
export const becomesQueuedUnlessSynced = (): Sql => Prisma.sql`
  state = case when o.state = 'synced' then o.state else 'waiting' end,
  reason = case when o.state = 'synced' then o.reason else ${waiting.queued.code} end,
  problem_code = null, problem_facts = null, problem_at = null`;

/** Left out by a person, until somebody asks for it again. */
export const becomesSkippedByHand = (): Sql => Prisma.sql`state = 'skipped', reason = ${skipped.byHand.code},
  problem_code = null, problem_facts = null, problem_at = null`;

/** Columns of an order's state, as parameters of {@link becomesAnswered}. */
export const answerParams = {
  state: nullable(text),
  reason: nullable(text),
  problemCode: nullable(text),
  problemFacts: nullable(json<object>()),
  problemAt: nullable(instant),
};

/** `update order_sync o set` ...: as {@link answeredWith} says; nothing changes where :state is null. */
export const becomesAnswered = `state = coalesce(:state, o.state),
  reason = case when :state is null then o.reason else :reason end,
  problem_code = case when :state is null then o.problem_code else :problemCode end,
  problem_facts = case when :state is null then o.problem_facts else :problemFacts end,
  problem_at = case when :state is null then o.problem_at else :problemAt end`;

type Before = { problemCode: string | null; reason: string | null; problemAt: Date | null };

/** What a run, or a look at sevdesk, says of an order. A problem that stood before keeps its time. */
export function answeredWith(before: Before, state: OrderState, problem: Problem | null, now: Date) {
  const same = problem !== null && (before.problemCode ?? before.reason) === problem.code;
  return {
    state,
    reason: state === 'parked' ? null : (problem?.code ?? null),
    problemCode: state === 'parked' ? problem!.code : null,
    problemFacts: problem?.facts ?? {},
    problemAt: problem === null ? null : same ? before.problemAt : now,
  };
}

/** The state is a run's own affair: it stays as it was. */
export const unanswered: Values<typeof answerParams> = {
  state: null,
  reason: null,
  problemCode: null,
  problemFacts: null,
  problemAt: null,
};
