// Prisma's native migration engine is a download from outside npm. This configuration uses the engine that ships
// inside the npm package instead ("js"), with three repairs of the driver adapter (prisma/orm issue 27403):
// catalog types it cannot read, scripts it would split at every semicolon, and a timer that is never cleared.
import { randomUUID } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import { ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import pg from 'pg';
import { defineConfig } from 'prisma/config';
import { keepSession } from './app/platform/session.server.ts';
import { MIGRATION_SESSION } from './scripts/lib/migrationSession.ts';

// `prisma generate` needs no database, but insists on an address.
process.env['DATABASE_URL'] ??= 'postgresql://postgres@127.0.0.1:5432/app';
process.env['CHECKPOINT_DISABLE'] = '1';
const url = process.env['DATABASE_URL'];

const NAME = 19;
const CHAR = 18;
const TEXT = 25;

interface Raw {
  fields: { dataTypeID: number }[];
}

async function open(connectionString: string, afterClose?: () => Promise<void>) {
  const pool = new pg.Pool({
    ...{ connectionString, max: 1, allowExitOnIdle: true, idleTimeoutMillis: 200 },
    ...keepSession(MIGRATION_SESSION),
  });
  // oxlint-disable-next-line typescript/no-explicit-any -- reaches into the adapter to repair it
  const adapter: any = await new PrismaPg(pool).connect();
  const stockQuery = Object.getPrototypeOf(Object.getPrototypeOf(adapter)).queryRaw;
  return Object.assign(adapter, {
    queryRaw: async (query: unknown) => {
      const charColumns: number[] = [];
      const performIO = async (q: unknown): Promise<Raw> => {
        const raw: Raw = await adapter.performIO(q);
        for (const [index, field] of raw.fields.entries()) {
          if (field.dataTypeID === CHAR) charColumns.push(index);
          if (field.dataTypeID === CHAR || field.dataTypeID === NAME) field.dataTypeID = TEXT;
        }
        return raw;
      };
      const result = await stockQuery.call(
        Object.create(adapter, { performIO: { value: performIO } }),
        query,
      );
      for (const index of charColumns) result.columnTypes[index] = ColumnTypeEnum.Character;
      return result;
    },
    executeScript: async (script: string) => {
      try {
        await pool.query(script);
      } catch (error) {
        adapter.onError(error);
      }
    },
    dispose: async () => {
      await pool.end();
      await afterClose?.();
    },
  });
}

const inDatabase = (name: string) => {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.toString();
};

async function asAdmin(sql: string) {
  const client = new pg.Client({ connectionString: inDatabase('postgres') });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

async function openShadow() {
  const name = `prisma_shadow_${randomUUID().replaceAll('-', '')}`;
  await asAdmin(`CREATE DATABASE "${name}"`);
  return open(inDatabase(name), () => asAdmin(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`));
}

export default defineConfig({
  schema: './prisma/schema.prisma',
  migrations: { path: process.env['MIGRATIONS'] ?? './prisma/migrations' },
  experimental: { adapter: true },
  engine: 'js',
  adapter: async () =>
    ({
      provider: 'postgres',
      adapterName: '@prisma/adapter-pg',
      connect: () => open(url),
      connectToShadowDb: openShadow,
      // oxlint-disable-next-line typescript/no-explicit-any -- the type wants more than the engine calls
    }) as any,
});

// The engine leaves its 10-second lock timer running, and every command would wait for it.
const stockSetTimeout = globalThis.setTimeout;
globalThis.setTimeout = Object.assign(
  (handler: (...args: unknown[]) => void, ms?: number, ...args: unknown[]) => {
    const timer = stockSetTimeout(handler, ms, ...args);
    if (ms === 10_000) timer.unref();
    return timer;
  },
  stockSetTimeout,
) as typeof setTimeout;
