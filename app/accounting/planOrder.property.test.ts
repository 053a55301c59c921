import { describe, expect, test } from 'vitest';
import { generateStory } from './testing/generateStory.ts';
import { addEndings, tellStories } from './testing/tellStories.ts';
import { shrinkStory } from './testing/shrinkStory.ts';

// Orders of every kind with what becomes of them, each plan checked against the order's own figures
// (testing/checkPlan.ts): invoice gross = order total, credit notes = refunds, payments = money received, tax within half
// a cent for each position, nothing negative, nothing booked twice, everything either booked or named.
// "npm run orders" plans them in plain Node, which takes half the time; planOrder.sample.test.ts the first 400 of them.

const SEED = 20261124;

test('a slice of the orders is what all of them are there', () => {
  const { endings } = tellStories(SEED, 60);
  const parts = [tellStories(SEED, 20), tellStories(SEED, 40, 20)];
  expect(addEndings(parts.map((part) => part.endings))).toEqual(endings);
});

describe('a story', () => {
  test('is the same for the same seed', () => {
    expect(generateStory(42)).toEqual(generateStory(42));
    expect(generateStory(42)).not.toEqual(generateStory(43));
  });

  test('is cut down to what makes it wrong', () => {
    const long = {
      ...generateStory(1),
      events: [{ kind: 'sync' as const }, { kind: 'cancel' as const }, { kind: 'sync' as const }],
    };
    const short = shrinkStory(long, (one) => one.events.some((event) => event.kind === 'cancel'));
    expect(short.events).toEqual([{ kind: 'cancel' }]);
    expect(short.order.lines).toHaveLength(1);
  });
});
