import { expect, test } from 'vitest';
import { contentsOf, discover, DISCOVERIES } from './testing/discover.ts';
import { generateScenario } from './testing/generateScenario.ts';
import { seedOf } from './testing/random.ts';
import type { Scenario } from './testing/scenario.ts';

// However an order is discovered, its documents are the same: those of payments, refunds, edits and exchanges in one look, or
// in several. Two ends have none to compare: what was cancelled and paid back before anybody looked is not invoiced at all,
// and an invoice that the merchant wants before the money is about the order as it stands when it is written.

const SEED = 20261124;

const isCompared = ({ events, settings }: Scenario): boolean =>
  settings['manualPayments'] === 'when_paid' &&
  settings['finalise'] === true &&
  events.some(({ kind }) => kind !== 'sync');

test('orders seen at once, step by step, in pairs or late end in the same documents', () => {
  let compared = 0;
  for (let index = 0; index < 1_500; index++) {
    const scenario = generateScenario(seedOf(SEED, index));
    if (!isCompared(scenario)) continue;
    const ends = Object.entries(DISCOVERIES)
      .map(([way, looksBefore]) => ({ way, plan: discover(scenario, looksBefore) }))
      .filter(({ plan }) => plan.verdict.kind === 'book')
      .filter(({ plan }) => plan.documents.every(({ kind }) => kind !== 'cancellation'));
    const [first, ...others] = ends;
    for (const { way, plan } of others) {
      const scenarioIs = `seed ${scenario.seed}, ${first!.way} and ${way}`;
      expect({ scenarioIs, contents: contentsOf(plan) }).toEqual({
        scenarioIs,
        contents: contentsOf(first!.plan),
      });
      compared += 1;
    }
  }
  expect(compared).toBeGreaterThan(500);
});
