import { rmSync, statSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { runTool } from '../../scripts/lib/tools.ts';
import { formatted } from '../../scripts/lib/formatted.ts';

it('does not mind a report that the demo wrote into the project', () => {
  const report = 'stray-report.json';
  const inTheRoot = formatted.filter((what) => !statSync(what, { throwIfNoEntry: false })?.isDirectory());
  writeFileSync(report, '{"orders":[{}]}');
  try {
    expect(runTool('prettier/bin/prettier.cjs', ['--check', '--log-level=silent', ...inTheRoot])).toBe(0);
  } finally {
    rmSync(report);
  }
});
