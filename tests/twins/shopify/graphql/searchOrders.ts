// Shopify's search syntax as far as orders need it: terms joined by AND (or a blank), OR, NOT or "-", parentheses,
// field:value, comparators (:>=), quotes, lists (paid,refunded). Unknown fields are ignored with a warning, as there.
import { numericPart } from '../store/ids.ts';
import type { Order } from '../store/order.ts';

export interface SearchWarning {
  field: string;
  message: string;
  code: 'invalid_field' | 'invalid_value';
}

type Test = (order: Order) => boolean;

/** The test a search stands for. Without any filter, archived and cancelled orders are left out (see below). */
export function searchOrders(query: string): { test: Test; warnings: SearchWarning[] } {
  const warnings: SearchWarning[] = [];
  const tokens =
    query.match(/\(|\)|-?[\w.]+:(?:[<>]=?)?(?:"[^"]*"|'[^']*'|[^\s()]+)|"[^"]*"|'[^']*'|[^\s()]+/g) ?? [];
  const parsed = parseOr([...tokens], warnings);
  // Without a query a live store showed 4 of about 35 orders, the open ones [MEASURED:siggi 039dc75]; with another
  // filter and no status, seven orders came that were all cancelled (recorded: 23-search-without-status-shows-cancelled).
  return {
    test: tokens.length > 0 ? parsed : (order) => !order.cancelledAt && !order.closedAt,
    warnings,
  };
}

function parseOr(tokens: string[], warnings: SearchWarning[]): Test {
  const branches = [parseAnd(tokens, warnings)];
  while (tokens[0] === 'OR') {
    tokens.shift();
    branches.push(parseAnd(tokens, warnings));
  }
  return (order) => branches.some((test) => test(order));
}

function parseAnd(tokens: string[], warnings: SearchWarning[]): Test {
  const terms: Test[] = [];
  while (tokens.length > 0 && tokens[0] !== ')' && tokens[0] !== 'OR') {
    const token = tokens.shift()!;
    if (token === 'AND') continue;
    if (token === 'NOT') {
      const negated = parseTerm(tokens.shift() ?? '', tokens, warnings);
      terms.push((order) => !negated(order));
    } else terms.push(parseTerm(token, tokens, warnings));
  }
  return (order) => terms.every((test) => test(order));
}

function parseTerm(token: string, rest: string[], warnings: SearchWarning[]): Test {
  if (token === '(') {
    const inner = parseOr(rest, warnings);
    if (rest[0] === ')') rest.shift();
    return inner;
  }
  const match = /^(-?)([\w.]+):([<>]=?)?(.*)$/s.exec(token);
  if (!match) {
    const word = unquote(token).toLowerCase();
    return (order) => `${order.name} ${order.email ?? ''}`.toLowerCase().includes(word);
  }
  const [, minus, field = '', comparator = '', value = ''] = match;
  const test = fieldTest(field, comparator, unquote(value), warnings, /^["']/.test(value));
  return minus ? (order) => !test(order) : test;
}

const unquote = (text: string): string => text.replace(/^(["'])(.*)\1$/s, '$2');

const dates: Record<string, (order: Order) => string> = {
  updated_at: (order) => order.updatedAt,
  created_at: (order) => order.createdAt,
  processed_at: (order) => order.processedAt,
};

/**
 * An unquoted time ends at its first colon, and what follows is taken for a field of that name (recorded:
 * 24-search-unquoted-time-is-split). The hour is that of the shop's zone; here Berlin's winter offset.
 */
function hourOf(value: string, warnings: SearchWarning[]): string {
  const split = /^(\d{4}-\d\d-\d\dT\d\d):(\d\d)/.exec(value);
  if (!split) return value;
  const [, hour = '', field = ''] = split;
  warnings.push({ field, message: 'Invalid search field for this query.', code: 'invalid_field' });
  return `${hour}:00:00+01:00`;
}

function fieldTest(
  field: string,
  comparator: string,
  value: string,
  warnings: SearchWarning[],
  quoted: boolean,
): Test {
  const dateOf = dates[field];
  if (dateOf) {
    const at = Date.parse(quoted ? value : hourOf(value, warnings));
    if (Number.isNaN(at)) {
      warnings.push({
        field,
        message: `Input \`${value}\` is not an accepted value.`,
        code: 'invalid_value',
      });
      return () => true;
    }
    return (order) => holds(Date.parse(dateOf(order)) - at, comparator);
  }
  const values = value.toLowerCase().split(',');
  switch (field) {
    case 'id':
      return (order) => holds(differ(BigInt(numericPart(order.id)), BigInt(value)), comparator);
    case 'name':
      return (order) => order.name.replace('#', '') === value.replace('#', '');
    case 'financial_status':
      return (order) =>
        values.some((one) => one === 'any' || one === order.displayFinancialStatus?.toLowerCase());
    case 'status':
      return (order) => values.some((one) => hasStatus(order, one));
    case 'test':
      return (order) => String(order.test) === value;
    case 'tag':
      return (order) => order.tags.some((tag) => values.includes(tag.toLowerCase()));
    case 'tag_not':
      return (order) => !order.tags.some((tag) => values.includes(tag.toLowerCase()));
    case 'gateway':
      return (order) => order.paymentGatewayNames.some((one) => values.includes(one.toLowerCase()));
    default:
      warnings.push({ field, message: `Invalid search field for this query.`, code: 'invalid_field' });
      return () => true;
  }
}

const differ = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);

function holds(difference: number, comparator: string): boolean {
  if (comparator === '>') return difference > 0;
  if (comparator === '>=') return difference >= 0;
  if (comparator === '<') return difference < 0;
  if (comparator === '<=') return difference <= 0;
  return difference === 0;
}

function hasStatus(order: Order, status: string): boolean {
  if (status === 'any') return true;
  if (status === 'cancelled') return order.cancelledAt !== null;
  if (status === 'closed') return order.closedAt !== null && order.cancelledAt === null;
  if (status === 'not_closed') return order.closedAt === null;
  return status === 'open' && order.closedAt === null && order.cancelledAt === null;
}
