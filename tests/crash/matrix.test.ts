import { expect, it } from 'vitest';
import { runCases } from './matrix/matrix.ts';
import { nameOf, type Point } from './matrix/steps.ts';

// A part of the matrix that fits into a test run; all of it, and all ordered pairs: npm run crash -- matrix pairs.

const point = (step: Point['step'], moment: Point['moment']): Point => ({ step, moment });

/** For each write the two moments at which the two sides know different things, and three orders that die twice. */
const CASES: Point[][] = [
  [point('contact', 'sent')],
  [point('draft', 'before send')],
  [point('draft', 'sent')],
  [point('read-back', 'sent')],
  [point('finalise', 'sent')],
  [point('book', 'answered')],
  [point('mail', 'sent')],
  [point('note draft', 'answered')],
  [point('note finalise', 'sent')],
  [point('note book', 'sent')],
  [point('cancel', 'sent')],
  [point('draft', 'sent'), point('finalise', 'answered')],
  [point('book', 'sent'), point('note draft', 'sent')],
  [point('draft', 'before send'), point('draft', 'saved')],
];

it('a worker that is killed anywhere in an order, once or twice, leaves one set of documents and one payment', async () => {
  const results = await runCases(CASES, { wait: 'set back', atOnce: CASES.length });
  const told = results.map(({ points, reached, lost, doubled, unclearMails }) => ({
    points: points.map(nameOf),
    reached,
    lost,
    doubled,
    unclearMails,
  }));
  expect(told).toEqual(
    CASES.map((points) => ({
      points: points.map(nameOf),
      reached: points.map(() => true),
      lost: [],
      doubled: [],
      // A mail whose answer died with the worker is shown, never sent again.
      unclearMails: points[0]!.step === 'mail' ? 1 : 0,
    })),
  );
}, 180_000);
