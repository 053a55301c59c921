import { describe, expect, it } from 'vitest';
import { entries } from './catalogue/entry.ts';
import { cents } from './money.ts';
import { problem, readFacts } from './problem.ts';

// What must not compile stands behind @ts-expect-error: `npm run typecheck` fails when it does.

const text = { title: 'Test', explanation: 'The amount is {amountCents}.', fix: 'Nothing.' } as const;
const entry = { fixedBy: 'merchant', action: 'none' } as const;

describe('a problem', () => {
  it('is made with exactly the facts that its texts name', () => {
    expect(problem('wait.payment')).toEqual({ code: 'wait.payment', facts: {} });
    expect(problem('tax.tip_untaxed', { amountCents: cents(7) }).facts).toEqual({ amountCents: 7 });
    // @ts-expect-error one is missing
    problem('tax.tip_untaxed', {});
    // @ts-expect-error one is missing
    problem('tax.tip_untaxed');
    // @ts-expect-error one is too many
    problem('tax.tip_untaxed', { amountCents: cents(7), country: 'DE' });
    const given = { amountCents: cents(7), country: 'DE' };
    // @ts-expect-error one is too many, in a variable
    problem('tax.tip_untaxed', given);
    // @ts-expect-error its texts name none
    problem('wait.payment', { amountCents: cents(7) });
    // @ts-expect-error a fraction of euros is no amount
    problem('tax.tip_untaxed', { amountCents: 0.07 });
  });

  it('is told in two languages that name the same facts, all of them known', () => {
    entries({ 'test.same': { ...entry, de: text, en: { ...text, title: 'Other' } } } as const);
    const silent = { ...text, explanation: 'No amount.' } as const;
    const differs = { 'test.differs': { ...entry, de: text, en: silent } } as const;
    // @ts-expect-error English leaves the amount out
    entries(differs);
    const odd = { ...text, explanation: 'The {weather} is bad.' } as const;
    const unknown = { 'test.unknown': { ...entry, de: odd, en: odd } } as const;
    // @ts-expect-error no such fact
    entries(unknown);
    expect.assertions(0);
  });

  it('is read back from where it was stored, whatever release stored it', () => {
    const stored = { country: 'FR', rate: '18', day: '2026-11-24', allowedRates: 7, attempts: 3, gone: 'x' };
    expect(readFacts(stored)).toEqual({ country: 'FR', day: '2026-11-24', attempts: 3 });
    expect(readFacts(null)).toEqual({});
    expect(readFacts('text')).toEqual({});
  });
});
