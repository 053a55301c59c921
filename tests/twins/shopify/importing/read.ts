// Reading payloads that others recorded, cut down or wrote by hand: whatever a field holds, it becomes a value or null.
import type { Ids } from '../store/ids.ts';
import { gid, numericPart } from '../store/ids.ts';
import { instant } from '../store/instant.ts';
import { decimal, isDecimal } from '../store/money.ts';

export type Loose = Record<string, unknown>;

/** JSON whose ids survive: integers beyond 2^53 become their digits as text. */
export function parseLossless(text: string): unknown {
  const reviver = (_key: string, value: unknown, context?: { source?: string }) =>
    typeof value === 'number' && !Number.isSafeInteger(value) && Number.isInteger(value) && context?.source
      ? context.source
      : value;
  return JSON.parse(text, reviver);
}

export const object = (value: unknown): Loose | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Loose) : null;

const objects = (values: unknown[]): Loose[] => values.map(object).filter((one) => one !== null);

/** A list however it is wrapped: plain, as a connection, or under its own name once more. */
export function list(value: unknown, name?: string): Loose[] {
  if (Array.isArray(value)) return objects(value);
  const wrapped = object(value);
  if (!wrapped) return [];
  if (Array.isArray(wrapped['nodes'])) return list(wrapped['nodes']);
  if (Array.isArray(wrapped['edges'])) return objects(list(wrapped['edges']).map((edge) => edge['node']));
  return name && wrapped[name] ? list(wrapped[name]) : [];
}

export const strings = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];

export function text(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

export const flag = (value: unknown): boolean | null => (typeof value === 'boolean' ? value : null);
export const count = (value: unknown): number | null => {
  const number =
    typeof value === 'number' ? value : typeof value === 'string' && value !== '' ? Number(value) : NaN;
  return Number.isInteger(number) ? number : null;
};

export const amount = (value: unknown): string | null => (isDecimal(value) ? decimal(value) : null);

export function time(value: unknown): string | null {
  const at = typeof value === 'string' ? Date.parse(value) : NaN;
  return Number.isNaN(at) ? null : instant(new Date(at));
}

export const upper = (value: unknown): string | null =>
  text(value)?.toUpperCase().replaceAll(' ', '_') ?? null;

export const countryCode = (value: unknown): string | null => {
  const code = text(value)?.toUpperCase() ?? '';
  return /^[A-Z]{2}$/.test(code) ? code : null;
};

/** The gid of a payload's object: its own, else made from its id, else a new one. */
export function gidOf(type: string, source: Loose, ids: Ids): string {
  for (const candidate of [source['admin_graphql_api_id'], source['id']]) {
    const own = text(candidate)?.replace(/\s/g, '');
    if (own?.startsWith('gid://shopify/')) return own;
  }
  const id = text(source['id']);
  return id ? gid(type, numericPart(id)) : ids.gid(type);
}
