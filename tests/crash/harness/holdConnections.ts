import pg from 'pg';

interface Held {
  pids: number[];
  /** Takes what has become free since. */
  top(): Promise<void>;
  release(): Promise<void>;
}

/** Takes every connection that the server still gives out. */
export async function holdConnections(url: string): Promise<Held> {
  const clients: pg.Client[] = [];
  const held: Held = {
    pids: [],
    async top() {
      for (;;) {
        const client = new pg.Client({ connectionString: url });
        client.on('error', () => undefined);
        const refused = await client.connect().then(
          () => false,
          () => true,
        );
        if (refused) return;
        clients.push(client);
        const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
        held.pids.push(rows[0]!.pid);
      }
    },
    async release() {
      await Promise.all(clients.map((client) => client.end().catch(() => undefined)));
    },
  };
  await held.top();
  return held;
}
