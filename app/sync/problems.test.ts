import { describe, expect, it } from 'vitest';
import { cents } from '../accounting/money.ts';
import { missingFacts } from '../accounting/explain.ts';
import type { RefusalCause, Refused } from '../sevdesk/answer.ts';
import { draftDiffers, foundDiffers, refusedBooking, refusedDocument, type Difference } from './problems.ts';

const refusal = (cause: RefusalCause | null, code: number | null = null): Refused => ({
  kind: 'refused',
  why: 'invalid',
  status: 422,
  cause,
  code,
  message: 'Wert nicht erlaubt',
  retryAfterMs: null,
  data: null,
});

describe('what sevdesk refuses', () => {
  it.each<[RefusalCause | null, string]>([
    ['booking_rules', 'sevdesk.booking_rules'],
    ['credit_note_exceeds_invoice', 'sevdesk.credit_note_exceeds'],
    ['credit_note_rate_differs', 'sevdesk.credit_rate_differs'],
    ['credit_note_exists', 'sevdesk.credit_note_exists'],
    ['partly_paid_cannot_be_cancelled', 'sevdesk.cancel_partly_paid'],
    [null, 'sevdesk.refused'],
  ])('because of %s is told as %s, in sevdesk’s own words', (cause, told) => {
    const problem = refusedDocument(refusal(cause));
    expect(problem).toMatchObject({ code: told, facts: { message: 'Wert nicht erlaubt' } });
    expect(missingFacts(problem)).toEqual([]);
  });

  it('of a booking is told as that', () => {
    expect(refusedBooking(refusal(null))).toMatchObject({
      code: 'sevdesk.booking_refused',
      facts: { message: 'Wert nicht erlaubt' },
    });
  });
});

describe('a draft that came out otherwise', () => {
  it.each<[Difference, string]>([
    [{ what: 'gross', expected: cents(11_900), found: cents(11_901) }, 'sevdesk.sums_differ'],
    [{ what: 'tax', expected: cents(1900), found: cents(1902) }, 'sevdesk.tax_differs'],
    [{ what: 'currency', expected: 'EUR', found: 'CHF' }, 'sevdesk.draft_differs'],
  ])('by %o is told as %s', (difference, told) => {
    const problem = draftDiffers(difference);
    expect(problem.code).toEqual(told);
    expect(missingFacts(problem)).toEqual([]);
  });

  it('says euros where a document of another hand differs in money', () => {
    const difference: Difference = { what: 'gross', expected: cents(11_900), found: cents(500) };
    expect(foundDiffers(difference).facts).toEqual({ what: 'gross', expected: '119.00', found: '5.00' });
  });
});
