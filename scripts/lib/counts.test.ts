import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { readCounts, writeCounts } from './counts.ts';

const file = path.join(mkdtempSync(path.join(tmpdir(), 'counts-')), 'report.json');

it.each([
  ['vitest', { numPassedTests: 7, numFailedTests: 1 }, { passed: 7, failed: 1 }],
  [
    'Playwright, where passing at the second try is failing',
    { stats: { expected: 4, unexpected: 1, flaky: 2 } },
    { passed: 4, failed: 3 },
  ],
])('reads the report of %s', (_, report, counts) => {
  writeFileSync(file, JSON.stringify(report));
  expect(readCounts(file)).toEqual(counts);
});

it('reads its own, and knows when there is none', () => {
  writeCounts(file, { passed: 150, failed: 2 });
  expect(readCounts(file)).toEqual({ passed: 150, failed: 2 });
  expect(readCounts(`${file}.none`)).toBeNull();
});
