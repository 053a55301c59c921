import pg from 'pg';
import type { Database } from '../../../app/platform/database.server.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { openSimulatedDatabase, SESSION, type Turns } from './database.ts';
import { prepareDatabase } from './prepareDatabase.ts';
import './rememberPlans.ts';
import './rememberStatements.ts';
import { createTurns, needsClock, tellTime, type Situation } from './turns.ts';

/** A database client that one simulated process after the other uses. */
export interface Slot {
  readonly db: Database;
  /** Who uses it now. */
  situation: Situation | null;
}

/** What one process of the simulator keeps from schedule to schedule: a database and clients on it. */
export interface Machine {
  /** Without any faults, for setting up and looking. */
  readonly db: Database;
  /** For the queue and the inbox, which do not go through Prisma. */
  readonly client: pg.Client;
  readonly slots: readonly [Slot, Slot, Slot];
  setClock(at: Date): Promise<void>;
  /** Empty for the next schedule. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

const atOnce = (setClock: () => Promise<void>): Turns => ({
  async take(query, run) {
    if (needsClock(query.sql)) await setClock();
    return run(tellTime(query, new Date()));
  },
  async begin(open) {
    await setClock();
    return open();
  },
});

export async function startMachine(): Promise<Machine> {
  const made = await createTestDatabase(1);
  const url = await shortestWay(made);
  const client = new pg.Client({ connectionString: url, options: SESSION });
  await client.connect();
  const prepared = await prepareDatabase(client);
  const db = openSimulatedDatabase(
    url,
    atOnce(() => prepared.setClock(new Date())),
  );
  const slots = [openSlot(url), openSlot(url), openSlot(url)] as const;
  for (const one of [db, ...slots.map((slot) => slot.db)]) await one.$connect();
  return {
    db,
    client,
    slots: [...slots],
    setClock: (at) => prepared.setClock(at),
    reset: () => prepared.empty(),
    async close() {
      await client.end();
      await db.$disconnect();
      // A transaction of a process that died in it never ends, and the client would wait for it.
      for (const slot of slots) void slot.db.$disconnect();
      await made.drop();
    },
  };
}

/** The server's own socket where it has one: a statement takes half as long as over the network, and there are 800. */
async function shortestWay({ url, db }: TestDatabase): Promise<string> {
  const [row] = await db.$queryRaw<{ folder: string }[]>`
    select current_setting('unix_socket_directories') as folder`;
  const address = new URL(url);
  if (row?.folder) address.searchParams.set('host', row.folder);
  return address.toString();
}

function openSlot(url: string): Slot {
  const slot: { situation: Situation | null; db: Database } = {
    situation: null,
    db: openSimulatedDatabase(
      url,
      createTurns(() => {
        if (!slot.situation) throw new Error('nobody uses this client');
        return slot.situation;
      }),
    ),
  };
  return slot;
}
