import { describe, expect, it } from 'vitest';
import { cents } from '../../accounting/money.ts';
import type { DocumentState, DocumentStatus } from '../../sevdesk/client.ts';
import { answerProves, judgePayment, showsBooking, type Payment } from './judgePayment.ts';

const payment = (before: number, amount: number, requested = false): Payment => ({
  gross: cents(1e4),
  before: cents(before),
  amount: cents(amount),
  requested,
});
const invoice = (status: DocumentStatus, paid: number | null): DocumentState => ({
  kind: 'invoice',
  id: '1',
  type: 'invoice',
  status,
  number: 'RE-1',
  marker: 'm',
  currency: 'EUR',
  net: cents(8403),
  tax: cents(1597),
  gross: cents(1e4),
  paid: paid === null ? null : cents(paid),
  taxRule: 1,
  showNet: false,
  contactId: '7',
  originId: null,
  enshrined: true,
  updatedAt: null,
});
const creditNote = (status: DocumentStatus): DocumentState => ({
  ...invoice(status, null),
  kind: 'credit_note',
  type: 'credit_note',
});

describe('a booking', () => {
  it.each([
    // what is booked before, this one, asked for before?, how sevdesk shows the document -> what to do
    [
      'the whole sum on an open invoice',
      payment(0, 10_000),
      invoice('open', 0),
      { kind: 'book', full: true },
    ],
    ['a part', payment(0, 4_000), invoice('open', 0), { kind: 'book', full: false }],
    ['the rest', payment(4_000, 6_000), invoice('partly_paid', 4_000), { kind: 'book', full: true }],
    [
      'one that was sent and stands',
      payment(0, 4_000, true),
      invoice('partly_paid', 4_000),
      { kind: 'stands', elsewhere: false },
    ],
    [
      'one that was sent and does not stand',
      payment(0, 4_000, true),
      invoice('open', 0),
      { kind: 'book', full: false },
    ],
    [
      'one that somebody else booked',
      payment(0, 4_000),
      invoice('partly_paid', 4_000),
      { kind: 'stands', elsewhere: true },
    ],
    ['on an invoice that is paid already', payment(0, 4_000), invoice('paid', 10_000), { kind: 'settled' }],
    ['on an invoice that was overpaid', payment(0, 4_000), invoice('paid', 12_000), { kind: 'settled' }],
    ['on a cancelled invoice', payment(0, 10_000), invoice('paid', 0), { kind: 'cancelled' }],
    [
      'beside another payment',
      payment(0, 10_000),
      invoice('partly_paid', 2_500),
      { kind: 'differs', expected: 0, found: 2_500 },
    ],
    [
      'after a payment was released',
      payment(4_000, 6_000),
      invoice('open', 0),
      { kind: 'differs', expected: 4_000, found: 0 },
    ],
    ['the whole of a credit note', payment(0, 10_000), creditNote('open'), { kind: 'book', full: true }],
    [
      'the rest of a credit note',
      payment(4_000, 6_000),
      creditNote('partly_paid'),
      { kind: 'book', full: true },
    ],
    [
      'a first part that was sent',
      payment(0, 4_000, true),
      creditNote('partly_paid'),
      { kind: 'stands', elsewhere: false },
    ],
    [
      'a second part that was sent',
      payment(4_000, 2_000, true),
      creditNote('partly_paid'),
      { kind: 'unknown' },
    ],
    [
      'on a credit note that is partly paid otherwise',
      payment(0, 10_000),
      creditNote('partly_paid'),
      { kind: 'unknown' },
    ],
  ] as const)('%s', (_, asked, seen, step) => {
    expect(judgePayment(asked, seen)).toEqual(step);
  });

  it('is proven by its answer only when it settles an invoice', () => {
    expect(answerProves('invoice', true, 'paid')).toBe(true);
    expect(answerProves('invoice', true, 'partly_paid')).toBe(false);
    expect(answerProves('invoice', false, 'partly_paid')).toBe(false);
    expect(answerProves('credit_note', true, 'paid')).toBe(false);
  });

  it('of a whole credit note must show that it is paid afterwards, nothing else will do', () => {
    expect(showsBooking(payment(0, 10_000), creditNote('paid'))).toBe(true);
    expect(showsBooking(payment(0, 10_000), creditNote('partly_paid'))).toBe(false);
    expect(showsBooking(payment(0, 10_000), creditNote('open'))).toBe(false);
  });
});
