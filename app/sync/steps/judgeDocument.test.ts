import { describe, expect, it } from 'vitest';
import { someInvoice } from '../../../tests/support/sevdesk.ts';
import { cents } from '../../accounting/money.ts';
import type { DocumentState } from '../../sevdesk/client.ts';
import { differenceOf, judgeCreditNoteHits, judgeInvoiceHits } from './judgeDocument.ts';

const plan = someInvoice();
let id = 0;
const seen = (changes: Partial<DocumentState> = {}): DocumentState => ({
  kind: 'invoice',
  id: String((id += 1)),
  type: 'invoice',
  status: 'draft',
  number: null,
  marker: plan.marker,
  currency: 'EUR',
  net: cents(1412),
  tax: cents(268),
  gross: cents(1680),
  paid: cents(0),
  taxRule: 1,
  showNet: false,
  contactId: '7',
  originId: null,
  enshrined: false,
  updatedAt: null,
  ...changes,
});

describe('the control after writing', () => {
  it('finds nothing in a document that is as planned', () => {
    expect(differenceOf(plan, seen())).toBeNull();
  });

  it.each([
    ['a cent of gross', { gross: cents(1681) }, 'gross'],
    ['the currency', { currency: 'USD' }, 'currency'],
    ['the tax rule', { taxRule: 2 }, 'tax_rule'],
    ['net prices', { showNet: true }, 'net_prices'],
  ] as const)('finds %s that differs', (_, changes, what) => {
    expect(differenceOf(plan, seen(changes))).toMatchObject({ what });
  });

  it('grants the tax half a cent for each position, and no more', () => {
    expect(plan.positions).toHaveLength(2);
    expect(differenceOf(plan, seen({ tax: cents(269) }))).toBeNull();
    expect(differenceOf(plan, seen({ tax: cents(267) }))).toBeNull();
    expect(differenceOf(plan, seen({ tax: cents(270) }))).toEqual({ what: 'tax', expected: 268, found: 270 });
  });

  it('knows that a cancellation carries its sums with a minus', () => {
    const cancelled = seen({
      type: 'cancellation',
      gross: cents(-1680),
      tax: cents(-268),
      net: cents(-1412),
    });
    expect(differenceOf({ ...plan, kind: 'cancellation' }, cancelled)).toBeNull();
    expect(differenceOf(plan, cancelled)).toMatchObject({ what: 'gross' });
  });
});

describe('the documents that carry a marker', () => {
  it('are none', () => {
    expect(judgeInvoiceHits([], 0)).toEqual({ kind: 'none' });
    expect(judgeInvoiceHits([seen({ type: 'cancellation' })], 0)).toEqual({ kind: 'none' });
  });

  it('are one, whatever its state', () => {
    const open = seen({ status: 'open', number: 'RE-1' });
    expect(judgeInvoiceHits([open], 0)).toEqual({ kind: 'one', document: open, surplus: [] });
  });

  it('are an invoice and its cancellation: cancelled by hand', () => {
    const invoice = seen({ status: 'paid', number: 'RE-1' });
    const cancellation = seen({ type: 'cancellation', status: 'paid', number: 'RE-2', originId: invoice.id });
    expect(judgeInvoiceHits([cancellation, invoice], 1)).toEqual({ kind: 'cancelled', document: invoice });
  });

  it('are several that somebody else must have made', () => {
    const [first, second] = [seen(), seen()];
    expect(judgeInvoiceHits([first, second], 1)).toEqual({ kind: 'several', ids: [first.id, second.id] });
    const [one, two] = [seen({ status: 'open', number: 'RE-1' }), seen({ status: 'open', number: 'RE-2' })];
    expect(judgeInvoiceHits([one, two], 5)).toMatchObject({ kind: 'several' });
  });

  it('are drafts of our own repeated creations: one is kept, the numbered one first', () => {
    const [first, second] = [seen(), seen()];
    expect(judgeInvoiceHits([first, second], 2)).toEqual({ kind: 'one', document: first, surplus: [second] });
    const open = seen({ status: 'open', number: 'RE-1' });
    expect(judgeCreditNoteHits([first, open], 2)).toEqual({ kind: 'one', document: open, surplus: [first] });
  });
});
