import type { Call, TwinResponse } from '../call.ts';
import { jsonResponse } from '../call.ts';
import { badLimit } from '../refusal.ts';
import type { Json } from '../wire/common.ts';

interface Page {
  limit: number;
  offset: number;
}

/** Default page 100; anything outside 1..1000 is refused [SPEC + BLOG]. */
function readPage(query: URLSearchParams): Page {
  const limit = query.get('limit') ?? '100';
  if (!/^\d+$/.test(limit) || Number(limit) < 1 || Number(limit) > 1000) throw badLimit();
  const offset = query.get('offset') ?? '0';
  return { limit: Number(limit), offset: /^\d+$/.test(offset) ? Number(offset) : 0 };
}

/** One page of rows that are already in order. `render` is only asked for the rows of the page. */
export function listPage<Row extends { id: number }>(
  call: Call,
  rows: Iterable<Row>,
  matches: (row: Row) => boolean,
  render: (row: Row) => Json,
): TwinResponse {
  const { limit, offset } = readPage(call.query);
  const countAll = call.query.get('countAll') === 'true';
  const page: Json[] = [];
  let seen = 0;
  for (const row of rows) {
    if (!call.account.isListed(row.id, call.now) || (!call.filtersIgnored && !matches(row))) continue;
    if (seen >= offset && page.length < limit) page.push(render(row));
    seen += 1;
    if (!countAll && page.length === limit) break;
  }
  call.account.countList(call.now);
  return jsonResponse(200, countAll ? { objects: page, total: String(seen) } : { objects: page });
}

/** A list that is short and the same for everybody. */
export function listAll(call: Call, rows: Json[]): TwinResponse {
  const { limit, offset } = readPage(call.query);
  const objects = rows.slice(offset, offset + limit);
  const total = call.query.get('countAll') === 'true' ? { total: String(rows.length) } : {};
  return jsonResponse(200, { objects, ...total });
}

/**
 * `contact[id]=7&contact[objectName]=Contact`. Without its objectName a reference is no filter: the parameters are
 * documented as a pair, and what sevdesk does not understand it drops.
 */
export function refFilter(query: URLSearchParams, name: string, objectName: string): number | null {
  const id = query.get(`${name}[id]`);
  return id !== null && query.get(`${name}[objectName]`) === objectName ? Number(id) : null;
}

/** Unix seconds in milliseconds. */
export function timeFilter(query: URLSearchParams, name: string): number | null {
  const value = query.get(name);
  return value !== null && /^\d+$/.test(value) ? Number(value) * 1000 : null;
}

/** createAfter, createBefore, updateAfter, updateBefore: strictly after and before [SPEC]. */
export function touchedWithin(query: URLSearchParams): (row: { create: number; update: number }) => boolean {
  const bounds = (['create', 'update'] as const).map((field) => ({
    field,
    after: timeFilter(query, `${field}After`),
    before: timeFilter(query, `${field}Before`),
  }));
  return (row) =>
    bounds.every(
      ({ field, after, before }) =>
        (after === null || row[field] > after) && (before === null || row[field] < before),
    );
}
