import { expect, it } from 'vitest';
import { shorten } from './shorten.ts';

it('leaves what fits', () => {
  expect(shorten('Tasse', 5)).toBe('Tasse');
  expect(shorten('', 5)).toBe('');
});

it('cuts between two characters, and shows that it did', () => {
  expect(shorten('Tasse blau', 6)).toBe('Tasse…');
  expect(shorten('Tasse blau', 7)).toBe('Tasse…');
});

it.each([
  ['an emoji of two units', 'ab😀cd', 4, 'ab…'],
  ['an emoji of several code points', 'ab👩‍👩‍👧cd', 8, 'ab…'],
  ['a letter with its accent', 'abe\u0301cd', 4, 'ab…'],
  ['a flag', 'a🇩🇪b', 4, 'a…'],
])('never divides %s', (_, text, length, expected) => {
  const short = shorten(text, length);
  expect(short).toBe(expected);
  expect(short.length).toBeLessThanOrEqual(length);
});
