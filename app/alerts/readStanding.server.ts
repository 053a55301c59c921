import type { DatabaseOrTx } from '../platform/database.server.ts';
import type { Standing } from './judge.ts';

interface Row {
  shopId: string;
  keyRejected: boolean;
  tokenRefusedSince: Date | null;
  breakerSince: Date | null;
  lostMails: number;
  foundAt: Date | null;
}

interface ProblemRow {
  shopId: string;
  code: string;
  count: number;
  oldestAt: Date;
  inLastHour: number;
  going: number;
}

/** How every shop that syncs stands; shops that are not installed or not switched on have nothing to be told. */
export async function readStandings(db: DatabaseOrTx, now: Date): Promise<Map<string, Standing>> {
  const [shops, problems] = await Promise.all([readShops(db), readProblems(db, now)]);
  const searched = shops.filter(({ foundAt }) => foundAt !== null).map(({ shopId }) => shopId);
  const heard = searched.length > 0 ? await readLastWebhooks(db, searched, now) : [];
  const lastWebhookOf = new Map(heard.map(({ shopId, at }) => [shopId, at]));
  const standings = new Map(
    shops.map(({ shopId, ...row }): [string, Standing] => [
      shopId,
      { ...row, lastWebhookAt: lastWebhookOf.get(shopId) ?? null, problems: [] },
    ]),
  );
  for (const { shopId, ...problem } of problems) standings.get(shopId)?.problems.push(problem);
  return standings;
}

const readShops = (db: DatabaseOrTx) => db.$queryRaw<Row[]>`
  select s.id as "shopId",
    coalesce(c.state = 'key_rejected', false) as "keyRejected",
    case when s.paused_by = 'shopify_token' then s.paused_at end as "tokenRefusedSince",
    (select min(b.opened_at) from breaker b
      where b.key in ('host', 'account:' || c.account_key) and b.state <> 'closed') as "breakerSince",
    (select count(*)::int from outgoing_mail m
      where m.shop_id = s.id and m.state in ('failed', 'unclear') and m.to_encrypted is not null) as "lostMails",
    (select max(o.found_at) from order_sync o where o.shop_id = s.id) as "foundAt"
  from shop s left join sevdesk_connection c on c.shop_id = s.id
  where s.uninstalled_at is null and s.sync_from is not null`;

/** Of shops whose orders were found by looking; a little longer back than that matters. */
const readLastWebhooks = (db: DatabaseOrTx, shopIds: string[], now: Date) => db.$queryRaw<
  { shopId: string; at: Date }[]
>`
  select shop_id as "shopId", max(received_at) as at from webhook_delivery
  where received_at > ${now}::timestamptz - interval '25 hours' and shop_id = any(${shopIds}::uuid[])
  group by shop_id`;

const readProblems = (db: DatabaseOrTx, now: Date) => db.$queryRaw<ProblemRow[]>`
  select s.id as "shopId", p.* from shop s cross join lateral (
    select o.problem_code as code, count(*)::int as count,
      min(coalesce(o.problem_at, o.changed_at)) as "oldestAt",
      count(*) filter (where o.problem_at > ${now}::timestamptz - interval '1 hour')::int as "inLastHour",
      count(*) filter (where exists (
        select 1 from dead_letter d
        where d.order_sync_id = o.id and d.state = 'open' and d.again_at is not null))::int as going
    from order_sync o
    where o.shop_id = s.id and o.archived = false and o.state = 'parked' and o.problem_code is not null
    group by o.problem_code) p
  where s.uninstalled_at is null and s.sync_from is not null`;
