import { describe, expect, it } from 'vitest';
import { buildOrder } from '../testing/buildOrder.ts';
import { editOrder, refund } from '../testing/changeOrder.ts';
import { plan } from '../testing/planInput.ts';
import { storedControls, storedDocument, storedEvidence, storedVatCheck } from './document.ts';
import { storedOrder } from './order.ts';

const spec = { lines: [{ price: 1200, quantity: 3 }, { price: 499 }] };
const order = refund(buildOrder(spec), { lines: [{ line: 0, quantity: 1 }] });
const { documents, evidence, controls } = plan(order);
const [invoice] = documents;

/** A row as it stands in the database, changed by another release. */
const rowOf = (text: string, change: (row: Record<string, never>) => object) =>
  JSON.stringify(change(JSON.parse(text) as Record<string, never>));

describe('what is stored as JSON', () => {
  it('comes back as it was', () => {
    expect(storedOrder.read(storedOrder.write(order))).toEqual(order);
    for (const document of documents) {
      expect(storedDocument.read(storedDocument.write(document))).toEqual(document);
    }
    expect(storedEvidence.read(storedEvidence.write(evidence!))).toEqual(evidence);
    expect(storedControls.parse(JSON.parse(JSON.stringify(controls)))).toEqual(controls);
    const check = { vatId: 'ATU12345678', valid: true, checkedAt: '2026-11-24T10:00:00Z', reference: null };
    expect(storedVatCheck.read(storedVatCheck.write(check))).toEqual(check);
  });

  it('is read without a version as the first one, and without facts that came later', () => {
    const old = rowOf(storedDocument.write(invoice!), ({ formatVersion: _version, ...row }) => {
      const { evidence } = row as unknown as typeof invoice & object;
      const { datedBy: _by, documentDay: _day, deliveryFrom: _from, ...facts } = evidence.facts;
      return { ...row, evidence: { ...evidence, facts } };
    });
    const { facts } = storedDocument.read(old).evidence;
    expect(facts.country).toBe('DE');
    expect(facts.datedBy).toBeUndefined();
  });

  it('leaves out what a later release added', () => {
    const later = rowOf(storedOrder.write(order), (row) => ({ ...row, weather: 'fine' }));
    expect(storedOrder.read(later)).toEqual(order);
  });

  it('is refused when it is of a shape that this release does not know', () => {
    expect(() =>
      storedOrder.read(rowOf(storedOrder.write(order), (row) => ({ ...row, formatVersion: 2 }))),
    ).toThrow(Error);
    expect(() =>
      storedOrder.read(rowOf(storedOrder.write(order), ({ totals: _totals, ...row }) => row)),
    ).toThrow(Error);
    expect(() =>
      storedDocument.read(rowOf(storedDocument.write(invoice!), (row) => ({ ...row, gross: 0.5 }))),
    ).toThrow(Error);
  });

  it('keeps what only some orders have', () => {
    const [first, ...others] = order.lines;
    const sorted = {
      ...order,
      lines: [{ ...first!, product: { type: 'Buch', tags: [], vendor: null } }, ...others],
    };
    expect(storedOrder.read(storedOrder.write(sorted))).toEqual(sorted);
  });

  it('keeps edits, too', () => {
    const edited = editOrder(buildOrder(spec), { pieces: [{ line: 0, by: 1 }] });
    expect(storedOrder.read(storedOrder.write(edited))).toEqual(edited);
  });
});
