import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { catalogue } from '../../app/accounting/catalogue.ts';
import { unseenProblems } from './unseenProblems.ts';

const noted = (codes: string[]): string => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'problems-')), 'problems.txt');
  writeFileSync(file, codes.map((code) => `${code}\n`).join(''));
  return file;
};

it('names every problem that no test brought about', () => {
  const all = Object.keys(catalogue);
  expect(unseenProblems(noted(all))).toEqual([]);
  const others = all.filter((code) => code !== 'tax.missing' && code !== 'wait.paused');
  // Not compared as text: this test brings neither about.
  expect(unseenProblems(noted(others)).join(' ') === 'tax.missing wait.paused').toBe(true);
});

it('names all of them where nothing was noted', () => {
  expect(unseenProblems('nowhere').length).toBe(Object.keys(catalogue).length - 1);
});
