import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Scenario } from '../../scripts/demo/readScenarios.ts';
import { useReconcileWorld } from '../support/reconcileWorld.ts';
import { differencesOf, type Expected } from './differences.ts';
import { CASES, playCase, readCases, readExpected } from './playCase.ts';

// Orders with right values, worked out from the law before the product saw them, through the engine and both twins.
// They stand beside the project and are no part of it: without them these tests are left out, and the last one says so.

const present = existsSync(CASES);
const cases = present ? readCases() : new Map<string, Scenario>();
const expected = present ? (readExpected() as Record<string, Expected>) : {};

/** Agree in everything that is expected of them. */
const AGREED = [
  '01-full-amount-refund-no-lines-two-rates',
  '03-amount-refund-pending-then-done-three-adjustments',
  '07-return-two-rates-fee-kept',
  '09-edit-down-with-order-discount',
  '11-prepayment-paid-next-month',
  '13-oss-edit-after-rate-change',
  '17-draft-order-no-address-domestic',
  '19-refund-to-store-credit',
  '21-klarna-captured-less-after-edit',
  '23-bxgy-free-item-other-rate',
  '25-bundle-components-two-rates',
  '27-pln-full-refund-other-rate',
  '29-split-shipping-one-back',
  '31-new-year-utc',
  '35-net-shop-two-rates-part-back',
  '37-free-sample-paid-shipping',
  '39-b2b-at-payment-terms',
  '45-captured-on-shipment-next-month',
  '47-goodwill-two-rates-before-first-sync',
  '51-pos-no-buyer',
  '53-cancelled-with-fee-two-rates',
  '55-two-refunds-same-second',
  '57-gift-card-pays-all-and-back',
  '63-amount-refund-adjustments-cancel',
  '65-goodwill-by-edit-discount-two-rates',
  '67-refund-pending-over-month-end',
];

/** Money that is not there yet: no document at all. */
const WAITING: Record<string, string> = {
  '33-sepa-pending-then-failed': 'wait.payment',
  '61-klarna-captured-less-no-edit': 'payment.partly_paid',
};

/**
 * Wait for a person with a problem that names itself, and nothing gets a number meanwhile: what is sold is asked (59),
 * and nobody public knows what Shopify or sevdesk does in the others.
 */
const ASKED: Record<string, string> = {
  '15-oss-estonia-local-midnight': 'tax.rate_not_in_force',
  '41-northern-ireland-oss': 'tax.northern_ireland_oss',
  '43-line-tax-one-cent-off': 'tax.amount_differs',
  '49-app-order-tax-on-order-level': 'tax.amount_differs',
  '59-download-to-switzerland-default': 'tax.nature_undecided',
};

/**
 * Where this project decided otherwise. 11: 249.00 and 19.90 at 19 % hold 39.76 and 3.18 of tax, which is what Shopify
 * charged and what sevdesk, rounding by position, makes of them; 42.93 would be the rounded sum. 07 and 53: what was
 * kept is shared by value and the rest goes back, where a named problem would have been acceptable.
 */
const DECIDED: Record<string, (one: Expected) => Expected> = {
  '11-prepayment-paid-next-month': (one) => ({ ...one, invoice: { ...one.invoice, tax: 4294 } }),
  '07-return-two-rates-fee-kept': (one) => ({ ...one, credit_note: { gross: 6990 }, refund_booking: 6990 }),
  '53-cancelled-with-fee-two-rates': (one) => ({
    ...one,
    credit_note: { gross: 6480 },
    refund_booking: 6480,
  }),
};

describe.runIf(present)('the cases in ../shared/data/cases', () => {
  const world = useReconcileWorld();
  const play = (name: string) => playCase(world, cases.get(name)!);

  test.each(AGREED)('%s agrees', async (name) => {
    const result = await play(name);
    const wanted = DECIDED[name]?.(expected[name]!) ?? expected[name]!;
    expect(differencesOf(wanted, result)).toEqual([]);
  });

  test.each(Object.entries(WAITING))('%s waits with %s and no document', async (name, problem) => {
    expect(await play(name)).toEqual({ documents: [], state: 'waiting', problem });
  });

  test.each(Object.entries(ASKED))('%s asks with %s, and nothing gets a number', async (name, problem) => {
    const { documents, ...order } = await play(name);
    expect(documents.filter(({ number }) => number !== null)).toEqual([]);
    expect(order).toEqual({ state: 'parked', problem });
  });
});

test.runIf(!present)(`the cases are not beside the project: ${CASES} does not exist`, () => {
  expect(present).toBe(false);
});
