import type { Client } from 'pg';

// What the simulation changes about a migrated database: its clock is the timeline's, the ids it makes up count from
// one, and nothing is cleaned up behind our back, so that one seed finds the same rows in the same order.

const SIMULATION = `
create schema sim;
create table sim.clock (at timestamptz not null);
insert into sim.clock values (pg_catalog.now());
create function sim.now() returns timestamptz language sql stable as 'select at from sim.clock';
create sequence sim.ids;
create function sim.uuid() returns uuid language sql volatile as
  $$ select ('00000000-0000-4000-8000-' || lpad(to_hex(nextval('sim.ids')), 12, '0'))::uuid $$;
`;

/** Tables of the product; what stands in them is a schedule's. */
async function tablesOf(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select quote_ident(tablename) as name from pg_tables where schemaname = 'public' and tablename <> '_prisma_migrations'`,
  );
  return rows.map(({ name }) => name);
}

/** Those of them that hold or held a row. */
async function usedAmong(client: Client, tables: string[]): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    'select name from unnest($1::text[]) name where pg_relation_size(name::regclass) > 0',
    [tables],
  );
  return rows.map(({ name }) => name);
}

/** All ids count from one again. */
const RESTART = `
select setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false) from pg_sequences
where schemaname in ('public', 'sim') or (schemaname, sequencename) = ('graphile_worker', 'jobs_id_seq1')`;

export interface PreparedDatabase {
  setClock(at: Date): Promise<void>;
  /** As after the migration. */
  empty(): Promise<void>;
}

export async function prepareDatabase(client: Client): Promise<PreparedDatabase> {
  await client.query(SIMULATION);
  const { rows } = await client.query<{ table: string; column: string }>(
    `select quote_ident(table_name) as "table", quote_ident(column_name) as "column" from information_schema.columns
     where table_schema = 'public' and column_default like 'gen_random_uuid%'`,
  );
  for (const { table, column } of rows) {
    await client.query(`alter table public.${table} alter column ${column} set default sim.uuid()`);
  }
  // For statements that ask for an id themselves; not before, or the defaults above would be taken for its calls.
  await client.query(
    `create function sim.gen_random_uuid() returns uuid language sql volatile as 'select sim.uuid()'`,
  );
  const tables = [
    ...(await tablesOf(client)).map((name) => `public.${name}`),
    'graphile_worker._private_jobs',
  ];
  for (const table of tables) await client.query(`alter table ${table} set (autovacuum_enabled = false)`);
  let shown = Number.NaN;
  return {
    async setClock(at) {
      if (at.getTime() === shown) return;
      shown = at.getTime();
      await client.query('update sim.clock set at = $1', [at.toISOString()]);
    },
    async empty() {
      shown = Number.NaN;
      // Emptied in place: TRUNCATE makes a new file of each table and index, which costs as much as a schedule.
      const used = await usedAmong(client, tables);
      const deletes = used.map((table) => `delete from ${table}`).join('; ');
      await client.query(`set session_replication_role = replica; ${deletes}`);
      await client.query('set session_replication_role = origin');
      if (used.length > 0) await client.query(`vacuum ${used.join(', ')}`);
      await client.query(RESTART);
    },
  };
}
