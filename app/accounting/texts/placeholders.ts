/** What a merchant may write in braces in the own document texts. */
export const DOCUMENT_PLACEHOLDERS = ['order', 'name', 'date', 'gateway'] as const;

export type PlaceholderValues = Record<(typeof DOCUMENT_PLACEHOLDERS)[number], string>;

const PLACEHOLDER = /\{([^{}\s]*)\}/g;

/** The names in braces in a text, as a type: of a literal text the compiler knows what it asks for. */
export type PlaceholdersIn<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PlaceholdersIn<Rest>
  : never;

export const placeholdersIn = (text: string): string[] =>
  [...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name);

/** The placeholders of a merchant's text that do not exist; empty when all is well. To be asked before saving. */
export const checkPlaceholders = (text: string): string[] =>
  placeholdersIn(text).filter((name) => !(DOCUMENT_PLACEHOLDERS as readonly string[]).includes(name));

/** Puts values in the place of known names; unknown ones stay as they are, for the reader to see. */
export const fillPlaceholders = (text: string, values: Record<string, string>): string =>
  text.replace(PLACEHOLDER, (whole, name: string) => values[name] ?? whole);
