import path from 'node:path';
import { defineConfig } from 'vitest/config';

// The tests that mutants of the accounting room have to survive: the specifications. The 100,000 generated orders would
// kill many more, but each mutant would take a minute.
export default defineConfig({
  test: {
    root: path.resolve(import.meta.dirname, '..'),
    include: ['app/accounting/**/*.test.ts'],
    exclude: ['app/accounting/**/*.property.test.ts', 'node_modules/**'],
    pool: 'threads',
    // A thread for each file would take three times as long.
    isolate: false,
    setupFiles: ['config/stryker.setup.ts'],
  },
});
