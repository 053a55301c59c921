import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

// Documents say which test holds what. Whether that is so is asked of the test run: the named test has to have passed.

export interface Claim {
  /** From the root of the project. */
  file: string;
  /** A part of the test's full name; %s and the like stand for anything. */
  test: string;
}

export interface PassedTest {
  file: string;
  name: string;
}

/** What docs/security.md says of each threat: the tests that hold it. */
export function securityClaims(
  text = readFileSync('docs/security.md', 'utf8'),
): { threat: string; held: Claim[] }[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('| ') && !/^\| (Threat|---)/.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .map(([, threat = '', , held = '']) => ({
      threat,
      held: [...held.matchAll(/`([^`]+)` "([^"]+)"/g)].map(([, file, test]) => ({
        file: file!,
        test: test!,
      })),
    }));
}

/** Documents of which every named test has to have passed. */
export const DOCUMENTS = ['docs/security.md', 'docs/reliability.md', 'docs/operating.md'] as const;

/** All tests that a document names with a part of their name. */
export const claimsIn = (text: string): Claim[] =>
  [...text.matchAll(/`([^`]+\.(?:test|spec)\.tsx?)` "([^"]+)"/g)].map(([, file, test]) => ({
    file: file!,
    test: test!,
  }));

/** The tests that passed, by the reports of vitest and Playwright. */
export function readPassed(reports: string[]): PassedTest[] {
  return reports
    .filter((report) => existsSync(report))
    .flatMap((report) => {
      const read = JSON.parse(readFileSync(report, 'utf8')) as Partial<VitestReport & PlaywrightReport>;
      return [
        ...(read.testResults ?? []).flatMap(ofFile),
        ...(read.suites ?? []).flatMap((suite) => ofSuite(suite)),
      ];
    });
}

/** Claims of which no test passed. */
export function unmetClaims(claims: Claim[], passed: PassedTest[]): Claim[] {
  return claims.filter(({ file, test }) => {
    const pattern = new RegExp(
      test
        .split(/%[a-zA-Z]/)
        .map(escapeText)
        .join('.*'),
      's',
    );
    return !passed.some((one) => one.file === file && pattern.test(one.name));
  });
}

const escapeText = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

interface VitestReport {
  testResults: { name: string; assertionResults: { fullName: string; status: string }[] }[];
}

interface PlaywrightReport {
  suites: Suite[];
}

interface Suite {
  title: string;
  file: string;
  suites?: Suite[];
  specs?: { title: string; ok: boolean }[];
}

const ofFile = ({ name, assertionResults }: VitestReport['testResults'][number]): PassedTest[] =>
  assertionResults
    .filter(({ status }) => status === 'passed')
    .map(({ fullName }) => ({ file: path.relative('.', name).replaceAll('\\', '/'), name: fullName }));

function ofSuite(suite: Suite, within = ''): PassedTest[] {
  const own = (suite.specs ?? [])
    .filter(({ ok }) => ok)
    .map(({ title }) => ({ file: `tests/e2e/${suite.file}`, name: `${within}${title}` }));
  return [...own, ...(suite.suites ?? []).flatMap((inner) => ofSuite(inner, `${within}${inner.title} `))];
}
