import type { Random } from './random.ts';

// Postgres promises no order of rows that is not asked for; the one it happens to give hangs on how its files and plans
// came about, so that a seed would not play alone as it plays among others. Here the seed gives the order.

interface Rows {
  rows: unknown[][];
}

const isRows = (result: unknown): result is Rows =>
  typeof result === 'object' && result !== null && Array.isArray((result as Partial<Rows>).rows);

/** What a statement answered, its rows in an order of the seed's unless the statement asks for one. */
export function inAnyOrder<T>(sql: string, result: T, random: Random): T {
  if (!isRows(result) || result.rows.length < 2 || /\border by\b|^\s*insert\b/i.test(sql)) return result;
  const keyed = result.rows.map((row) => ({ row, key: JSON.stringify(row, readable) }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)));
  return { ...result, rows: shuffled(keyed, random.fork('rows')).map(({ row }) => row) };
}

const readable = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value);

/** By Fisher and Yates. */
function shuffled<T>(list: readonly T[], random: Random): T[] {
  const mixed = [...list];
  for (let last = mixed.length - 1; last > 0; last -= 1) {
    const other = random.int(0, last);
    [mixed[last], mixed[other]] = [mixed[other]!, mixed[last]!];
  }
  return mixed;
}
