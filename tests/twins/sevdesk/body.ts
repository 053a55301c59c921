import { badRequest, notMapped, unprocessable } from './refusal.ts';
import { readDate } from './berlin.ts';
import type { Json } from './wire/common.ts';

// Reading request bodies the way sevdesk does.

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function objectOf(body: Json | null, name: string): Json {
  const value = body?.[name];
  if (!isObject(value)) throw badRequest(`${name} is missing`);
  return value;
}

/** objectName and mapAll have to stand in everything that is saved (facts, table of errors). */
export function demandMapping(value: Json, objectName: string): void {
  const { mapAll } = value;
  if (value['objectName'] !== objectName || (mapAll !== true && mapAll !== 'true'))
    throw notMapped(objectName);
}

/** The id of a nested reference; null when the reference is not there. */
export function refId(owner: Json, name: string, objectName: string): number | null {
  const value = owner[name];
  if (value === undefined || value === null) return null;
  if (!isObject(value) || value['objectName'] !== objectName || !/^\d+$/.test(String(value['id'])))
    throw notMapped(name);
  return Number(value['id']);
}

export function text(owner: Json, name: string): string | null {
  const value = owner[name];
  if (value === undefined || value === null) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** "0", "1", 0, 1, true, false; null when left out. */
export function truth(value: unknown): boolean | null {
  if (value === undefined || value === null) return null;
  return value === true || value === 1 || value === '1' || value === 'true';
}

export function integer(owner: Json, name: string): number | null {
  const value = owner[name];
  const digits = typeof value === 'number' ? String(value) : value;
  return typeof digits === 'string' && /^\d+$/.test(digits) ? Number(digits) : null;
}

export function date(owner: Json, name: string): number | null {
  const value = owner[name];
  if (value === undefined || value === null) return null;
  const read = readDate(value);
  if (read === null) throw unprocessable(`${name} is no date`);
  return read;
}
