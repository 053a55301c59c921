import { expect, it } from 'vitest';
import { findProblems } from './findProblems.ts';

const problem = (code: string, title: string, words: string) => ({
  code,
  title: { de: title, en: code },
  words: { de: words, en: code },
});
const problems = [
  problem('a', 'Zahlung fehlt', 'Die Bestellung ist nicht bezahlt.'),
  problem('b', 'USt-IdNr. ist ungültig', 'Fragen Sie den Kunden.'),
  problem('c', 'Gutschein', 'Eine Zahlung mit Gutschein.'),
];
const found = (search: string) => findProblems(problems, search, 'de').map(({ code }) => code);

it('finds words of title and text, titles first, whatever their case and accents', () => {
  expect(found('')).toEqual(['a', 'b', 'c']);
  expect(found('zahlung')).toEqual(['a', 'c']);
  expect(found('UNGULTIG')).toEqual(['b']);
  expect(found('kunden ust')).toEqual(['b']);
  expect(found('nichts davon')).toEqual([]);
});
