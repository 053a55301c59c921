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

const dayOrNull = (text: string | null) => (text && /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : null);
const textOrNull = (text: string | null) => text?.trim().slice(0, 100) || null;

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
