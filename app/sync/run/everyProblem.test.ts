import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { catalogue, type ProblemCode } from '../../accounting/catalogue.ts';
import { orderProblems } from '../../accounting/catalogue/order.ts';
import type { outcomes } from '../../accounting/catalogue/outcomes.ts';
import { paymentProblems } from '../../accounting/catalogue/payment.ts';
import type { sevdeskProblems } from '../../accounting/catalogue/sevdesk.ts';
import type { shopifyProblems } from '../../accounting/catalogue/shopify.ts';
import type { syncProblems } from '../../accounting/catalogue/sync.ts';
import { taxProblems } from '../../accounting/catalogue/tax.ts';

// Every problem of the catalogue happens in a test, and here stands in which one. A new code without a place here does not
// compile; a place whose test is gone, renamed, or does not name the code any more fails.

type Elsewhere = keyof typeof orderProblems | keyof typeof paymentProblems | keyof typeof taxProblems;
type Scenario = [file: string, test: string];

const stops = (test: string): Scenario => ['app/sync/run/stops.test.ts', test];
const byHand = (test: string): Scenario => ['app/orders/actions/byHand.test.ts', test];
const preconditions = (test: string): Scenario => ['app/sync/run/preconditions.test.ts', test];
const outage = (test: string): Scenario => ['app/sync/run/outage.test.ts', test];
const check = (test: string): Scenario => ['app/sevdesk/checkConnection.test.ts', test];
const books = (test: string): Scenario => ['app/reconcile/books/compareBooks.test.ts', test];
const planned = (topic: string, test: string): Scenario => [
  `app/accounting/planOrder.${topic}.test.ts`,
  test,
];
const refusal: Scenario = [
  'app/sync/problems.test.ts',
  'because of %s is told as %s, in sevdesk’s own words',
];
const draft: Scenario = ['app/sync/problems.test.ts', 'by %o is told as %s'];
const precondition = preconditions('%s waits (%s) and is booked by itself afterwards');

/** The problems of orders, payments and taxes have tables of their own, see below. */
type Told = keyof typeof sevdeskProblems | keyof typeof shopifyProblems | keyof typeof syncProblems;
const scenarios: Record<Told | Exclude<keyof typeof outcomes, 'skip.not_an_order'>, Scenario> = {
  'sevdesk.key_rejected': byHand('pauses the shop at once; a new key brings everything back by itself'),
  'sevdesk.other_account': stops('is parked when the shop has changed over'),
  'sevdesk.system_version': check('names the old bookkeeping system'),
  'sevdesk.unavailable': stops('six times is parked'),
  'sevdesk.rate_limited': check('names a limit that was hit'),
  'sevdesk.refused': [
    'app/sync/run/faults.test.ts',
    '%s at the %s is read back: booked, or parked until asked again',
  ],
  'sevdesk.booking_rules': refusal,
  'sevdesk.duplicate': byHand('and copied by hand is parked, and neither is touched'),
  'sevdesk.surplus_draft': books('names a second invoice under the same marker, and a draft too many'),
  'sevdesk.sums_differ': draft,
  'sevdesk.tax_differs': draft,
  'sevdesk.draft_differs': draft,
  'sevdesk.draft_changed': byHand('and edited by hand is left alone and parked'),
  'sevdesk.found_differs': byHand('and says something else is parked'),
  'sevdesk.document_changed': books('names an invoice that was changed'),
  'sevdesk.document_gone': byHand('that has vanished is parked: issued invoices must not vanish'),
  'sevdesk.cancelled_by_hand': byHand('and was cancelled by hand is parked'),
  'sevdesk.already_paid_elsewhere': books('names an invoice that was paid by hand'),
  'sevdesk.booking_differs': [
    'app/sync/run/money.test.ts',
    'is parked when somebody booked another sum in between',
  ],
  'sevdesk.booking_refused': [
    'app/sync/run/faults.test.ts',
    '%s at the %s is read back: booked, or parked until asked again',
  ],
  'sevdesk.booking_unclear': stops('is parked with its amount'),
  'sevdesk.credit_note_exceeds': refusal,
  'sevdesk.credit_rate_differs': refusal,
  'sevdesk.credit_note_exists': refusal,
  'sevdesk.cancel_partly_paid': refusal,
  'shopify.token': outage('because nobody may act for the shop pauses it until the app is opened'),
  'shopify.order_too_old': preconditions(
    'that changed after Shopify stopped showing it is parked, whatever the snapshot says',
  ),
  'shopify.order_not_found': preconditions('that Shopify never showed is parked'),
  'shopify.access_denied': stops('waits where a permission is missing'),
  'shopify.app_refused': stops('waits where only the operator can help (%s), and is asked about again'),
  'shopify.shop_closed': stops('waits where only the operator can help (%s), and is asked about again'),
  'shopify.unreadable': stops('is parked where the answer is %s'),
  'shopify.throttled': stops('because of too many requests, six times, is parked'),
  'shopify.unavailable': outage('is tried six times and then becomes a dead letter with all its steps'),
  'sync.gave_up': [
    'app/sync/run/databaseLost.test.ts',
    'an order that the database failed six times goes again by itself two minutes later',
  ],
  'sync.changed_after_skip': preconditions(
    'left out by a person comes back to the log when its money changes',
  ),
  'sync.program_error': outage('is tried a few times and becomes a dead letter that says nothing personal'),
  'wait.payment': planned('payments', 'counts as captured, not as authorised'),
  'wait.refund_pending': planned('refunds', 'is waited for (recorded payload 011)'),
  'wait.queued': stops('is shown as queued until its first run'),
  'wait.retry': stops('is shown as tried again by itself'),
  'wait.paused': precondition,
  'wait.sync_off': precondition,
  'wait.not_installed': precondition,
  'wait.not_connected': preconditions('of a shop without sevdesk waits'),
  'wait.vat_check': planned('invoice', 'a VAT id that must be confirmed holds the order'),
  'wait.sevdesk_down': outage('shows its orders as waiting for it, not as failed'),
  'wait.sevdesk_pause': [
    'app/sync/run/faults.test.ts',
    'holds every order of the account, and is no attempt of the others',
  ],
  'wait.draft': byHand('finds a draft; once it is finished the payment is booked'),
  'skip.test_order': planned('controls', 'is a test order, unless wanted'),
  'skip.pos_order': planned('controls', 'is a sale at the till, unless wanted'),
  'skip.zero_total': planned('invoice', 'is skipped'),
  'skip.tag': planned('controls', 'is one with an excluded tag, however it is written'),
  'skip.channel': planned('controls', 'is one of an excluded channel or payment method'),
  'skip.gateway': planned('controls', 'is one of an excluded channel or payment method'),
  'skip.cancelled_unpaid': planned('changes', 'before it was paid or invoiced is skipped'),
  'skip.before_start': preconditions('from before the start is left out, unless somebody asks for it'),
  'skip.trial': [
    'app/orders/actions/trialRun.test.ts',
    'says what would have been booked, keeps the evidence',
  ],
  'skip.by_hand': outage('is taken up again by a person, or left out, with who and when on record'),
  'skip.gift_card_only': planned('invoice', 'sold alone make no document'),
  'skip.voided': planned('changes', 'or voided without a payment is skipped'),
};

const read = (file: string) => readFileSync(path.resolve(file), 'utf8');

/** The tests of a file by what they are about: each with the tables and helpers that stand with it. */
const topicsOf = (file: string): string[] => read(file).split(/^(?=(?:describe|it|test)\b)/m);

describe('every problem', () => {
  it.each(Object.entries(scenarios))('%s happens in a test', (code, [file, test]) => {
    const told = topicsOf(file).filter((topic) => topic.includes(test));
    expect(told, `${file}: ${test}`).not.toEqual([]);
    expect(told.some((topic) => topic.includes(code))).toBe(true);
  });

  it('of orders and payments happens in a table that must name all of them', () => {
    const table = read('app/accounting/planOrder.problems.test.ts');
    const codes = [...Object.keys(orderProblems), ...Object.keys(paymentProblems)];
    expect(codes.filter((code) => !table.includes(`'${code}': () =>`))).toEqual([]);
  });

  it('of taxes happens in the table of the decision; the outage of VIES in a run', () => {
    const table = read('app/accounting/tax/decideTax.table.test.ts');
    const missing = Object.keys(taxProblems).filter((code) => !table.includes(code));
    expect(missing).toEqual(['tax.vat_check_unavailable']);
    const waits = topicsOf('app/sync/run/preconditions.test.ts').find((topic) =>
      topic.includes('waits for VIES'),
    );
    expect(waits).toContain('tax.vat_check_unavailable');
  });

  it('is in one of these lists, but for the one that only the report of the demo has', () => {
    const known: ProblemCode[] = [
      ...(Object.keys(scenarios) as (keyof typeof scenarios)[]),
      ...([orderProblems, paymentProblems, taxProblems].flatMap(Object.keys) as Elsewhere[]),
    ];
    const left = Object.keys(catalogue).filter((code) => !known.includes(code as ProblemCode));
    expect(left).toEqual(['skip.not_an_order']);
  });
});
