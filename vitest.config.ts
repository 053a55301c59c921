import { defineConfig } from 'vitest/config';

/** Tests that start processes, load them or hold them to a time: beside others they would measure those. */
const ALONE = [
  'app/web/**/*.test.ts',
  'app/worker/**/*.test.ts',
  'tests/crash/**/*.test.ts',
  'tests/fuzz/**/*.test.ts',
  'tests/growth/**/*.test.ts',
  'tests/ops/**/*.test.ts',
];

export default defineConfig({
  test: {
    testTimeout: 20_000,
    hookTimeout: 60_000,
    pool: 'forks',
    restoreMocks: true,
    // Its compiled files import each other in ways that only the bundler resolves.
    server: { deps: { inline: [/@shopify\/ui-extensions-tester/] } },
    projects: [
      {
        extends: true,
        test: {
          name: 'together',
          include: [
            'app/**/*.test.{ts,tsx}',
            'tests/**/*.test.ts',
            'scripts/**/*.test.ts',
            'extensions/**/*.test.{ts,tsx}',
          ],
          exclude: [...ALONE, 'tests/e2e/**', 'node_modules/**', 'build/**'],
          maxWorkers: '100%',
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: { name: 'alone', include: ALONE, maxWorkers: 1, sequence: { groupOrder: 2 } },
      },
    ],
  },
});
