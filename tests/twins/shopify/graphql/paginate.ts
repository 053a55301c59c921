import { GraphQLError } from 'graphql';

export interface PageArgs {
  first?: number | null;
  last?: number | null;
  after?: string | null;
  before?: string | null;
  reverse?: boolean | null;
}

/** What a connection is sorted by. Cursors hold values, not positions: what changes between two pages moves. */
export type SortKey = readonly [string | number, string];

const encode = ([last_value, last_id]: SortKey): string =>
  Buffer.from(JSON.stringify({ last_id, last_value })).toString('base64');

function decode(cursor: string): SortKey {
  try {
    const { last_id, last_value } = JSON.parse(Buffer.from(cursor, 'base64').toString('utf8')) as {
      last_id: string;
      last_value: string | number;
    };
    return [last_value, last_id];
  } catch {
    throw new GraphQLError(`Invalid cursor for current pagination sort.`, {
      extensions: { code: 'BAD_REQUEST' },
    });
  }
}

function compareKeys(a: SortKey, b: SortKey): number {
  if (a[0] !== b[0]) return a[0] < b[0] ? -1 : 1;
  return a[1].length === b[1].length ? (a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : 0) : a[1].length - b[1].length;
}

/** A page as every Shopify connection gives it: nodes, edges and pageInfo. `first` or `last` is demanded, at most 250. */
export function paginate<T>(items: T[], args: PageArgs, keyOf: (item: T, index: number) => SortKey) {
  const size = args.first ?? args.last;
  if (size === null || size === undefined) {
    throw new GraphQLError('you must provide one of first or last', { extensions: { code: 'BAD_REQUEST' } });
  }
  if (size > 250 || size < 0) {
    throw new GraphQLError(`${args.first === undefined ? 'last' : 'first'} cannot exceed 250`, {
      extensions: { code: 'BAD_REQUEST' },
    });
  }
  let keyed = items.map((node, index) => ({ node, key: keyOf(node, index) }));
  keyed.sort((a, b) => compareKeys(a.key, b.key));
  const direction = args.reverse ? -1 : 1;
  if (args.reverse) keyed.reverse();
  const all = keyed.length;
  if (args.after) {
    const after = decode(args.after);
    keyed = keyed.filter(({ key }) => compareKeys(key, after) * direction > 0);
  }
  const cutAtStart = keyed.length < all;
  if (args.before) {
    const before = decode(args.before);
    keyed = keyed.filter(({ key }) => compareKeys(key, before) * direction < 0);
  }
  const fromEnd = args.first === null || args.first === undefined;
  const page = fromEnd ? keyed.slice(Math.max(0, keyed.length - size)) : keyed.slice(0, size);
  const edges = page.map(({ node, key }) => ({ node, cursor: encode(key) }));
  return {
    nodes: page.map(({ node }) => node),
    edges,
    pageInfo: {
      hasNextPage: !fromEnd && keyed.length > page.length,
      hasPreviousPage: fromEnd ? keyed.length > page.length : cutAtStart,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}
