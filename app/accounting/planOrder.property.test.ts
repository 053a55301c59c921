import { describe, expect, test } from 'vitest';
import { generateScenario } from './testing/generateScenario.ts';
import { addEndings, runScenarios } from './testing/runScenarios.ts';
import { shrinkScenario } from './testing/shrinkScenario.ts';

// Orders of every kind with what becomes of them, each plan checked against the order's own figures
// (testing/checkPlan.ts): invoice gross = order total, credit notes = refunds, payments = money received, tax within half
// a cent for each position, nothing negative, nothing booked twice, everything either booked or named.
// "npm run orders" plans them in plain Node, which takes half the time; planOrder.sample.test.ts the first 400 of them.

const SEED = 20261124;

test('a slice of the orders is what all of them are there', () => {
  const { endings } = runScenarios(SEED, 60);
  const parts = [runScenarios(SEED, 20), runScenarios(SEED, 40, 20)];
  expect(addEndings(parts.map((part) => part.endings))).toEqual(endings);
});

describe('a scenario', () => {
  test('is the same for the same seed', () => {
    expect(generateScenario(42)).toEqual(generateScenario(42));
    expect(generateScenario(42)).not.toEqual(generateScenario(43));
  });

  test('is cut down to what makes it wrong', () => {
    const long = {
      ...generateScenario(1),
      events: [{ kind: 'sync' as const }, { kind: 'cancel' as const }, { kind: 'sync' as const }],
    };
    const short = shrinkScenario(long, (one) => one.events.some((event) => event.kind === 'cancel'));
    expect(short.events).toEqual([{ kind: 'cancel' }]);
    expect(short.order.lines).toHaveLength(1);
  });
});
