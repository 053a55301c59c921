import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { claimsIn, DOCUMENTS, readPassed, securityClaims, unmetClaims } from './claims.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'claims-'));
const report = (name: string, content: unknown) => {
  const file = path.join(folder, name);
  writeFileSync(file, JSON.stringify(content));
  return file;
};
const passed = readPassed([
  report('vitest.json', {
    testResults: [
      {
        name: path.resolve('app/inbox/inbox.test.ts'),
        assertionResults: [
          { fullName: 'a webhook that is late (really) is taken', status: 'passed' },
          { fullName: 'a webhook that is forged is refused', status: 'failed' },
          { fullName: 'a webhook with "x" in its body is kept', status: 'passed' },
        ],
      },
    ],
  }),
  report('playwright.json', {
    suites: [
      {
        ...{ title: 'log.spec.ts', file: 'log.spec.ts', specs: [{ title: 'shows all', ok: true }] },
        suites: [{ title: 'on a phone', file: 'log.spec.ts', specs: [{ title: 'fits', ok: true }] }],
      },
    ],
  }),
  path.join(folder, 'none.json'),
]);
const unmet = (file: string, test: string) => unmetClaims([{ file, test }], passed).length > 0;

describe('a test that is said to hold something', () => {
  it('is one that ran and passed', () => {
    expect(unmet('app/inbox/inbox.test.ts', 'late (really) is taken')).toBe(false);
    expect(unmet('app/inbox/inbox.test.ts', 'with %j in its body')).toBe(false);
    expect(unmet('tests/e2e/log.spec.ts', 'on a phone fits')).toBe(false);
    expect(unmet('tests/e2e/log.spec.ts', 'shows all')).toBe(false);
  });

  it.each([
    ['failed', 'app/inbox/inbox.test.ts', 'is forged is refused'],
    ['did not run', 'app/inbox/inbox.test.ts', 'is early'],
    ['stands in another file', 'app/inbox/other.test.ts', 'late (really) is taken'],
  ])('is none that %s', (_, file, test) => expect(unmet(file, test)).toBe(true));
});

it('docs/security.md names a test for every threat', () => {
  const threats = securityClaims();
  expect(threats.length).toBeGreaterThan(20);
  for (const { threat, held } of threats) expect(held, `of "${threat}"`).not.toEqual([]);
});

it.each(DOCUMENTS)('%s names tests that stand in the files it names', (document) => {
  const claims = claimsIn(readFileSync(document, 'utf8'));
  expect(claims.length).toBeGreaterThan(5);
  const absent = claims.filter(({ file }) => !existsSync(file));
  expect(absent).toEqual([]);
});
