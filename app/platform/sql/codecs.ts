/** How a value of one SQL type goes to the database and comes back, always as text. Null is the statement's affair. */
export interface Codec<T> {
  /** As Postgres names it; parameters are cast to it. */
  type: string;
  write(value: T): string;
  /** The driver's text, or what Prisma made of it where a statement runs inside one of its transactions. */
  read(stored: unknown): T;
}

const asText = (type: string): Codec<string> => ({ type, write: (value) => value, read: String });

export const text = asText('text');
export const uuid = asText('uuid');

export const int: Codec<number> = { type: 'integer', write: String, read: Number };
/** Cents, durations and other whole numbers that stay below 2^53. */
export const whole: Codec<number> = { type: 'bigint', write: String, read: Number };
/** Spans of time that are no whole number of milliseconds. */
export const real: Codec<number> = { type: 'double precision', write: String, read: Number };
/** Revisions and fences. */
export const big: Codec<bigint> = {
  type: 'bigint',
  write: String,
  read: (stored) => BigInt(stored as string | bigint),
};
export const bool: Codec<boolean> = {
  type: 'boolean',
  write: String,
  read: (stored) => stored === true || stored === 't',
};

/** Sessions are in UTC, so that the text ends in +00. */
export const instant: Codec<Date> = {
  type: 'timestamp with time zone',
  write: (value) => value.toISOString(),
  read: (stored) =>
    stored instanceof Date ? stored : new Date(`${(stored as string).replace(' ', 'T')}:00`),
};

/** A day without a time, `2026-11-24`. */
export const date: Codec<string> = {
  type: 'date',
  write: (value) => value,
  read: (stored) => (stored instanceof Date ? stored.toISOString().slice(0, 10) : String(stored)),
};

/** Whatever JSON holds; what comes back is for the caller to parse where the database does not vouch for its shape. */
export const json = <T = unknown>(): Codec<T> => ({
  type: 'jsonb',
  write: (value) => JSON.stringify(value),
  read: (stored) => (typeof stored === 'string' ? (JSON.parse(stored) as T) : (stored as T)),
});

/** A parameter only: a list to look in (`= any(:ids)`). */
export const list = (of: Codec<string>): Codec<readonly string[]> => ({
  type: `${of.type}[]`,
  write: (values) => `{${values.map((value) => `"${value.replaceAll(/["\\]/g, '\\$&')}"`).join(',')}}`,
  read: () => {
    throw new Error('lists are not read; select to_jsonb of them');
  },
});

/** A column or parameter that may be null. */
export const nullable = <T>(codec: Codec<T>): Nullable<T> => ({ nullable: codec });
export interface Nullable<T> {
  nullable: Codec<T>;
}

export type Fields = Record<string, Codec<unknown> | Nullable<unknown>>;
export type Values<F extends Fields> = {
  [Name in keyof F]: F[Name] extends Codec<infer T>
    ? T
    : F[Name] extends Nullable<infer T>
      ? T | null
      : never;
};
