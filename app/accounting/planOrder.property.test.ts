import { describe, expect, test } from 'vitest';
import { generateStory } from './testing/generateStory.ts';
import { retellStory, tellStories } from './testing/tellStories.ts';
import { shrinkStory } from './testing/shrinkStory.ts';

// 100,000 orders of every kind with what becomes of them, each plan checked against the order's own figures
// (testing/checkPlan.ts): invoice gross = order total, credit notes = refunds, payments = money received, tax within half
// a cent for each position, nothing negative, nothing booked twice, everything either booked or named.
//
//   ACCOUNTING_SEED=7 ACCOUNTING_ORDERS=1000   another run
//   ACCOUNTING_STORY=2848596872                one story again, cut down if it is still wrong

const seed = Number(process.env.ACCOUNTING_SEED ?? 20261124);
const orders = Number(process.env.ACCOUNTING_ORDERS ?? 100_000);
const story = process.env.ACCOUNTING_STORY;

describe('any order', () => {
  test.runIf(story !== undefined)('tells one story again', () => {
    expect(retellStory(Number(story))).toBeNull();
  });

  test.runIf(story === undefined)(
    `is booked to the cent or has a reason (${orders} orders, seed ${seed})`,
    () => {
      process.stdout.write(
        `accounting: ${orders} generated orders, seed ${seed} (ACCOUNTING_SEED to change)\n`,
      );
      const { endings, failure } = tellStories(seed, orders);
      expect(failure).toBeNull();
      process.stdout.write(`accounting: ${JSON.stringify(endings)}\n`);
      // A planner that parks everything would pass every check above.
      expect(endings.book).toBeGreaterThan(orders * 0.7);
    },
    600_000,
  );
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
