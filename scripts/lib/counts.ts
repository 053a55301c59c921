import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** How many tests of a part of the test run passed and failed. */
export interface Counts {
  passed: number;
  failed: number;
}

/** Keeps the counts of a part that is no test runner's. */
export function writeCounts(file: string, counts: Counts): void {
  writeFileSync(file, `${JSON.stringify(counts)}\n`);
}

/** The counts in a report of vitest, of Playwright, or of {@link writeCounts}; null when there is none. */
export function readCounts(file: string): Counts | null {
  if (!existsSync(file)) return null;
  const report = JSON.parse(readFileSync(file, 'utf8')) as Partial<Counts & VitestReport & PlaywrightReport>;
  if (report.stats) {
    const { expected, unexpected, flaky } = report.stats;
    // What passes only at the second try is not held to be right.
    return { passed: expected, failed: unexpected + flaky };
  }
  return {
    passed: report.numPassedTests ?? report.passed ?? 0,
    failed: report.numFailedTests ?? report.failed ?? 0,
  };
}

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
}

interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number };
}
