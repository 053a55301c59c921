import type pg from 'pg';
import type { Encryption } from '../../app/platform/encryption.server.ts';
import { buyerWordContext } from '../../app/platform/encryptionContexts.ts';

/** Last names that seeded buyers have; they repeat after {@link NAMES} orders. */
const NAMES = 5_000;
export const seededName = (nth: number) => `Muster${nth % NAMES}`;

export interface Seed {
  shopId: string;
  domain: string;
  /** Numbers of the orders: `#<from>` up. */
  from: number;
  count: number;
}

/**
 * Fills the log of a shop with orders of the last three years and one delivery each, all in one statement: most are
 * synced, 1.5 % parked, 1.5 % skipped, 0.1 % wait. Buyers can be searched for, but have no readable name, and there are
 * no snapshots: neither is read by lists.
 */
export async function seedOrders(client: pg.Client, encryption: Encryption, seed: Seed): Promise<void> {
  const { shopId, domain, from, count } = seed;
  const prints = Array.from({ length: Math.min(NAMES, count) }, (_, nth) =>
    encryption.fingerprint(seededName(nth).toLowerCase(), buyerWordContext(shopId)),
  );
  await client.query(SEED_ORDERS, [shopId, from, count, prints]);
  await client.query(SEED_DELIVERIES, [shopId, from, count, domain]);
}

/** What inserting a million rows does without: every index that guards nothing. Answers how to bring them back. */
export async function dropIndexes(client: pg.Client, tables: string[]): Promise<() => Promise<void>> {
  const { rows } = await client.query<{ name: string; ddl: string }>(
    `select c.relname as name, pg_get_indexdef(i.indexrelid) as ddl
     from pg_index i join pg_class c on c.oid = i.indexrelid
     where i.indrelid = any($1::regclass[]) and not i.indisunique`,
    [tables],
  );
  for (const { name } of rows) await client.query(`drop index "${name}"`);
  return async () => {
    await client.query(`set maintenance_work_mem = '1GB'`);
    for (const { ddl } of rows) await client.query(ddl);
  };
}

const SEED_ORDERS = `
insert into order_sync (shop_id, order_gid, order_id, order_name, buyer_index, number_index, gateway, currency,
  total_cents, processed_at, order_updated_at, paid_at, state, reason, problem_code, problem_at, invoice_number,
  tax_rule, wanted_revision, done_revision, next_attempt_at, priority, first_seen_at, changed_at, synced_at, latency_ms,
  listed_at)
select $1::uuid, 'gid://shopify/Order/' || (5000000000000 + n), (5000000000000 + n)::text, '#' || n,
  array[($4::text[])[1 + n % array_length($4::text[], 1)]],
  array(select distinct left($1::text, 8) || ':' || left(w, k)
    from (values (n::text), (case when state = 'synced' then 're' || n end)) v(w), generate_series(2, length(w)) k),
  (array['shopify_payments', 'paypal', 'klarna', 'vorkasse'])[1 + n % 4], 'EUR', 1000 + n * 7919 % 90000,
  at, at, at, state,
  case state when 'waiting' then 'wait.queued' when 'skipped' then 'skip.test_order' end,
  case state when 'parked' then (array['tax.rate_unknown', 'order.totals_mismatch', 'order.currency'])[1 + n % 3] end,
  case state when 'parked' then at end,
  case state when 'synced' then 'RE-' || n end, 1, 1, case state when 'waiting' then 0 else 1 end,
  case state when 'waiting' then now() + interval '1 day' end, 0, at, at + interval '20 seconds',
  case state when 'synced' then at + interval '20 seconds' end,
  case state when 'synced' then 5000 + n * 31 % 60000 end, at
from (
  select n, now() - interval '3 years' * (1 - (n - $2::bigint)::float8 / $3::bigint) - interval '1 hour' as at,
    case when n % 1000 = 7 then 'waiting' when n % 200 < 3 then 'parked' when n % 200 < 6 then 'skipped'
      else 'synced' end as state
  from generate_series($2::bigint, $2::bigint + $3::bigint - 1) n) made`;

const SEED_DELIVERIES = `
insert into webhook_delivery (shop_domain, webhook_id, shop_id, topic, order_gid, triggered_at, received_at,
  body_encrypted)
select $4, gen_random_uuid()::text, $1::uuid, 'orders/paid', 'gid://shopify/Order/' || (5000000000000 + n),
  at, at, repeat(md5(n::text), 11)
from (
  select n, now() - interval '3 years' * (1 - (n - $2::bigint)::float8 / $3::bigint) - interval '1 hour' as at
  from generate_series($2::bigint, $2::bigint + $3::bigint - 1) n) made`;
