import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

// Every threat in docs/security.md names the tests that hold it, and those tests exist.

const rows = readFileSync('docs/security.md', 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (Threat|---)/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()));

it('names a test for every threat', () => {
  expect(rows.length).toBeGreaterThan(20);
  for (const [, threat, , held = ''] of rows) expect(held, `${threat}`).toMatch(/^`[^`]+` "[^"]+"/);
});

it('names tests that exist', () => {
  const claims = rows.flatMap(([, , , held = '']) => [...held.matchAll(/`([^`]+)` "([^"]+)"/g)]);
  for (const [, file, name] of claims)
    expect(readFileSync(file!, 'utf8'), `${file}: ${name}`).toContain(name);
});
