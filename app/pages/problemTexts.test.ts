import { expect, it } from 'vitest';
import { catalogue, type ProblemCode } from '../accounting/catalogue.ts';
import { allProblems, helpOn, problemTitle } from './problemTexts.server.ts';

const codes = Object.keys(catalogue) as ProblemCode[];
const groups = ['order', 'tax', 'payment', 'sevdesk', 'shopify', 'sync', 'wait', 'skip'];

it.each(codes)('%s has a page of help in plain words, without a gap', (code) => {
  const help = helpOn(code)!;
  for (const { title, explanation, fix } of [help.text.de, help.text.en]) {
    for (const text of [title, explanation, fix]) {
      expect(text.trim()).not.toBe('');
      expect(text).not.toMatch(/\{\w+\}|\(–\)|„–“|“–”|undefined/);
    }
  }
  expect(help.text.de.title).not.toContain('undefined');
  expect(help.text.de.explanation === help.text.en.explanation).toBe(false);
});

it('is listed in a group that the page of help shows', () => {
  expect(
    allProblems()
      .map(({ group }) => group)
      .filter((group) => !groups.includes(group)),
  ).toEqual([]);
  expect(allProblems()).toHaveLength(codes.length);
});

it('names a kind of problem without the figures of one order', () => {
  for (const code of codes) expect(problemTitle(code).de).not.toMatch(/[{}…–]/);
});

it('shows no code from a newer version to a merchant', () => {
  expect(problemTitle('new.code').de).toBe('Neuer Grund, bitte laden Sie die Seite neu');
  expect(problemTitle('new.code').en).toBe('New reason, please reload the page');
  expect(helpOn('new.code')).toBeNull();
});
