import { describe, expect, it } from 'vitest';
import { cents } from '../../accounting/money.ts';
import type { StatementEntry } from '../../sevdesk/client.ts';
import { chooseEntry, isNamedIn, type Sought } from './chooseEntry.ts';

const sought: Sought = {
  kind: 'invoice',
  amount: cents(4990),
  day: '2026-11-24',
  references: ['#1001', 'RE-1007'],
  names: ['Erika Müller'],
  hasRival: false,
};
let last = 0;
const entry = (changes: Partial<StatementEntry> = {}): StatementEntry => ({
  id: String((last += 1)),
  checkAccountId: '1',
  amount: cents(4990),
  free: true,
  day: '2026-11-24',
  payer: null,
  purpose: null,
  ...changes,
});
const named = entry({ purpose: 'BESTELLUNG 1001' });

describe('the entry of a payment', () => {
  it.each<[string, Partial<Sought>, StatementEntry[], string]>([
    ['is the one that names the order', {}, [named, entry()], 'one'],
    ['names the invoice, broken by the bank', {}, [entry({ purpose: 'RE-10 07 Danke' })], 'one'],
    ['comes from the buyer, spelt as banks do', {}, [entry({ payer: 'MUELLER, ERIKA' })], 'one'],
    [
      'comes from the buyer, who owes the same again',
      { hasRival: true },
      [entry({ payer: 'Erika Müller' })],
      'several',
    ],
    ['comes from somebody', {}, [entry({ payer: 'Max Müller' })], 'several'],
    ['names the order twice', {}, [named, entry({ purpose: '#1001' })], 'several'],
    ['is of another amount', {}, [entry({ amount: cents(4989), purpose: '#1001' })], 'none'],
    ['went out', {}, [entry({ amount: cents(-4990), purpose: '#1001' })], 'none'],
    [
      'went out, for a credit note',
      { kind: 'credit_note' },
      [entry({ amount: cents(-4990), purpose: '#1001' })],
      'one',
    ],
    ['is used already', {}, [entry({ purpose: '#1001', free: false })], 'none'],
    ['is of another month', {}, [entry({ purpose: '#1001', day: '2026-10-24' })], 'none'],
    ['is not there', {}, [], 'none'],
  ])('%s', (_case, changes, statement, kind) => {
    expect(chooseEntry({ ...sought, ...changes }, statement).kind).toBe(kind);
  });

  it.each([
    ['#1001', 'Order 1001', true],
    ['#1001', 'Order #1001, danke', true],
    ['#1001', 'RE-11001', false],
    ['#1001', '10012', false],
    ['RE-1007', 'RE1007', true],
    ['RE-1007', 'XRE-1007', false],
    ['#1', 'Order 1', false],
    ['#1001', 'Zahlung vom 10.01. Kasse', false],
    ['#1001', 'Rechnung 10-01 bis 10-07', false],
    ['#2026', 'Rechnung vom 01.12.2026', false],
    ['#2026', 'Dezember 2026', false],
    ['#2026', 'Bestellung #2026', true],
    ['RE-2026', 'zu RE 2026', true],
  ])('%s in "%s": %s', (reference, purpose, is) => expect(isNamedIn(reference, purpose)).toBe(is));
});
