import { existsSync, globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { searchTime } from './searchTime.ts';

it('quotes a time, and cuts it to whole seconds', () => {
  expect(searchTime('updated', '>=', new Date('2026-01-01T00:00:00.750Z'))).toBe(
    "updated_at:>='2026-01-01T00:00:00Z'",
  );
});

it('is the only place in which a search names a time', () => {
  const others = globSync('app/**/*.ts').filter(
    (file) => !/searchTime|\.test\.ts$/.test(file) && /_at:[<>]/.test(readFileSync(file, 'utf8')),
  );
  expect(others).toEqual([]);
});

const RECORDED = '../shared/data/shopify-recorded/24-search-unquoted-time-is-split.json';
it.skipIf(!existsSync(RECORDED))(
  'is why: unquoted, Shopify reads another time and a field of its own',
  () => {
    const recorded = readFileSync(RECORDED, 'utf8');
    expect(recorded).toContain('invalid_field');
    expect(recorded).toContain('2026-01-01T00:00:00-05:00');
  },
);
