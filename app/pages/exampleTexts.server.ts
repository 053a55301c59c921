import { ZERO } from '../accounting/money.ts';
import { builtInTexts } from '../accounting/texts/builtInTexts.ts';
import type { Language } from '../ui/language.ts';

/** The texts that stand on the invoice of a paid order when the merchant wrote none, placeholders left in. */
export function exampleTexts(language: Language) {
  const values = { order: '{order}', name: '{name}', date: '{date}', gateway: '{gateway}' };
  return builtInTexts('invoice', ZERO, values, language);
}
