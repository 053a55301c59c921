// What can be in the way of a booking. The catalogue (catalogue.ts) has one entry for each code: texts in German and
// English, who can fix it, and what to press.

import type { ProblemCode } from './catalogue.ts';

/** Figures and names that the texts put in; amounts as cents, days as yyyy-mm-dd. Nothing personal. */
export type ProblemFacts = Record<string, string | number>;

export interface Problem {
  code: ProblemCode;
  facts: ProblemFacts;
}

export const problem = (code: ProblemCode, facts: ProblemFacts = {}): Problem => ({ code, facts });

/** Tells a refusal from a result: functions of this room answer with either. */
export const isProblem = (answer: unknown): answer is Problem =>
  typeof answer === 'object' && answer !== null && 'code' in answer && 'facts' in answer;
