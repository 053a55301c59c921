import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { findAdvisories, readOn } from './advisories.ts';

it('knows of no weakness of a pinned version that nothing holds', () => {
  expect(findAdvisories().length).toBeGreaterThan(0);
  expect(findAdvisories().filter(({ state }) => state === 'open')).toEqual([]);
  expect(Number.isNaN(Date.parse(readOn))).toBe(false);
});

it('is told in the guide, each with what holds it', () => {
  const guide = readFileSync('docs/security.md', 'utf8');
  const held = findAdvisories().filter(({ state }) => state === 'held');
  expect(held.filter(({ id }) => !guide.includes(id))).toEqual([]);
});

it.each([
  ['3.0.0', 'it cannot be reached', 'fixed'],
  ['2.10.1', 'it cannot be reached', 'held'],
  ['2.10.1', ' ', 'open'],
])('judges a pinned %s, of which it is said "%s": %s', (version, held, state) => {
  const lock = JSON.stringify({ packages: { 'node_modules/a/node_modules/thing': { version } } });
  const advisory = { id: 'CVE-1', package: 'thing', fixedIn: '2.11.0', what: 'x', held };
  expect(findAdvisories(lock, [advisory])).toMatchObject([{ version, state }]);
});
