import { z } from 'zod';
import { sqlIn, type DatabaseOrTx } from '../database.server.ts';
import { instant, int, nullable, text } from '../sql/codecs.ts';
import type { Sql } from '../sql/sql.server.ts';
import { statement } from '../sql/statement.ts';

const order = z.object({ shopId: z.uuid(), orderGid: z.string().startsWith('gid://shopify/Order/') });

/**
 * Every job there is, with its payload: ids only, state is in tables. A job is a wake-up call, never the only place
 * where something is remembered.
 */
export const jobs = {
  /** Something happened to an order: bring it in sevdesk to where it should be. */
  sync_order: order,
  /** An order is due: the wake-up call of the engine itself, after a pause or when its turn has come. */
  resume_order: order,
  /** Add address and e-mail to a contact that was made. */
  contact_details: z.object({ shopId: z.uuid(), customerNumber: z.string().min(1) }),
  /** Look after the alerts of all shops, and send the mails that are due. */
  watch_alerts: z.object({}),
  /** Ask for a settings check of every shop. */
  check_all_settings: z.object({}),
  /** Compare one shop's settings, and make alerts of what does not fit. */
  check_settings: z.object({ shopId: z.uuid() }),
  /** Ask Shopify what a shop is and what it has granted. */
  read_shop: z.object({ shopId: z.uuid() }),
  /** Compare a shop with Shopify and sevdesk. */
  reconcile_shop: z.object({ shopId: z.uuid() }),
  /** Every minute: enqueue the comparisons that are due. */
  reconcile_due: z.object({}),
  /** Every hour: delete what is past its period. */
  forget_old: z.object({}),
} as const;

export type JobName = keyof typeof jobs;
export type JobPayload<Name extends JobName> = z.output<(typeof jobs)[Name]>;

/**
 * Lower runs first: live orders before reconciliation before backfill. `crowded`: webhooks of a shop that has all it may
 * have under way already.
 */
export const priority = { live: 0, retry: 0, crowded: 5, reconciliation: 10, backfill: 20 } as const;

export interface EnqueueOptions {
  runAt?: Date;
  priority?: number;
  /** A waiting job with the same key is replaced, so that repeats collapse. */
  key?: string;
}

/** The key under which repeated hints about one order collapse into one job. */
export const orderJobKey = (shopId: string, orderGid: string) => `order:${shopId}:${orderGid}`;

/** An expression that enqueues one job; its parameters are {@link jobParams}. */
export const ADD_JOB = `graphile_worker.add_job(:job, payload := :payload::json, run_at := :runAt, job_key := :key,
  priority := :priority)::text`;
export const jobParams = {
  job: text,
  payload: text,
  runAt: nullable(instant),
  key: nullable(text),
  priority: int,
};

/** The values of {@link jobParams}. */
export const jobValues = <Name extends JobName>(
  name: Name,
  payload: JobPayload<Name>,
  { runAt, key, priority: rank = priority.live }: EnqueueOptions = {},
) => ({
  job: name,
  payload: JSON.stringify(jobs[name].parse(payload)),
  runAt: runAt ?? null,
  key: key ?? null,
  priority: rank,
});

const ENQUEUE = statement('queue.enqueue', { params: jobParams, row: {}, sql: `select ${ADD_JOB}` });

/** Puts a job into the queue, in the transaction that makes it true. */
export async function enqueue<Name extends JobName>(
  tx: DatabaseOrTx | Sql,
  name: Name,
  payload: JobPayload<Name>,
  options: EnqueueOptions = {},
): Promise<void> {
  await sqlIn(tx).rows(ENQUEUE, jobValues(name, payload, options));
}
