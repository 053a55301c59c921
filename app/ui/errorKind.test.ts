import { expect, it } from 'vitest';
import { errorKind, referenceOf } from './errorKind.ts';

/** An answer as the router hands it to the page. */
const answer = (status: number, data: unknown = null) => ({ status, statusText: '', data, internal: false });

it.each([
  [404, 'notFound'],
  [401, 'expired'],
  [410, 'expired'],
  [403, 'uninstalled'],
  [429, 'tooMany'],
  [502, 'unavailable'],
  [503, 'unavailable'],
  [500, 'failed'],
] as const)('%i is to the merchant: %s', (status, kind) => {
  expect(errorKind(answer(status))).toBe(kind);
});

it('tells a lost connection from a bug', () => {
  expect(errorKind(new TypeError('Failed to fetch'))).toBe('offline');
  expect(errorKind(new TypeError('Load failed'))).toBe('offline');
  expect(errorKind(new TypeError('x is undefined'))).toBe('failed');
});

it('reads by which reference support finds the request, where there is one', () => {
  expect(referenceOf(answer(500, { reference: 'r-1' }))).toBe('r-1');
  expect(referenceOf(answer(500, 'text'))).toBeNull();
  expect(referenceOf(new Error('x'))).toBeNull();
});
