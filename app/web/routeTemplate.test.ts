import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { routeTemplate } from './routeTemplate.ts';

it.each([
  ['/', '/'],
  ['/app/orders/820982911946154508', '/app/orders/:id'],
  ['/app/orders/820982911946154508/documents/0b3e/pdf', '/app/orders/:id/documents/:id/pdf'],
  ['/app/orders.data', '/app/orders.data'],
  ['/erika.mustermann@example.com', '/:id'],
])('shows %s as %s', (path, template) => {
  expect(routeTemplate(path)).toBe(template);
});

it('knows the words of every page there is', () => {
  const files = readdirSync('app/routes').filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.'));
  const words = files.flatMap((name) => name.replace(/\.tsx?$/, '').split('.'));
  const fixed = words.filter((word) => !word.startsWith('$') && !word.startsWith('_'));
  expect(fixed.length).toBeGreaterThan(20);
  expect(fixed.map((word) => routeTemplate(`/${word}`))).toEqual(fixed.map((word) => `/${word}`));
});
