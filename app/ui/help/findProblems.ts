import type { Bilingual } from '../bilingual.ts';
import type { Language } from '../language.ts';

export interface IndexedProblem {
  code: string;
  title: Bilingual;
  /** What else is said of it: explanation and remedy. */
  words: Bilingual;
}

const plain = (text: string) =>
  text
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .normalize('NFKD')
    .replaceAll(/\p{Diacritic}/gu, '');

/** The problems in whose texts every typed word occurs; those that have them in the title come first. */
export function findProblems<Problem extends IndexedProblem>(
  problems: Problem[],
  search: string,
  language: Language,
): Problem[] {
  const words = plain(search).split(/\s+/).filter(Boolean);
  if (words.length === 0) return problems;
  const says = (text: string) => words.every((word) => plain(text).includes(word));
  const inTitle = problems.filter(({ title }) => says(title[language]));
  const elsewhere = problems.filter(
    (problem) => !inTitle.includes(problem) && says(`${problem.title[language]} ${problem.words[language]}`),
  );
  return [...inTitle, ...elsewhere];
}
