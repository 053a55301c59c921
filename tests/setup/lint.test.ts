import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { formatted } from '../../scripts/lib/formatted.ts';

/** The formatter over a project that has these files in its root. */
function check(files: Record<string, string>) {
  const project = mkdtempSync(path.join(tmpdir(), 'project-'));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(path.join(project, name), content);
    const prettier = path.resolve('node_modules/prettier/bin/prettier.cjs');
    const args = ['--check', '--log-level=warn', '--no-error-on-unmatched-pattern', ...formatted];
    return spawnSync(process.execPath, [prettier, ...args], { cwd: project, encoding: 'utf8' });
  } finally {
    rmSync(project, { recursive: true });
  }
}

it('does not mind a report that the demo wrote into the project, but a source', () => {
  expect(check({ 'report.json': '{"orders":[{}]}' }).status).toBe(0);
  const both = check({ 'report.json': '{"orders":[{}]}', 'package.json': '{"name":"x"}' });
  expect(both.status).toBe(1);
  expect(both.stderr).toContain('package.json');
  expect(both.stderr).not.toContain('report.json');
});
