import { describe, expect, test } from 'vitest';
import { catalogue, type ProblemCode } from './catalogue.ts';
import { exampleFacts } from './exampleFacts.ts';
import { explain, missingFacts } from './explain.ts';

const codes = Object.keys(catalogue) as ProblemCode[];
const inBoth = ['de', 'en'] as const;
const sentences = (code: ProblemCode, language: 'de' | 'en') => {
  const { title, explanation, fix } = explain({ code, facts: exampleFacts(code) }, language);
  return [title, explanation, fix];
};

describe('the examples on the page of help', () => {
  test('leave no text of any problem without its facts', () => {
    for (const code of codes) {
      expect(missingFacts({ code, facts: exampleFacts(code) })).toEqual([]);
    }
  });

  test('read like the facts of one order', () => {
    const code = 'order.ledger_mismatch';
    const { explanation } = explain({ code, facts: exampleFacts(code) }, 'de');
    expect(explanation).toContain('44,88 €');
    expect(explanation).toContain('44,90 €');
    expect(explanation).toContain('um 0,02 €');
    expect(explanation).not.toContain('–');
  });

  test.each(codes)('of %s leave no placeholder open and no figure out, in both languages', (code) => {
    for (const language of inBoth) {
      for (const text of sentences(code, language)) {
        expect(text).not.toMatch(/[{}]|undefined|null|NaN|\[object/);
        // A dash in the place of a fact; dashes between words have blanks on both sides of them.
        expect(text).not.toMatch(/–(?! \p{L})/u);
      }
    }
  });

  // What a merchant can check: an amount, a rate, a country, a number of the order itself.
  test('put facts of the order into every problem of orders, payments and taxes that has any', () => {
    const facts = codes.filter((code) => /^(order|payment|tax)\./.test(code));
    const without = facts.filter((code) =>
      inBoth.some(
        (language) => explain({ code, facts: {} }, language).explanation === sentences(code, language)[1],
      ),
    );
    // The one is about an order without any country, the other about a register that does not answer.
    expect(without).toEqual(['tax.no_address', 'tax.vat_check_unavailable']);
  });

  test('are none where a problem names no facts', () => {
    expect(exampleFacts('wait.payment')).toEqual({});
  });
});
