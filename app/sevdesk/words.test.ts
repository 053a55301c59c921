import { describe, expect, it } from 'vitest';
import { classify } from './classify.ts';
import { bookingState } from './documentState.ts';

// sevdesk speaks in numbers; nobody outside this room knows them.

describe('a refusal whose meaning is known', () => {
  // Codes as sevdesk gives them (measured).
  it.each([
    [170, 'credit_note_exists'],
    [390, 'partly_paid_cannot_be_cancelled'],
    [421, 'cancelled_already'],
    [455, 'credit_note_exceeds_invoice'],
    [456, 'credit_note_rate_differs'],
    [7100, 'booking_rules'],
    [999, null],
    [null, null],
  ])('with code %s is %s', (code, cause) => {
    const text = JSON.stringify({ objects: null, error: { message: 'nein', code, data: null } });
    expect(classify({ status: 422, headers: new Headers(), text }, [])).toMatchObject({
      kind: 'refused',
      cause,
      code,
    });
  });
});

describe('the status of a document', () => {
  it.each([
    ['100', '200', { fromStatus: 'draft', toStatus: 'open' }],
    ['200', '750', { fromStatus: 'open', toStatus: 'partly_paid' }],
    ['750', '1000', { fromStatus: 'partly_paid', toStatus: 'paid' }],
  ])('from %s to %s', (fromStatus, toStatus, words) => {
    expect(bookingState.parse({ fromStatus, toStatus })).toEqual(words);
  });
});
