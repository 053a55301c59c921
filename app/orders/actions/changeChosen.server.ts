import prisma from '@prisma/client';
import type { Prisma as Types } from '@prisma/client';
import { recordAudit, type AuditAction } from '../../merchant/audit.server.ts';
import type { Acting } from '../../merchant/ports.server.ts';
import type { Tx } from '../../platform/database.server.ts';
import { isChosen, type Sql } from '../read/filterOrders.server.ts';
import type { ReadPorts } from '../read/listOrders.server.ts';
import { timeZoneOf } from '../../merchant/timeZone.server.ts';
import { becomesByHand } from '../../sync/schedule/deadLetters.server.ts';
import type { OrderSelection } from '../read/views.ts';

const { Prisma } = prisma;

export interface Change {
  /** For audit and timeline. */
  action: Extract<AuditAction, 'archive' | 'skip' | 'sync_again' | 'unarchive'>;
  set: Sql;
  /** Which of the chosen orders it applies to, as a condition on order_sync `o`. */
  where: Sql;
  /** What becomes of open dead letters. */
  deadLetters: 'requeued' | 'skipped' | 'archived' | null;
  /** Further work in the same transaction. */
  afterwards?(tx: Tx, orderSyncIds: string[]): Promise<void>;
}

/** How many changed orders are handed on by id; beyond that only the table knows them. */
const HANDED_ON = 100;

/**
 * Does one thing by hand to the chosen orders of a shop, all in one transaction, with an audit entry that says who and a
 * line in each timeline. The orders are locked in the order in which a comparison locks them. A second press finds
 * nothing left to change, or merely asks again.
 */
export async function changeChosen(
  ports: ReadPorts,
  { shopId, actor }: Acting,
  chosen: OrderSelection,
  change: Change,
): Promise<{ orders: number }> {
  const { db, encryption, clock } = ports;
  const at = clock.now();
  const condition = isChosen(encryption, shopId, await timeZoneOf(db, shopId), chosen);
  const detail = JSON.stringify({ action: change.action, actor });
  return db.$transaction(async (tx) => {
    const [result] = await tx.$queryRaw<{ orders: number; some: string[] }[]>`
      with held as (
        select o.id from order_sync o where ${condition} and ${change.where}
        order by o.order_gid for no key update),
      changed as (
        update order_sync o set ${change.set}, changed_at = ${at}::timestamptz
        from held where o.id = held.id returning o.id),
      noted as (
        insert into event (shop_id, order_sync_id, at, step, outcome, detail)
        select ${shopId}::uuid, id, ${at}::timestamptz, 'person', 'done', ${detail}::jsonb from changed),
      letters as (${resolveLetters(change, actor, at)})
      select count(*)::int as orders,
        coalesce((array_agg(id::text))[1:${HANDED_ON}::int], '{}') as some from changed`;
    const { orders, some } = result!;
    if (orders === 0) return { orders };
    await change.afterwards?.(tx, some);
    const target = 'orders' in chosen && chosen.orders.length === 1 ? { target: chosen.orders[0]! } : {};
    const { action } = change;
    await recordAudit(tx, { shopId, at, actor, action, ...target, detail: { orders, ...describe(chosen) } });
    return { orders };
  });
}

function resolveLetters({ deadLetters }: Change, actor: string, at: Date): Sql {
  if (deadLetters === null) return Prisma.sql`select 1`;
  return Prisma.sql`update dead_letter d
    set ${becomesByHand(deadLetters, actor, at)}
    from changed where d.order_sync_id = changed.id and d.state in ('open', 'requeued') returning 1`;
}

/** Words of a search may be a buyer's name, so the audit only says that there were some. */
function describe(chosen: OrderSelection): Types.InputJsonObject {
  if ('orders' in chosen) return chosen.orders.length > 1 ? { chosen: chosen.orders } : {};
  return { filter: { ...chosen.filter, search: chosen.filter.search === null ? null : '…' } };
}
