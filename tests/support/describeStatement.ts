import type { Client, Connection } from 'pg';

/** A statement as Postgres understands it. */
export interface Described {
  /** Types by their SQL names, in the order of the parameters. */
  params: string[];
  columns: { name: string; type: string; mayBeNull: boolean | 'unknown' }[];
}

interface Message {
  dataTypeIDs: number[];
  fields: { name: string; dataTypeID: number; tableID: number; columnID: number }[];
}

/** Has Postgres parse a statement and say what goes in and comes out, without carrying it out. */
export async function describeStatement(client: Client, text: string): Promise<Described> {
  const { params, fields } = await ask(client, text);
  const types = await namesOf(client, [...params, ...fields.map(({ dataTypeID }) => dataTypeID)]);
  const columns = [];
  for (const field of fields) {
    const mayBeNull = field.tableID === 0 ? ('unknown' as const) : await isNullable(client, field);
    columns.push({ name: field.name, type: types.get(field.dataTypeID)!, mayBeNull });
  }
  return { params: params.map((oid) => types.get(oid)!), columns };
}

/** The driver has no call for it, but speaks the protocol: parse, describe, sync. */
async function ask(client: Client, text: string): Promise<{ params: number[]; fields: Message['fields'] }> {
  const { connection } = client as unknown as { connection: Connection & NodeJS.EventEmitter };
  let params: number[] = [];
  let fields: Message['fields'] = [];
  let failure: Error | null = null;
  const heard = {
    parameterDescription: (message: Message) => void (params = message.dataTypeIDs),
    rowDescription: (message: Message) => void (fields = message.fields),
    errorMessage: (error: Error) => void (failure = error),
  };
  // A query that never began: the client has to think that one is under way, else it takes the answers for its own.
  const query = {
    submit: () => {
      connection.parse({ text, name: '', types: [] }, true);
      connection.describe({ type: 'S', name: '' }, true);
      connection.sync();
    },
    handleParseComplete: () => undefined,
    handleRowDescription: () => undefined,
    handleError: () => undefined,
    handleReadyForQuery: () => undefined,
  };
  for (const [name, listener] of Object.entries(heard)) connection.on(name, listener as () => void);
  const done = new Promise<void>(
    (resolve) =>
      (query.handleReadyForQuery = () => {
        resolve();
        return undefined;
      }),
  );
  query.handleError = () => undefined;
  client.query(query as never);
  await done;
  for (const [name, listener] of Object.entries(heard)) connection.off(name, listener as () => void);
  if (failure) throw failure as Error;
  return { params, fields };
}

async function namesOf(client: Client, oids: number[]): Promise<Map<number, string>> {
  const { rows } = await client.query<{ oid: number; name: string }>(
    'select oid::int4 as oid, format_type(oid, null) as name from pg_type where oid = any($1::oid[])',
    [oids],
  );
  return new Map(rows.map(({ oid, name }) => [oid, name]));
}

async function isNullable(
  client: Client,
  { tableID, columnID }: { tableID: number; columnID: number },
): Promise<boolean> {
  const { rows } = await client.query<{ nullable: boolean }>(
    'select not attnotnull as nullable from pg_attribute where attrelid = $1 and attnum = $2',
    [tableID, columnID],
  );
  return rows[0]!.nullable;
}
