import { randomUUID } from 'node:crypto';
import { createDatabase, withClient } from '../../../scripts/lib/database.ts';
import { prepareTemplate } from '../../support/database.ts';

/** A migrated database on the test server, for what is not about Postgres itself; `drop` takes it away again. */
export async function freshDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const { server, template } = await prepareTemplate();
  const address = new URL(server);
  const name = `crash_${randomUUID().replaceAll('-', '')}`;
  address.pathname = `/${name}`;
  await createDatabase(address.toString(), template);
  return {
    url: address.toString(),
    drop: () =>
      withClient(server, async (client) => {
        await client.query(`drop database if exists ${name} with (force)`);
      }),
  };
}
