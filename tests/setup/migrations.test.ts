import { describe, expect, it } from 'vitest';
import { createDatabase, migrate, withClient } from '../../scripts/lib/database.ts';
import { prisma } from '../../scripts/lib/prisma.ts';
import { prepareTemplate } from '../support/database.ts';

describe('the migrations', () => {
  it('say exactly what the schema says (no drift)', async () => {
    const { server } = await prepareTemplate();
    const difference = await prisma(
      [
        ...['migrate', 'diff', '--from-migrations', 'prisma/migrations'],
        ...['--to-schema-datamodel', 'prisma/schema.prisma'],
      ],
      server,
    );
    expect(difference.trim()).toBe('No difference detected.');
  });

  it('run once when several replicas start at the same time', async () => {
    const { server } = await prepareTemplate();
    const address = new URL(server);
    address.pathname = `/migrated_by_two_${process.pid}`;
    const url = address.toString();
    await createDatabase(url);
    try {
      await Promise.all([migrate(url), migrate(url)]);
      const applied = await withClient(url, (client) =>
        client.query('select migration_name, count(*)::int as times from _prisma_migrations group by 1'),
      );
      expect(applied.rows.length).toBeGreaterThan(0);
      expect(applied.rows.every((row: { times: number }) => row.times === 1)).toBe(true);
    } finally {
      await withClient(server, (client) =>
        client.query(`drop database ${address.pathname.slice(1)} with (force)`),
      );
    }
  });
});
