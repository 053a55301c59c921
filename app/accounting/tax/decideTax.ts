import type { Order } from '../order.ts';
import { problem, type Problem } from '../problem.ts';
import type { AccountingSettings } from '../settings.ts';
import type { TaxDecision, TaxInput } from './contract.ts';
import { judgeGoods } from './judgeGoods.ts';
import { judgeDigital, judgeServices } from './judgeServices.ts';
import { judgeSmallBusiness } from './judgeSmallBusiness.ts';
import { readAmounts, type TaxReading } from './readAmounts.ts';
import { settleRates } from './settleRates.ts';
import { rule, taxationOf, type Ruling, type TaxCase, type Verdict } from './taxCase.ts';
import { taxEvidence } from './taxEvidence.ts';
import { taxText } from './taxText.ts';
import { readVatId } from './vatId.ts';
import { whereTo, type Destination, type Nature } from './whereTo.ts';

/**
 * The tax rule of an order, the rate of each amount, and why. It checks what Shopify charged and computes nothing:
 * what cannot be proven from the order is a named problem, never a guess.
 */
export function decideTax(input: TaxInput): TaxDecision {
  const { order, settings, account } = input;
  if (settings.shipsFrom !== 'DE') return refused(problem('tax.ships_from', { country: settings.shipsFrom }));
  if (settings.regime !== account.regime) {
    return refused(
      problem('tax.regime_mismatch', { shopRegime: settings.regime, sevdeskRegime: account.regime }),
    );
  }
  const amounts = readAmounts(input.lines, settings.tips === 'staff');
  if (amounts.kind === 'problem') return refused(amounts.problem);
  const readings = zeroRate(amounts.readings, order, settings);
  if (isGiftCardsOnly(readings)) return decideGiftCards(input, readings);
  const supplies = suppliesOf(readings, settings);
  const ruled: { taxCase: TaxCase; ruling: Ruling }[] = [];
  for (const [nature, own] of supplies) {
    const taxCase = caseOf(input, nature, own, supplies.length === 1 ? readings : own);
    if ('code' in taxCase) return refused(taxCase);
    const verdict = judge(taxCase);
    if (verdict.kind !== 'rule') return verdict;
    ruled.push({ taxCase, ruling: verdict });
  }
  const [first, second] = ruled;
  if (first && (!second || second.ruling.rule === first.ruling.rule)) {
    return decided(first.ruling, first.taxCase, readings);
  }
  return refused(problem('tax.mixed_rules', { rules: ruled.map(({ ruling }) => ruling.rule).join(', ') }));
}

const refused = (reason: Problem): TaxDecision => ({ kind: 'problem', problem: reason });

function decided(ruling: Ruling, taxCase: TaxCase, readings: TaxReading[]): TaxDecision {
  const rates = settleRates(readings, ruling, taxCase);
  if (!Array.isArray(rates)) return refused(rates);
  const { country } = taxCase.destination.place;
  return {
    kind: 'decided',
    rule: ruling.rule,
    taxText: (language) => taxText(ruling.rule, rates, country, language),
    deliveryCountry: country,
    rates,
    evidence: taxEvidence(ruling, taxCase, readings, rates),
  };
}

function judge(taxCase: TaxCase): Verdict {
  if (taxCase.settings.regime === 'small_business') return judgeSmallBusiness(taxCase);
  switch (taxCase.nature) {
    case 'goods':
      return judgeGoods(taxCase);
    case 'digital':
      return judgeDigital(taxCase);
    case 'services':
      return judgeServices(taxCase);
  }
}

function caseOf(
  input: TaxInput,
  nature: Nature,
  own: TaxReading[],
  readings: TaxReading[],
): TaxCase | Problem {
  const { order, day, settings, vatCheck } = input;
  const destination = whereTo(order, nature);
  if ('code' in destination) return destination;
  const { country } = destination.place;
  // What is sold tells; where it was free, its shipping and fees do. A tip tells nothing: Shopify never taxes it.
  const bySale = taxationOf(own, country);
  const silent = 'kind' in bySale && bySale.kind === 'silent';
  const withoutTips = readings.filter(({ amount }) => amount.kind !== 'tip');
  const taxation = silent ? taxationOf(withoutTips, country) : bySale;
  if ('code' in taxation) return taxation;
  const buyerId = readVatId(order.buyer.vatId);
  return { order, settings, day, nature, destination, readings, taxation, buyerId, vatCheck };
}

/**
 * The supplies in an order with the amounts that tell their tax. Free items only count where nothing else is sold.
 * Goods first: where both lie under one rule, the goods' destination stands on the document.
 */
function suppliesOf(
  readings: TaxReading[],
  { unshippedLines }: AccountingSettings,
): [Nature, TaxReading[]][] {
  const sold = readings.filter(
    ({ amount, reading }) => amount.kind === 'line' && reading.kind !== 'gift_card',
  );
  const paid = sold.filter(({ reading }) => reading.kind !== 'empty');
  const telling = paid.length > 0 ? paid : sold;
  const isGoods = ({ amount }: TaxReading) => amount.requiresShipping || unshippedLines === 'goods';
  const goods = telling.filter(isGoods);
  const others = telling.filter((each) => !isGoods(each));
  if (others.length === 0) return [['goods', goods]];
  return goods.length === 0
    ? [[unshippedLines, others]]
    : [
        ['goods', goods],
        [unshippedLines, others],
      ];
}

/** With the merchant's leave, goods that stay here and are marked as not taxable are sold at 0 % (§ 12 (3) UStG). */
function zeroRate(
  readings: TaxReading[],
  order: Order,
  { domesticZeroRate }: AccountingSettings,
): TaxReading[] {
  if (!domesticZeroRate || !staysHere(whereTo(order, 'goods'))) return readings;
  const marked = new Set<string | null>(order.lines.filter((line) => !line.taxable).map((line) => line.gid));
  const isZero = ({ amount, reading }: TaxReading) =>
    reading.kind === 'untaxed' && (marked.has(amount.gid) || reading.rate === 0);
  const isSold = ({ amount, reading }: TaxReading) => amount.kind === 'line' && reading.kind !== 'empty';
  // Shipping shares the fate of what is shipped (UStAE 3.10 (5)).
  const onlyZero = readings.filter(isSold).every(isZero);
  return readings.map((each) => {
    const zero =
      isZero(each) || (onlyZero && each.amount.kind === 'shipping' && each.reading.kind === 'untaxed');
    return zero ? { amount: each.amount, reading: { kind: 'zero_rated' } } : each;
  });
}

const staysHere = (destination: Destination | Problem): boolean =>
  'place' in destination && destination.place.zone === 'germany';

const isGiftCardsOnly = (readings: TaxReading[]): boolean =>
  readings.some(({ reading }) => reading.kind === 'gift_card') &&
  readings.every(({ reading }) => reading.kind === 'gift_card' || reading.kind === 'empty');

/** Multi-purpose vouchers are no supply yet, wherever the buyer lives (§ 3 (15) UStG). */
function decideGiftCards(input: TaxInput, readings: TaxReading[]): TaxDecision {
  const { order, day, settings, vatCheck } = input;
  const country = order.billingAddress?.countryCode ?? order.shippingAddress?.countryCode ?? 'DE';
  const taxCase: TaxCase = {
    order,
    settings,
    day,
    nature: 'goods',
    destination: {
      place: { zone: 'germany', country, area: 'DE', special: null },
      from: order.billingAddress ? 'billing_address' : 'shipping_address',
    },
    readings,
    taxation: { kind: 'silent' },
    buyerId: null,
    vatCheck,
  };
  const ruling = settings.regime === 'small_business' ? rule(11, 'gift_cards') : rule(1, 'gift_cards', []);
  return decided(ruling, taxCase, readings);
}
