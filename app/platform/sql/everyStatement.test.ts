import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../../tests/support/database.ts';
import { describeStatement } from '../../../tests/support/describeStatement.ts';
import { allStatements } from './statement.ts';

// Every hand-written statement is shown to a migrated database: it must be one, and its types must be those that the code
// takes them for. A column that may be null must be read as one that may be.

const database = useDatabase(1);
let client: pg.Client;
beforeAll(async () => {
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const files = globSync('app/**/*.ts').filter((file) => !file.endsWith('.test.ts'));
  const withStatements = files.filter((file) => /sql\/statement\.ts'/.test(readFileSync(file, 'utf8')));
  for (const file of withStatements) await import(path.resolve(file));
});
afterAll(() => client.end());

it('is one in the schema as it is, with the types and nulls that the code takes them for', async () => {
  const statements = allStatements();
  expect(statements.length).toBeGreaterThan(0);
  const faults: string[] = [];
  for (const { name, text, params, columns } of statements) {
    const fault = (what: string) => void faults.push(`${name}: ${what}`);
    const described = await describeStatement(client, text).catch((error: Error) => fault(error.message));
    if (!described) continue;
    for (const [index, { key, codec }] of params.entries()) {
      const type = described.params[index];
      if (type !== codec.type) fault(`:${key} is ${type}, declared as ${codec.type}`);
    }
    for (const { name: column, codec, nullable } of columns) {
      const found = described.columns.find((one) => one.name === column);
      if (!found) fault(`there is no column ${column}`);
      else if (!sameType(found.type, codec.type)) fault(`${column} is ${found.type}, read as ${codec.type}`);
      else if (found.mayBeNull === true && !nullable) fault(`${column} may be null`);
    }
  }
  expect(faults).toEqual([]);
});

/** Lengths and precisions do not matter, nor which kind of JSON it is. */
const sameType = (found: string, declared: string): boolean =>
  found === declared || (found === 'json' && declared === 'jsonb');
