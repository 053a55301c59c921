import { catalogue, type ProblemCode } from './catalogue.ts';
import type { Entry } from './catalogue/entry.ts';
import type { ToldFacts, ToldProblem } from './problem.ts';
import { fact, isFactName, type Language } from './texts/facts.ts';
import { placeholdersIn } from './texts/placeholders.ts';

export interface Explanation {
  title: string;
  explanation: string;
  fix: string;
  fixedBy: Entry['fixedBy'];
  action: Entry['action'];
}

/** A problem in the merchant's words, with the order's own figures in their places. */
export function explain({ code, facts }: ToldProblem, language: Language): Explanation {
  const { fixedBy, action, [language]: texts } = catalogue[code];
  const fill = (text: string) => fillFacts(text, facts, language);
  return {
    title: fill(texts.title),
    explanation: fill(texts.explanation),
    fix: fill(texts.fix),
    fixedBy,
    action,
  };
}

/**
 * What can be said of a kind of problem without the figures of one order, for lists and mails: sentences that ask for
 * some are left out. Titles ask for none.
 */
export function general(code: ProblemCode, language: Language): Omit<Explanation, 'fixedBy' | 'action'> {
  const { title, explanation, fix } = catalogue[code][language];
  return { title, explanation: withoutFigures(explanation), fix: withoutFigures(fix) };
}

const withoutFigures = (text: string): string =>
  text
    .split(/(?<=[.!?:])\s+(?=\p{Lu})/u)
    .filter((sentence) => placeholdersIn(sentence).length === 0)
    .join(' ');

/** The facts that the texts of a code ask for, so that a test can see that they are given. */
export function problemPlaceholders(code: ProblemCode): string[] {
  const { de, en } = catalogue[code];
  const texts = [de, en].flatMap(({ title, explanation, fix }) => [title, explanation, fix]);
  return [...new Set(texts.flatMap(placeholdersIn))].sort();
}

/** The facts that the texts of a problem ask for in vain: a bug where the problem was made. */
export const missingFacts = ({ code, facts }: ToldProblem): string[] =>
  problemPlaceholders(code).filter((name) => written(name, facts, 'de') === null);

/** A fact that is missing leaves a dash: worse than a figure, better than a page that cannot be shown. */
const fillFacts = (text: string, facts: ToldFacts, language: Language): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => written(name, facts, language) ?? '–');

const written = (name: string, facts: ToldFacts, language: Language): string | null =>
  isFactName(name) ? fact(name, facts, language) : null;
