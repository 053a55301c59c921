import prisma from '@prisma/client';
import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/database.server.ts';
import { addJobFor, noJobUnder } from '../platform/queue/statements.server.ts';
import { priority } from '../platform/queue/jobs.server.ts';
import { PASS_DUE_MS } from './nextRun.server.ts';

const { Prisma } = prisma;

/**
 * Enqueues a comparison for every shop whose last pass was five looks ago, or that has one under way which no job
 * goes on with. Run every minute, by any worker; a job that waits already is left as it is.
 */
export async function reconcileDue({ db, clock }: { db: Database; clock: Clock }): Promise<number> {
  const since = new Date(clock.now().getTime() - PASS_DUE_MS);
  // The shape of payload and key is that of the catalogue and of reconcileKey (a test holds them together).
  return db.$executeRaw`
    with due as (
      select s.id from shop s
      where s.uninstalled_at is null and s.sync_from is not null and s.paused_by is distinct from 'shopify_token'
        and (not exists (
            select 1 from reconciliation_run r
            where r.shop_id = s.id and r.kind = 'recent' and r.started_at > ${since}::timestamptz)
          or exists (select 1 from reconciliation_run r where r.shop_id = s.id and r.finished_at is null))
        and ${noJobUnder(Prisma.sql`'reconcile:' || s.id`)})
    select ${addJobFor('reconcile_shop', { payload: Prisma.sql`json_build_object('shopId', id)`, key: Prisma.sql`'reconcile:' || id`, priority: priority.reconciliation, maxAttempts: 1 })} from due order by id`;
}
