import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';
import german from './de.json';
import english from './en.json';

// The texts are complete in both languages, all of them are used, and no component has words of its own.

type Tree = { [key: string]: string | Tree };

function flatten(tree: Tree, prefix = ''): Map<string, string> {
  const entries = Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[prefix + key, value]] : [...flatten(value, `${prefix}${key}.`)],
  );
  return new Map(entries);
}

const byName = (a: string, b: string) => a.localeCompare(b);

const de = flatten(german);
const en = flatten(english);

const sources = ['app/ui', 'app/routes', 'app/root.tsx'].flatMap((place) => {
  if (place.endsWith('.tsx')) return [place];
  return readdirSync(place, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
    .map((file) => path.join(place, file));
});
const parsed = sources.map((file) => {
  const text = readFileSync(file, 'utf8');
  return ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
});

function visit(node: ts.Node, see: (node: ts.Node) => void) {
  see(node);
  node.forEachChild((child) => visit(child, see));
}

/** Keys as they stand in calls of t(): whole ones, and patterns where a part is put in. */
function usedKeys(): RegExp[] {
  const used: string[] = [];
  for (const file of parsed) {
    visit(file, (node) => {
      if (!ts.isCallExpression(node) || !/(^|\.)t$/.test(node.expression.getText())) return;
      for (const argument of choices(node.arguments[0])) {
        if (ts.isStringLiteralLike(argument)) used.push(escape(argument.text));
        else if (ts.isTemplateExpression(argument)) {
          const parts = argument.templateSpans.map((span) => `[^.]+${escape(span.literal.text)}`);
          used.push(escape(argument.head.text) + parts.join(''));
        }
      }
    });
  }
  return used.map((key) => new RegExp(`^${key}(_zero|_one|_other)?$`));
}

const escape = (text: string) => text.replaceAll('.', String.raw`\.`);

/** What an argument can be: `a ? 'x' : 'y'` is two keys, `'x' as Key` one. */
function choices(argument: ts.Expression | undefined): ts.Expression[] {
  if (!argument) return [];
  if (ts.isConditionalExpression(argument))
    return [...choices(argument.whenTrue), ...choices(argument.whenFalse)];
  if (ts.isAsExpression(argument) || ts.isParenthesizedExpression(argument))
    return choices(argument.expression);
  return [argument];
}

it('says everything in both languages', () => {
  expect([...en.keys()].sort()).toEqual([...de.keys()].sort());
  expect([...de, ...en].filter(([, text]) => text.trim() === '')).toEqual([]);
});

it('puts the same values into both', () => {
  const holes = (text: string) => [...new Set(text.match(/\{\{\w+\}\}/g))].sort(byName).join();
  const differing = [...de].filter(([key, text]) => holes(text) !== holes(en.get(key)!));
  expect(differing.map(([key]) => key)).toEqual([]);
});

it('uses every text, and asks for none that is missing', () => {
  const used = usedKeys();
  expect([...de.keys()].filter((key) => !used.some((pattern) => pattern.test(key)))).toEqual([]);
  expect(used.filter((pattern) => ![...de.keys()].some((key) => pattern.test(key))).map(String)).toEqual([]);
});

it('speaks to German merchants as "Sie", without emojis', () => {
  const familiar = [...de].filter(([, text]) => /\b(du|dein|deine|deiner|dir|dich)\b/i.test(text));
  expect(familiar).toEqual([]);
  expect([...de, ...en].filter(([, text]) => /\p{Extended_Pictographic}/u.test(text))).toEqual([]);
});

/** Properties of components that are read by people. */
const READ = new Set(
  'title label content helpText placeholder accessibilityLabel queryPlaceholder error aria-label alt singular plural message suffix prefix'.split(
    ' ',
  ),
);
const hasWords = (text: string) => /\p{L}{2,}/u.test(text);

it('has no words in the components themselves', () => {
  const found: string[] = [];
  for (const file of parsed) {
    visit(file, (node) => {
      if (ts.isJsxText(node) && hasWords(node.text)) found.push(`${file.fileName}: ${node.text.trim()}`);
      const named = ts.isJsxAttribute(node) || ts.isPropertyAssignment(node) ? node : null;
      const value = named?.initializer;
      if (
        named &&
        READ.has(named.name.getText()) &&
        value &&
        ts.isStringLiteralLike(value) &&
        hasWords(value.text)
      )
        found.push(`${file.fileName}: ${named.name.getText()}=${value.text}`);
    });
  }
  // An address and the setting of the viewport are the same in every language.
  expect(found.filter((entry) => !/: my\.sevdesk\.de$|=width=device-width/.test(entry))).toEqual([]);
});
