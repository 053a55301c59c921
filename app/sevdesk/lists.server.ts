import { z } from 'zod';
import { done, type Answer } from './answer.ts';
import { unclear } from './classify.ts';
import type { Send } from './request.server.ts';

/** The most sevdesk gives at once; anything above is refused. */
export const PAGE = 1000;
/** 50,000 rows. Only an ignored filter leads that far, and then waiting for a better answer is wiser than reading on. */
const MAX_PAGES = 50;

const listBody = z.object({ objects: z.array(z.record(z.string(), z.unknown())) });
export type Row = Record<string, unknown>;

/** One page of a list. */
export async function readPage(
  send: Send,
  path: string,
  filter: Record<string, string>,
  offset = 0,
): Promise<Answer<Row[]>> {
  const paging = { limit: String(PAGE), ...(offset > 0 ? { offset: String(offset) } : {}) };
  const answer = await send({ method: 'GET', path, query: { ...filter, ...paging } });
  if (answer.kind !== 'done') return answer;
  const read = answer.value.kind === 'json' ? listBody.safeParse(answer.value.body) : null;
  return read?.success ? done(read.data.objects) : unclear('unreadable', 200, `${path} answered no list`);
}

/**
 * Every row that passes `isWanted`. sevdesk drops filters it does not know and answers with everything, so each row is
 * looked at here, and a list is read to its end: an ignored filter costs pages, it never turns "there is one" into
 * "there is none".
 */
export async function readMatching(
  send: Send,
  path: string,
  filter: Record<string, string>,
  isWanted: (row: Row) => boolean,
  enough: (page: Row[], isFirst: boolean) => boolean = () => false,
): Promise<Answer<Row[]>> {
  const found = new Map<string | number, Row>();
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const answer = await readPage(send, path, filter, page * PAGE);
    if (answer.kind !== 'done') return answer;
    const rows = answer.value;
    // By id, because a row can be seen twice when the list grows while it is read. Guidance on receipts has none.
    for (const row of rows.filter(isWanted)) found.set(keyOf(row) ?? found.size, row);
    if (rows.length < PAGE || enough(rows, page === 0)) return done([...found.values()]);
  }
  return unclear('unreadable', 200, `${path} does not end: the filter was ignored`);
}

const keyOf = ({ id }: Row): string | null =>
  typeof id === 'string' || typeof id === 'number' ? String(id) : null;

/** Parses rows; one that cannot be read spoils the answer, because it could be the one that matters. */
export function parseRows<T>(rows: Row[], schema: z.ZodType<T>, path: string): Answer<T[]> {
  const parsed = z.array(schema).safeParse(rows);
  return parsed.success ? done(parsed.data) : unreadable(parsed.error, path);
}

/** Names the fields that were not as expected, never their content. */
export function unreadable(error: z.ZodError, path: string) {
  const fields = error.issues.slice(0, 3).map((issue) => issue.path.join('.'));
  return unclear('unreadable', 200, `${path} answered unexpected fields: ${fields.join(', ')}`);
}
