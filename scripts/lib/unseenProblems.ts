import { existsSync, readFileSync } from 'node:fs';
import { catalogue } from '../../app/accounting/catalogue.ts';

/** Only the report of the demo says it: of a file that is no order. */
const NOT_FOR_TESTS = 'skip.not_an_order';

/**
 * The problems of the catalogue that came out of no test, by what tests/support/noteProblems.ts wrote to `file`. A problem
 * that nothing can bring about, or that nobody tried, is one that a merchant would be the first to see.
 */
export function unseenProblems(file: string): string[] {
  const seen = new Set(existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []);
  return Object.keys(catalogue).filter((code) => code !== NOT_FOR_TESTS && !seen.has(code));
}
