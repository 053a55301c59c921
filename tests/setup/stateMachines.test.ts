import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { alertMailStates } from '../../app/alerts/alertMailStates.ts';
import { privacyStates } from '../../app/platform/privacyRequest.server.ts';
import { statesOf, type StateMachine } from '../../app/platform/stateMachine.ts';
import * as engine from '../../app/sync/states.ts';
import { useDatabase } from '../support/database.ts';

const machines: StateMachine[] = [...Object.values(engine), alertMailStates, privacyStates];
const database = useDatabase();

/** The arrows of the diagram in the section of a table, "from > to"; "[*] > to" where a row starts. */
function drawn(table: string): string[] {
  const section = readFileSync('docs/state-machines.md', 'utf8')
    .split(/^## /m)
    .find((each) => each.includes(`Table \`${table}\``));
  return [...(section ?? '').matchAll(/^ {2}(\S+) --> (\w+): \S/gm)].map(([, from, to]) => `${from} > ${to}`);
}

const arrowsOf = ({ starts, moves }: StateMachine): string[] => [
  ...starts.map((start) => `[*] > ${start}`),
  ...Object.entries(moves).flatMap(([from, targets]) => targets.map((to) => `${from} > ${to}`)),
];

describe.each(machines.map((machine) => [machine.table, machine] as const))(
  'the states of %s',
  (table, machine) => {
    it('are drawn as the code has them', () => {
      expect(drawn(table).sort()).toEqual(arrowsOf(machine).sort());
    });

    it('are all that the database takes', async () => {
      const [row] = await database.db.$queryRaw<{ check: string; proven: boolean }[]>`
      select pg_get_constraintdef(oid) as check, convalidated as proven from pg_constraint
      where conrelid = ${table}::regclass and contype = 'c' and conname = ${`${table}_state`}`;
      const allowed = [...(row?.check ?? '').matchAll(/'(\w+)'/g)].map(([, state]) => state!);
      expect(allowed.sort()).toEqual(statesOf(machine).sort());
      expect(row?.proven).toBe(true);
    });

    it('start where the database lets a new row start', async () => {
      const [row] = await database.db.$queryRaw<{ start: string | null }[]>`
      select column_default as start from information_schema.columns
      where table_name = ${table} and column_name = 'state'`;
      expect(row?.start).toBe(`'${machine.starts[0]}'::text`);
    });

    it('can all be reached', () => {
      const reached = new Set<string>(machine.starts);
      for (const state of reached) for (const next of machine.moves[state] ?? []) reached.add(next);
      expect([...reached].sort()).toEqual(statesOf(machine).sort());
    });
  },
);

describe('every table with states', () => {
  it('has its list', async () => {
    const rows = await database.db.$queryRaw<{ name: string }[]>`
      select table_name::text as name from information_schema.columns where column_name = 'state' and table_schema = 'public'`;
    // Of these the state is none: Shopify's own word of a session, and whether sevdesk takes the key.
    const others = ['session', 'sevdesk_connection'];
    expect(rows.map(({ name }) => name).sort()).toEqual(
      [...machines.map(({ table }) => table), ...others].sort(),
    );
  });
});
