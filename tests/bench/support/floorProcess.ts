// The least that an order can cost: the requests of a new customer's order with as many bytes, the rows that stay of it, in
// as few commits as the guarantees allow, and nothing else: nothing is parsed, planned, encrypted, logged or looked up.
import { Agent, request } from 'node:http';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { REQUESTS } from './floorRequests.ts';

const { DATABASE_URL, FLOOR_PORT, FLOOR_ORDERS } = process.env;
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 5 });
const agent = new Agent({ keepAlive: true });
const text = (length: number) => 'x'.repeat(length);

const query = async (name: string, sql: string, values: unknown[]) => {
  const { rows } = await pool.query<{ id: string }>({ name, text: sql, values });
  return rows[0]?.id;
};

function ask({ method, sent, received }: (typeof REQUESTS)[number]): Promise<void> {
  const headers = { 'content-length': sent, 'x-wanted': received, authorization: text(32) };
  return new Promise((resolve, reject) => {
    const asked = request({ port: FLOOR_PORT, method, agent, headers, path: '/' }, (answer) => {
      answer.on('end', resolve).resume();
    });
    asked.on('error', reject).end(text(sent));
  });
}

const EVENTS = `insert into event (shop_id, order_sync_id, at, step, outcome, detail)
  select $1::uuid, $2::uuid, now(), 'draft', 'done', '{"status":200}' from generate_series(1, $3)`;

/** Nine commits: taken in, under way, planned, four writes that are about to leave, settled, job done. */
async function order(shop: string): Promise<void> {
  const id = randomUUID();
  const noted = (name: string, sql: string, values: unknown[], events: number) =>
    query(
      name,
      `with changed as (${sql}) ${EVENTS.replace('$1', `$${values.length + 1}`)
        .replace('$2', `$${values.length + 2}`)
        .replace('$3', `$${values.length + 3}`)}`,
      [...values, ...[shop, row, events]],
    );
  const [asked, lookUp, contacts, contact, draft, finalise, book] = REQUESTS;
  const job = await query(
    'floor-take-in',
    `with kept as (insert into webhook_delivery (shop_domain, webhook_id, shop_id, topic, order_gid, received_at,
        body_encrypted) values ('floor', $1, $2::uuid, 'orders/paid', $1, now(), $3) returning 1)
      select graphile_worker.add_job('floor', payload := '{}'::json, job_key := $1)::text as id from kept`,
    [id, shop, text(400)],
  );
  const row = await query(
    'floor-begin',
    `insert into order_sync (shop_id, order_gid, order_id, first_seen_at, changed_at, listed_at, lease_owner)
      values ($1::uuid, $2, '1', now(), now(), now(), $2) returning id::text`,
    [shop, id],
  );
  await ask(asked!);
  await noted(
    'floor-plan',
    `update order_sync set snapshot_encrypted = $2, evidence_encrypted = $3, buyer_index = $4, number_index = $4
      where id = $1::uuid`,
    [row, text(4_000), text(600), Array.from({ length: 20 }, (_, nth) => `${id}${nth}`)],
    3,
  );
  const document = await query(
    'floor-document',
    `insert into document (shop_id, order_sync_id, order_gid, kind, source_gid, marker, account_key, plan_encrypted,
        plan_hash, currency, gross_cents, tax_cents, tax_rule, positions, date, remote_kind, created_at, changed_at)
      values ($1::uuid, $2::uuid, $3, 'invoice', $3, $3, 'floor', $4, '', 'EUR', 1, 1, 1, 3, now(), 'invoice', now(), now())
      returning id::text`,
    [shop, row, id, text(3_000)],
  );
  await ask(lookUp!);
  await ask(contacts!);
  await noted(
    'floor-contact',
    `insert into contact_link (shop_id, account_key, customer_number, requested_by, claimed_at)
      values ($1::uuid, 'floor', $2, $3::uuid, now())`,
    [shop, id, row],
    3,
  );
  await ask(contact!);
  const step = `update document set state = $2, changed_at = now() where id = $1::uuid`;
  await noted('floor-step', step, [document, 'write_requested'], 2);
  await ask(draft!);
  await noted('floor-step', step, [document, 'finalise_requested'], 2);
  await ask(finalise!);
  await noted(
    'floor-book',
    `insert into booking (shop_id, document_id, transaction_gid, gateway, check_account_id, amount_cents, day, created_at)
      values ($1::uuid, $2::uuid, $3, 'x', '1', 1, now(), now())`,
    [shop, document, id],
    2,
  );
  await ask(book!);
  await noted(
    'floor-settle',
    `update order_sync set state = 'synced', synced_at = now() where id = $1::uuid`,
    [row],
    2,
  );
  await query(
    'floor-done',
    `select graphile_worker.complete_jobs(array(
      select id from graphile_worker._private_jobs where key = $1))::text as id`,
    [id],
  );
  if (job === undefined) throw new Error('not taken in');
}

/** As many at a time as a worker has under way. */
const AT_A_TIME = 5;

async function orders(count: number): Promise<void> {
  const shop = await query('floor-shop', `insert into shop (domain) values ($1) returning id::text`, [
    `floor-${randomUUID()}`,
  ]);
  let left = count;
  const one = async () => {
    while (left-- > 0) await order(shop!);
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, one));
}

// The first ones warm up: what is compiled and prepared then stays so.
await orders(AT_A_TIME * 4);
process.send?.('ready');
const before = process.cpuUsage();
await orders(Number(FLOOR_ORDERS));
const { user, system } = process.cpuUsage(before);
process.send?.((user + system) / 1_000);
await pool.end();
process.disconnect?.();
agent.destroy();
