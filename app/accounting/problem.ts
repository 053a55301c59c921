// What can be in the way of a booking. The catalogue (catalogue.ts) has one entry for each code: texts in German and
// English, who can fix it, and what to press.

import type { catalogue, ProblemCode } from './catalogue.ts';
import type { FactsNamed } from './catalogue/entry.ts';
import { PROBLEM_FACTS, type FactValue, type ProblemFactName } from './texts/factNames.ts';

/** The figures and names that the texts of a code put in: exactly those, nothing personal. */
export type FactsOf<Code extends ProblemCode> = {
  [Name in FactsNamed<(typeof catalogue)[Code], 'de' | 'en'> & ProblemFactName]: FactValue<Name>;
};

export type Problem<Code extends ProblemCode = ProblemCode> = Code extends ProblemCode
  ? { code: Code; facts: FactsOf<Code> }
  : never;

/** Codes whose texts name no facts. */
type PlainCode = {
  [Code in ProblemCode]: [keyof FactsOf<Code>] extends [never] ? Code : never;
}[ProblemCode];

/** A fact too many is as wrong as one too few: it would be stored and never shown. */
type Surplus<Given, Wanted> = { [Name in Exclude<keyof Given, keyof Wanted>]: never };

/** A problem, with the facts that the texts of its code name. */
export function problem<Code extends PlainCode>(code: Code): Problem<Code>;
export function problem<Code extends Exclude<ProblemCode, PlainCode>, Given extends FactsOf<Code>>(
  code: Code,
  facts: Given & Surplus<Given, FactsOf<Code>>,
): Problem<Code>;
export function problem(code: ProblemCode, facts: object = {}): Problem {
  return { code, facts } as Problem;
}

/** Tells a refusal from a result: functions of this room answer with either. */
export const isProblem = (answer: unknown): answer is Problem =>
  typeof answer === 'object' && answer !== null && 'code' in answer && 'facts' in answer;

/** A problem as it is told: made just now, or read from a row that an older release wrote. */
export interface ToldProblem {
  code: ProblemCode;
  facts: ToldFacts;
}

export type ToldFacts = { readonly [Name in ProblemFactName]?: FactValue<Name> | undefined };

/**
 * Facts that were stored with a problem or a reason. Those that no text of ours names, or that are of another kind than
 * today's, are left out; a text whose fact is missing shows a dash in its place.
 */
export function readFacts(stored: unknown): ToldFacts {
  const given = Object.entries(typeof stored === 'object' && stored !== null ? stored : {});
  return Object.fromEntries(given.filter(([name, value]) => fits(name, value)));
}

function fits(name: string, value: unknown): boolean {
  if (!Object.hasOwn(PROBLEM_FACTS, name)) return false;
  switch (PROBLEM_FACTS[name as ProblemFactName]) {
    case 'cents':
    case 'rate':
    case 'count':
      return Number.isSafeInteger(value);
    case 'either':
      return ['string', 'number', 'boolean'].includes(typeof value);
    case 'area':
    case 'country':
    case 'day':
    case 'difference':
    case 'moment':
    case 'rates':
    case 'regime':
    case 'text':
      return typeof value === 'string';
  }
}
