import { describe, expect, it } from 'vitest';
import { catalogue, type ProblemCode } from './catalogue.ts';
import { taxProblems } from './catalogue/tax.ts';
import { outcomes } from './catalogue/outcomes.ts';
import { sevdeskProblems } from './catalogue/sevdesk.ts';
import { shopifyProblems } from './catalogue/shopify.ts';
import { syncProblems } from './catalogue/sync.ts';
import { explain, missingFacts, problemPlaceholders } from './explain.ts';
import { cents, rate } from './money.ts';
import { problem } from './problem.ts';
import { placeholdersIn } from './texts/placeholders.ts';

const entries = Object.entries(catalogue);
const ACTIONS = [
  'sync_again',
  'connect_sevdesk',
  'settings_payments',
  'settings_taxes',
  'settings_rules',
  'open_order',
  'open_sevdesk',
  'accept_payment',
  'open_app',
  'contact_support',
  'none',
];

describe('the catalogue of problems', () => {
  it.each(entries)('%s is told in both languages, with what to do and who does it', (code, entry) => {
    expect(code).toMatch(/^(order|payment|tax|sevdesk|shopify|sync|wait|skip)\.[a-z_]+$/);
    expect(['merchant', 'adviser', 'operator', 'itself']).toContain(entry.fixedBy);
    expect(ACTIONS).toContain(entry.action);
    for (const text of [entry.de, entry.en]) {
      expect(text.title).toMatch(/^\S.{3,69}\S$/);
      expect(text.explanation).toMatch(/^\S[^]{20,}[.“”}]$/);
      expect(text.fix).toMatch(/^\S[^]{10,}\.$/);
    }
    for (const part of ['title', 'explanation', 'fix'] as const)
      expect(entry.de[part]).not.toBe(entry.en[part]);
  });

  it.each(entries)('%s names the same facts in both languages', (_, { de, en }) => {
    const facts = (text: typeof de | typeof en) =>
      placeholdersIn([text.title, text.explanation, text.fix].join(' ')).sort();
    expect(new Set(facts(en))).toEqual(new Set(facts(de)));
  });

  it.each(entries)('%s: German addresses merchants with Sie', (_, { de }) => {
    expect([de.title, de.explanation, de.fix].join(' ')).not.toMatch(/\b(du|dein|deine|dir|dich)\b/i);
  });

  it('has no two entries with one title', () => {
    const titles = entries.map(([, entry]) => entry.de.title);
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
  });

  it('does not send anybody who has nothing to do to a button that asks for work', () => {
    const mendsItself = entries.filter(([, { fixedBy }]) => fixedBy === 'itself');
    const working = mendsItself.filter(([, { action }]) => action !== 'none' && action !== 'sync_again');
    expect(working.map(([code]) => code)).toEqual([]);
  });

  // Codes that other rooms rely on; the types check their use, this checks that nobody drops one.
  it.each([
    [taxProblems, 'tax.missing tax.vat_id_invalid tax.vat_check_unavailable tax.regime_mismatch'],
    [
      outcomes,
      'wait.payment wait.refund_pending wait.queued wait.retry wait.paused wait.sync_off wait.vat_check ' +
        'wait.sevdesk_down skip.test_order skip.pos_order skip.zero_total skip.tag skip.channel skip.gateway ' +
        'skip.cancelled_unpaid skip.before_start skip.by_hand skip.gift_card_only skip.voided skip.not_an_order',
    ],
    [
      sevdeskProblems,
      'sevdesk.key_rejected sevdesk.refused sevdesk.duplicate sevdesk.sums_differ ' +
        'sevdesk.tax_differs sevdesk.already_paid_elsewhere sevdesk.booking_differs sevdesk.document_gone sevdesk.document_changed ' +
        'sevdesk.draft_changed sevdesk.system_version sevdesk.credit_note_exceeds',
    ],
    [
      shopifyProblems,
      'shopify.token shopify.order_not_found shopify.order_too_old shopify.access_denied shopify.unreadable shopify.throttled',
    ],
    [syncProblems, 'sync.gave_up sync.program_error'],
  ])('keeps its codes', (group, codes) =>
    expect(Object.keys(group)).toEqual(expect.arrayContaining(codes.split(' '))),
  );
});

describe('a problem in the merchant’s words', () => {
  it('puts the order’s figures into the German text', () => {
    const facts = { country: 'FR', rate: rate(1800), allowedRates: '2000,550', day: '2026-11-24' };
    expect(explain(problem('tax.rate_not_in_force', facts), 'de')).toEqual({
      title: 'Diesen Steuersatz gab es nicht',
      explanation:
        'Shopify hat mit 18 % gerechnet. Am 24.11.2026 galten für Frankreich diese Steuersätze: 20 %, 5,5 %.',
      fix: expect.stringContaining('die Sätze für Frankreich'),
      fixedBy: 'merchant',
      action: 'settings_taxes',
    });
  });

  it('and into the English one', () => {
    const facts = { country: 'FR', rate: rate(1800), allowedRates: '2000,550', day: '2026-11-24' };
    expect(explain(problem('tax.rate_not_in_force', facts), 'en').explanation).toBe(
      'Shopify used 18%. On 24 Nov 2026 these rates were in force for France: 20%, 5.5%.',
    );
  });

  it('writes amounts in the reader’s way', () => {
    const differs = problem('sevdesk.sums_differ', { expectedCents: cents(123456), foundCents: cents(-7) });
    expect(explain(differs, 'de').explanation).toContain(
      'sollte 1.234,56 € ergeben, sevdesk rechnet -0,07 €.',
    );
    expect(explain(differs, 'en').explanation).toContain('come to €1,234.56, sevdesk computes -€0.07.');
  });

  it('names the taxation of both sides', () => {
    const mismatch = problem('tax.regime_mismatch', {
      shopRegime: 'small_business',
      sevdeskRegime: 'regular',
    });
    expect(explain(mismatch, 'de').explanation).toContain('Kleinunternehmer (§ 19 UStG).');
    expect(explain(mismatch, 'de').explanation).toContain('sagt dagegen: Regelbesteuerung.');
    expect(explain(mismatch, 'en').explanation).toContain('says: regular taxation.');
  });

  it('writes times in Berlin', () => {
    const facts = {
      vatId: 'FR…45',
      country: 'FR',
      untaxedCents: cents(10000),
      checkedAt: '2026-11-24T22:30:00Z',
    };
    expect(explain(problem('tax.vat_id_invalid', facts), 'de').explanation).toContain(
      'am 24.11.2026, 23:30 Uhr',
    );
    expect(explain(problem('tax.vat_id_invalid', facts), 'en').explanation).toContain(
      'On 24 Nov 2026, 23:30 the EU',
    );
  });

  it('puts codes of ours into words', () => {
    const words = problem('sevdesk.draft_differs', { what: 'currency', expected: 'EUR', found: 'USD' });
    expect(explain(words, 'en').explanation).toContain('says USD instead of EUR for “currency”');
  });

  it('leaves other figures and words as they are', () => {
    const refused = problem('sevdesk.refused', { message: 'taxRate {x} not allowed' });
    expect(explain(refused, 'en').explanation).toBe(
      'sevdesk did not accept the document. Its reason: “taxRate {x} not allowed”',
    );
  });

  it('finds the facts that were forgotten, and still has a text', () => {
    const forgotten = {
      code: 'tax.several_rates' as const,
      facts: { grossCents: cents(11900), taxCents: cents(1600) },
    };
    expect(missingFacts(forgotten)).toEqual(['count']);
    expect(explain(forgotten, 'de').explanation).toContain(
      'enthält – verschiedene Steuern, zusammen 16,00 €',
    );
    expect(missingFacts(problem('sevdesk.document_gone', { number: '' }))).toEqual(['number']);
  });

  it('tells which facts a code asks for, once each and in order', () => {
    expect(problemPlaceholders('tax.rate_not_in_force')).toEqual(['allowedRates', 'country', 'day', 'rate']);
    expect(problemPlaceholders('wait.payment')).toEqual([]);
  });

  it('can explain every code there is, with a dash for each fact that is missing', () => {
    for (const code of Object.keys(catalogue) as ProblemCode[]) {
      for (const language of ['de', 'en'] as const) {
        const { title, explanation, fix } = explain({ code, facts: {} }, language);
        expect([title, explanation, fix].join(' ')).not.toMatch(/[{}]|undefined/);
      }
    }
  });
});
