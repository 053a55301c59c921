import { defineConfig } from 'vitest/config';
import { pureTests } from './scripts/lib/pureTests.ts';

/** Tests that start processes of the app, or load and stop servers: one after the other, beside the others. */
const PROCESSES = [
  'app/web/**/*.test.ts',
  'app/worker/**/*.test.ts',
  'tests/crash/**/*.test.ts',
  'tests/fuzz/**/*.test.ts',
  'tests/growth/**/*.test.ts',
  'tests/ops/**/*.test.ts',
];

// Long enough for a machine that has other things to do: a test fails because of what it sees, not because of a time.
const PATIENCE_MS = 240_000;

const pure = pureTests();

export default defineConfig({
  test: {
    testTimeout: PATIENCE_MS,
    hookTimeout: PATIENCE_MS,
    pool: 'forks',
    restoreMocks: true,
    setupFiles: ['tests/support/noteProblems.ts'],
    // Its compiled files import each other in ways that only the bundler resolves.
    server: { deps: { inline: [/@shopify\/ui-extensions-tester/] } },
    projects: [
      {
        extends: true,
        test: {
          name: 'pure',
          include: pure,
          // Nothing of theirs outlives a file, so that what they import is loaded once for all and not once for each.
          isolate: false,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'rooms',
          include: [
            'app/**/*.test.{ts,tsx}',
            'tests/**/*.test.ts',
            'scripts/**/*.test.ts',
            'extensions/**/*.test.{ts,tsx}',
          ],
          exclude: [...pure, ...PROCESSES, 'tests/e2e/**', 'node_modules/**', 'build/**'],
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'processes',
          include: PROCESSES,
          exclude: pure,
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
