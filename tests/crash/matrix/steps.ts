import type { SeenRequest } from '../harness/sevdeskProxy.ts';

// What there is to be killed at: every request that writes to sevdesk, the reads the protocol leans on, and four
// moments around each.

export const MOMENTS = ['before send', 'sent', 'answered', 'saved'] as const;
/**
 * before send: it never reached sevdesk. sent: sevdesk has carried it out, the worker has no answer. answered: the
 * worker has the answer and is about to save it. saved: it is saved, the worker does not know yet.
 */
type Moment = (typeof MOMENTS)[number];

interface Step {
  is(request: SeenRequest): boolean;
  /** Which scenario an order must live through to come here. */
  scenario: 'refund' | 'cancellation';
}

const at =
  (method: string, path: RegExp) =>
  (request: SeenRequest): boolean =>
    request.method === method && path.test(request.path);

const refund = (method: string, path: RegExp): Step => ({ is: at(method, path), scenario: 'refund' });

export const STEPS = {
  'look-up': refund('GET', /^\/Invoice$/),
  contact: refund('POST', /^\/Contact$/),
  draft: refund('POST', /^\/Invoice\/Factory\/saveInvoice$/),
  'read-back': refund('GET', /^\/Invoice\/\d+$/),
  finalise: refund('PUT', /^\/Invoice\/\d+\/sendBy$/),
  book: refund('PUT', /^\/Invoice\/\d+\/bookAmount$/),
  mail: refund('POST', /^\/Invoice\/\d+\/sendViaEmail$/),
  'note number': refund('GET', /^\/SevSequence\//),
  'note draft': refund('POST', /^\/CreditNote\/Factory\/saveCreditNote$/),
  'note finalise': refund('PUT', /^\/CreditNote\/\d+\/sendBy$/),
  'note book': refund('PUT', /^\/CreditNote\/\d+\/bookAmount$/),
  cancel: { is: at('POST', /^\/Invoice\/\d+\/cancelInvoice$/), scenario: 'cancellation' },
} as const satisfies Record<string, Step>;

export type StepName = keyof typeof STEPS;

export interface Point {
  step: StepName;
  moment: Moment;
}

export const nameOf = ({ step, moment }: Point): string => `${step}, ${moment}`;

/** All points of these steps, in the order in which an order passes them. */
export const pointsOf = (steps: readonly StepName[]): Point[] =>
  steps.flatMap((step) => MOMENTS.map((moment) => ({ step, moment })));

export const ALL_STEPS = Object.keys(STEPS) as StepName[];
/** A read that dies changes nothing anywhere, so pairs leave out all reads but the read-back. */
export const PAIRED_STEPS = ALL_STEPS.filter((step) => step !== 'look-up' && step !== 'note number');

/** Every ordered pair of points that one order can live through. */
export function allPairs(): [Point, Point][] {
  const points = pointsOf(PAIRED_STEPS);
  return points.flatMap((first) =>
    points
      .filter((second) => STEPS[first.step].scenario === STEPS[second.step].scenario)
      .map((second): [Point, Point] => [first, second]),
  );
}
