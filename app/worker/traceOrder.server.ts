import type { Database } from '../platform/database.server.ts';
import type { JobName, JobPayload } from '../platform/queue/jobs.server.ts';
import { isTracing, traced } from '../platform/tracing.server.ts';
import type { RunResult } from '../sync/run/runOrder.server.ts';

/** More webhooks than that about one order are not told apart in its trace. */
const MOST = 20;

/** The run has an answer; after any other ending the next run goes on in the same trace. */
const ANSWERED: readonly RunResult[] = ['synced', 'waiting', 'skipped', 'parked'];

interface UnansweredWebhook {
  id: bigint;
  context: string;
}

/**
 * Does a job about an order as a part of the trace of the webhook that caused it. Where several came together, it
 * belongs to the first one's trace and is linked with the others; what has no webhook begins a trace of its own.
 */
export async function traceOrder(
  db: Database,
  job: JobName,
  { shopId, orderGid }: JobPayload<'sync_order'>,
  work: () => Promise<RunResult>,
): Promise<RunResult> {
  if (!isTracing()) return work();
  const webhooks = await unansweredWebhooks(db, shopId, orderGid);
  const [parent = null, ...links] = webhooks.map(({ context }) => context);
  const shared = { shopId, orderGid, retry: await retriesOf(db, shopId, orderGid) };
  return traced(`job ${job}`, { kind: 'consumer', parent, links, shared, facts: { job } }, async (span) => {
    const result = await work();
    span.note({ outcome: result });
    if (ANSWERED.includes(result)) await forget(db, webhooks);
    return result;
  });
}

/** Contexts of the webhooks that no run has answered for yet. */
const unansweredWebhooks = (db: Database, shopId: string, orderGid: string): Promise<UnansweredWebhook[]> =>
  db.$queryRaw<UnansweredWebhook[]>`
    select id, trace_parent as context from webhook_delivery
    where shop_id = ${shopId}::uuid and order_gid = ${orderGid} and trace_parent is not null
    order by id limit ${MOST}::int`;

async function retriesOf(db: Database, shopId: string, orderGid: string): Promise<number> {
  const where = { shopId_orderGid: { shopId, orderGid } };
  const row = await db.orderSync.findUnique({ where, select: { attempts: true } });
  return row?.attempts ?? 0;
}

const forget = (db: Database, webhooks: UnansweredWebhook[]) =>
  db.webhookDelivery.updateMany({
    where: { id: { in: webhooks.map(({ id }) => id) } },
    data: { traceParent: null },
  });
