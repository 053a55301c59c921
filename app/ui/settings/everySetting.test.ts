import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { merchantSettingsSchema } from '../../merchant/settings.ts';

// A setting that no page shows would be one that nobody can choose.

const sources = [
  ...readdirSync('app/ui/settings').map((file) => path.join('app/ui/settings', file)),
  'app/routes/app.settings.tsx',
].filter((file) => file.endsWith('.tsx'));

/** Every name that the sections use: properties that are read or set, and names in lists of them. */
const named = new Set<string>();
const collect = (node: ts.Node): void => {
  if (ts.isIdentifier(node) || ts.isStringLiteralLike(node)) named.add(node.text);
  node.forEachChild(collect);
};
for (const file of sources) {
  const text = readFileSync(file, 'utf8');
  collect(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX));
}

it.each(Object.keys(merchantSettingsSchema.parse({})))(
  'the settings page lets merchants choose %s',
  (field) => expect(named.has(field), `a section of app/ui/settings shows ${field}`).toBe(true),
);
