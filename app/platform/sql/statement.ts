import type { Codec, Fields, Nullable, Values } from './codecs.ts';

/** A hand-written statement: what goes in, what comes out. Postgres parses and plans it once for each connection. */
export interface Statement<Params = never, Row = unknown> {
  name: string;
  text: string;
  /** Parameters in the order of their numbers, and columns by their names in the database. */
  params: Parameter[];
  columns: Column[];
  values(params: Params): (string | null)[];
  read(stored: Record<string, unknown>): Row;
}

interface Parameter {
  key: string;
  codec: Codec<unknown>;
  nullable: boolean;
}
interface Column extends Parameter {
  name: string;
}

interface Definition<P extends Fields, R extends Fields> {
  params: P;
  /** Named as in the code; the column is the same in snake case. */
  row: R;
  /** Parameters as `:name`, each cast to its type where it stands. */
  sql: string;
}

const known = new Map<string, Statement>();

/** Every statement of the modules that were loaded, for the test that shows each of them to the database. */
export const allStatements = (): Statement[] => [...known.values()];

/** Defines a statement under a name of its own. Throws when a parameter is not declared: a bug, at start-up. */
export function statement<P extends Fields, R extends Fields>(
  name: string,
  { params, row, sql }: Definition<P, R>,
): Statement<Values<P>, Values<R>> {
  const places = new Map<string, number>();
  const text = sql.trim().replaceAll(/(?<![:\w]):([a-z]\w*)/gi, (_, key: string) => {
    const field = params[key];
    if (field === undefined) throw new Error(`${name}: nothing is declared for :${key}`);
    if (!places.has(key)) places.set(key, places.size + 1);
    return `$${places.get(key)}::${codecOf(field).type}`;
  });
  const parameters = [...places.keys()].map((key) => parameter(key, params[key]!));
  const columns = Object.entries(row).map(([key, field]) => ({
    ...parameter(key, field),
    name: key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
  }));
  const made: Statement<Values<P>, Values<R>> = {
    name,
    text,
    params: parameters,
    columns,
    values: (given) => parameters.map((one) => writeOne(one, given[one.key as keyof typeof given])),
    read: (stored) =>
      Object.fromEntries(columns.map((one) => [one.key, readOne(name, one, stored[one.name])])) as Values<R>,
  };
  known.set(name, made);
  return made;
}

const isNullable = (field: Fields[string]): field is Nullable<unknown> => 'nullable' in field;
const codecOf = (field: Fields[string]): Codec<unknown> => (isNullable(field) ? field.nullable : field);
const parameter = (key: string, field: Fields[string]): Parameter => ({
  key,
  codec: codecOf(field),
  nullable: isNullable(field),
});

const writeOne = ({ codec }: Parameter, value: unknown): string | null =>
  value === null || value === undefined ? null : codec.write(value);

function readOne(statementName: string, { codec, nullable, name }: Column, stored: unknown): unknown {
  if (stored !== null && stored !== undefined) return codec.read(stored);
  if (nullable) return null;
  throw new Error(`${statementName}: ${name} is null`);
}
