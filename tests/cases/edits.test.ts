import { describe, expect, test } from 'vitest';
import { planOrder } from '../../app/accounting/planOrder.ts';
import { asBooked, planInput } from '../../app/accounting/testing/planInput.ts';
import { readAsConnector } from '../support/readCase.ts';
import { openShop, SHOP } from '../twins/shopify/testing/openShop.ts';
import { createStepClock } from '../twins/shopify/testing/stepClock.ts';

// Order edits as the twin plays them and the connector reads them. No recording holds the sales ledger of an edit, so what
// is not known is played both ways: whatever the real ledger says, no amount is swallowed and no invoice is wrong.

/** What happens one after the other happens a minute apart. */
async function openClockedShop() {
  const clock = createStepClock();
  return { ...(await openShop({ clock })), later: () => clock.advance(60_000) };
}

const sell = (twin: Awaited<ReturnType<typeof openShop>>['twin'], paid = true) =>
  twin.createOrder(SHOP, {
    lines: [{ title: 'Tasse', price: '50.00', quantity: 2 }],
    shipping: { price: '4.90' },
    ...(paid ? {} : { payment: 'pending' as const }),
  });

describe('a discount by an edit', () => {
  test('before the money is what the invoice is about', async () => {
    const { twin, graphql, later } = await openClockedShop();
    const { id } = sell(twin, false);
    twin.editOrder(SHOP, id, { discounts: [{ line: 0, perPiece: '10.00' }] });
    await later();
    twin.payOrder(SHOP, id);
    const plan = planOrder(planInput(await readAsConnector(graphql, id)));
    expect(plan.verdict).toEqual({ kind: 'book' });
    expect(plan.documents).toMatchObject([{ kind: 'invoice', gross: 8490 }]);
  });

  test('after the invoice is a credit note once its money went back, and nothing before', async () => {
    const { twin, graphql, later } = await openClockedShop();
    const { id } = sell(twin);
    await later();
    const booked = asBooked(planOrder(planInput(await readAsConnector(graphql, id))).documents);
    twin.editOrder(SHOP, id, { discounts: [{ line: 0, perPiece: '10.00' }] });
    const edited = planOrder({ ...planInput(await readAsConnector(graphql, id)), booked });
    expect(edited.documents).toHaveLength(1);
    await later();
    twin.refundOrder(SHOP, id, { amount: '20.00' });
    const refunded = planOrder({ ...planInput(await readAsConnector(graphql, id)), booked });
    expect(refunded.verdict).toEqual({ kind: 'book' });
    expect(refunded.documents).toMatchObject([
      { kind: 'invoice', gross: 10_490 },
      { kind: 'credit_note', gross: 2000 },
    ]);
  });

  test('that the ledger names in a way nobody knows parks, and is neither skipped nor guessed', async () => {
    const { twin, graphql } = await openClockedShop();
    const { id } = sell(twin);
    twin.editOrder(SHOP, id, { discounts: [{ line: 0, perPiece: '10.00', entry: 'UNKNOWN' }] });
    const plan = planOrder(planInput(await readAsConnector(graphql, id)));
    expect(plan.verdict).toMatchObject({ kind: 'park', problem: { code: 'order.ledger_unknown' } });
    expect(plan.documents).toEqual([]);
  });
});

describe.each([true, false])('shipping that an edit took off (still in the total: %s)', (staysInTotal) => {
  test('before the money is on no invoice', async () => {
    const { twin, graphql, later } = await openClockedShop();
    const { id } = sell(twin, false);
    twin.editOrder(SHOP, id, { removeShipping: { line: 0, staysInTotal } });
    await later();
    twin.payOrder(SHOP, id, { amount: '100.00' });
    const plan = planOrder(planInput(await readAsConnector(graphql, id)));
    expect(plan.verdict).toEqual({ kind: 'book' });
    expect(plan.documents).toMatchObject([{ kind: 'invoice', gross: 10_000 }]);
  });

  test('after the invoice is never credited with more than went back, nor left out', async () => {
    const { twin, graphql, later } = await openClockedShop();
    const { id } = sell(twin);
    await later();
    const booked = asBooked(planOrder(planInput(await readAsConnector(graphql, id))).documents);
    twin.editOrder(SHOP, id, { removeShipping: { line: 0, staysInTotal } });
    await later();
    twin.refundOrder(SHOP, id, { amount: '4.90' });
    const plan = planOrder({ ...planInput(await readAsConnector(graphql, id)), booked });
    const [invoice, ...credits] = plan.documents;
    expect(invoice).toMatchObject({ kind: 'invoice', gross: 10_490 });
    expect(credits.map(({ gross }) => gross)).toEqual(staysInTotal ? [490] : []);
    // Where the total no longer holds what was invoiced, a person looks at it.
    expect(plan.verdict).toMatchObject(
      staysInTotal ? { kind: 'book' } : { kind: 'park', problem: { code: 'order.changed_after_booking' } },
    );
  });
});
