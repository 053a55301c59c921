import { describe, expect, test } from 'vitest';
import { catalogue, type ProblemCode } from './catalogue.ts';
import { exampleFacts } from './exampleFacts.ts';
import { explain, missingFacts } from './explain.ts';

describe('the examples on the page of help', () => {
  test('leave no text of any problem without its facts', () => {
    for (const code of Object.keys(catalogue) as ProblemCode[]) {
      expect(missingFacts({ code, facts: exampleFacts(code) })).toEqual([]);
    }
  });

  test('read like the facts of one order', () => {
    const code = 'order.ledger_mismatch';
    const { explanation } = explain({ code, facts: exampleFacts(code) }, 'de');
    expect(explanation).toContain('44,88 €');
    expect(explanation).toContain('44,90 €');
    expect(explanation).not.toContain('–');
  });

  test('are none where a problem names no facts', () => {
    expect(exampleFacts('wait.payment')).toEqual({});
  });
});
