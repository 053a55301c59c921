import type { OrderFilter, OrderListQuery, OrderSort, OrderView } from '../../orders/read/views.ts';

// The log's state lives in the address: it can be shared, and the back button works.

export const views: readonly OrderView[] = ['all', 'attention', 'waiting', 'skipped', 'synced', 'archived'];
export const sorts: readonly OrderSort[] = ['processedAt', 'changedAt', 'totalCents', 'orderName'];

const PAGE_SIZE = 50;

const oneOf = <Value extends string>(
  values: readonly Value[],
  text: string | null,
  otherwise: Value,
): Value => values.find((value) => value === text) ?? otherwise;

/** A day that is in the calendar, and that a database can hold. */
export function dayOrNull(text: string | null): string | null {
  if (!text || !/^[12]\d{3}-\d{2}-\d{2}$/.test(text)) return null;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text) ? text : null;
}

/** Without what no text of a shop holds and no database takes: control characters, halves of characters. */
const plainText = (text: string) =>
  text
    .replaceAll(/\p{Cc}/gu, ' ')
    .toWellFormed()
    .replaceAll('\uFFFD', ' ');
const textOrNull = (text: string | null) => plainText((text ?? '').slice(0, 100)).trim() || null;

export function readFilter(params: URLSearchParams): OrderFilter {
  return {
    view: oneOf(views, params.get('view'), 'all'),
    search: textOrNull(params.get('q')),
    problemCode: textOrNull(params.get('problem')),
    gateway: textOrNull(params.get('gateway')),
    from: dayOrNull(params.get('from')),
    to: dayOrNull(params.get('to')),
  };
}

/** The log that an address shows; whatever makes no sense in it is as if it were not there. */
export function readLogQuery(params: URLSearchParams): OrderListQuery {
  return {
    filter: readFilter(params),
    sort: oneOf(sorts, params.get('sort'), 'processedAt'),
    descending: params.get('order') !== 'asc',
    cursor: params.get('cursor')?.slice(0, 500) || null,
    pageSize: PAGE_SIZE,
  };
}

const names = {
  view: 'view',
  search: 'q',
  problemCode: 'problem',
  gateway: 'gateway',
  from: 'from',
  to: 'to',
} as const;

/** The address of a log. Another filter or order starts at the first page. */
export function logAddress(query: Pick<OrderListQuery, 'filter' | 'sort' | 'descending' | 'cursor'>): string {
  const params = new URLSearchParams();
  for (const [field, name] of Object.entries(names)) {
    const value = query.filter[field as keyof OrderFilter];
    if (value && !(field === 'view' && value === 'all')) params.set(name, value);
  }
  if (query.sort !== 'processedAt') params.set('sort', query.sort);
  if (!query.descending) params.set('order', 'asc');
  if (query.cursor) params.set('cursor', query.cursor);
  const text = params.toString();
  return text ? `/app/orders?${text}` : '/app/orders';
}
