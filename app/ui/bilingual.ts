import type { Language } from './language.ts';

/** A text in every language: loaders do not know which one the page speaks. */
export type Bilingual<Value = string> = Record<Language, Value>;
