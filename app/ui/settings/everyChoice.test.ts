import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { catalogue, type ProblemCode } from '../../accounting/catalogue.ts';
import { merchantSettingsSchema } from '../../merchant/settings.ts';
import { fixPages } from '../order/fixPages.ts';

// A choice that no page offers is none, and a button that leads to a page without the control is a dead end.

const folder = 'app/ui/settings';
const sources = new Map(
  [
    ...readdirSync(folder)
      .filter((file) => file.endsWith('.tsx'))
      .map((file) => path.join(folder, file)),
    'app/routes/app.settings.tsx',
  ].map((file) => [file, readFileSync(file, 'utf8')]),
);
const all = [...sources.values()].join('\n');

/** Choices that nobody makes on a page, and why. */
const WITHOUT_CONTROL: Record<string, string> = {
  reviewed: 'is true once the merchant has saved the settings or said that they fit',
};

/** The names of all choices, those inside of groups with their group. */
const names = Object.entries(merchantSettingsSchema.parse({})).flatMap(([key, value]) =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
    ? Object.keys(value).map((part) => `${key}.${part}`)
    : [key],
);

/** A control sets the choice: `set({ tips: … })`, or by the name of a list of them: `(['tags', …] as const)`. */
function isOffered(name: string): boolean {
  const key = name.split('.').at(-1)!;
  const direct = new RegExp(`\\b(?:set|change)\\(\\{[^;]{0,120}?\\b${key}\\b`, 's');
  const listed = new RegExp(`\\[[^\\]]*'${key}'[^\\]]*\\] as const|options\\('${key}'`, 's');
  return direct.test(all) || listed.test(all);
}

it.each(names)('the choice %s has a control, or a reason why not', (name) => {
  expect(isOffered(name) || WITHOUT_CONTROL[name] !== undefined).toBe(true);
});

it('a choice that no page offers would be noticed', () => {
  expect(isOffered('imagined')).toBe(false);
});

const ROUTES: Record<string, string> = {
  '/app/settings': 'app/routes/app.settings.tsx',
  '/app/sevdesk': 'app/routes/app.sevdesk.tsx',
};

const onPages = (Object.keys(catalogue) as ProblemCode[]).filter(
  (code) => catalogue[code].action in fixPages,
);

it.each(onPages)('the button of %s leads to what fixes it', (code) => {
  const { action } = catalogue[code];
  const [page = '', section] = fixPages[action as keyof typeof fixPages].split('#');
  expect(existsSync(ROUTES[page] ?? '')).toBe(true);
  const named = section === undefined ? '' : `<Section name="${section}">`;
  expect(all).toContain(named);
});
