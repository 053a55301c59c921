import { expect, test } from 'vitest';
import { runScenarios } from './testing/runScenarios.ts';

// The first orders of the property test, quick enough to run while one works.

test('400 generated orders are booked to the cent or have a reason', () => {
  const { endings, failure } = runScenarios(20261124, 400);
  expect(failure).toBeNull();
  expect(endings.book).toBeGreaterThan(280);
});
