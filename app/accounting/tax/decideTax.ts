import { sum } from '../money.ts';
import type { Order } from '../order.ts';
import { problem, type Problem } from '../problem.ts';
import { NATURES, type AccountingSettings, type Nature } from '../settings.ts';
import type { TaxDecision, TaxInput } from './contract.ts';
import { judgeGoods } from './judgeGoods.ts';
import { judgeDigital, judgeServices, judgeTickets } from './judgeServices.ts';
import { judgeSmallBusiness } from './judgeSmallBusiness.ts';
import { natureOf } from './natureOf.ts';
import { readAmounts, type TaxReading } from './readAmounts.ts';
import { settleRates } from './settleRates.ts';
import {
  germanRates,
  rule,
  taxationOf,
  usesOss,
  type Ruling,
  type TaxCase,
  type Verdict,
} from './taxCase.ts';
import { taxEvidence } from './taxEvidence.ts';
import { taxText } from './taxText.ts';
import { readVatId } from './vatId.ts';
import { GERMANY, whereTo, type Destination } from './whereTo.ts';

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
  const undecided = tellingOf(readings).filter(
    ({ amount }) => natureOf(amount, order, settings) === 'undecided',
  );
  if (undecided.length === 0) return decideAs(input, readings, 'goods');
  const [asGoods, ...others] = NATURES.map((nature) => decideAs(input, readings, nature));
  const matters = others.some((other) => essenceOf(other) !== essenceOf(asGoods!));
  return matters ? refused(natureUndecided(input, undecided)) : asGoods!;
}

/** The decision if undecided lines are of a nature. */
function decideAs(input: TaxInput, readings: TaxReading[], open: Nature): TaxDecision {
  const supplies = suppliesOf(input, readings, open);
  const ruled: { taxCase: TaxCase; ruling: Ruling }[] = [];
  for (const [nature, own] of supplies) {
    const taxCase = caseOf(input, nature, own, supplies.length === 1 ? readings : own);
    if ('code' in taxCase) return refused(taxCase);
    const verdict = judge(taxCase);
    if (verdict.kind !== 'rule') return verdict;
    ruled.push({ taxCase, ruling: verdict });
  }
  const [first, ...others] = ruled;
  if (first && others.every(({ ruling }) => ruling.rule === first.ruling.rule)) {
    return decided(first.ruling, first.taxCase, readings);
  }
  const rules = [...new Set(ruled.map(({ ruling }) => ruling.rule))].join(', ');
  return refused(problem('tax.mixed_rules', { rules }));
}

/** What of a decision would change the books; where nothing would, nobody needs to be asked. */
function essenceOf(decision: TaxDecision): string {
  switch (decision.kind) {
    case 'decided': {
      const { rule: taxRule, rates, deliveryCountry } = decision;
      return [taxRule, ...rates, taxRule === 1 || taxRule === 11 ? '' : deliveryCountry].join(' ');
    }
    case 'check_vat':
      return decision.vatId;
    case 'problem':
      return decision.problem.code;
  }
}

function natureUndecided({ order }: TaxInput, lines: TaxReading[]): Problem {
  const [first] = lines;
  const line = order.lines.find(({ gid }) => gid === first!.amount.gid);
  const address = order.billingAddress ?? order.shippingAddress;
  return problem('tax.nature_undecided', {
    item: line?.name ?? '–',
    productType: line?.product?.type || '–',
    country: address?.countryCode ?? 'DE',
    amountCents: sum(lines.map(({ amount }) => amount.gross)),
  });
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
    case 'tickets':
      return judgeTickets(taxCase);
  }
}

function caseOf(
  input: TaxInput,
  nature: Nature,
  own: TaxReading[],
  readings: TaxReading[],
): TaxCase | Problem {
  const { order, day, settings, vatCheck } = input;
  const found = whereTo(order, nature);
  const anyway = 'code' in found && found.code === 'tax.no_address' && isHomeAnyway(input, own);
  const destination = anyway ? NOWHERE : found;
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

/** Shopify's name for orders that staff write themselves. */
const DRAFT_ORDER = 'shopify_draft_order';

const NOWHERE: Destination = { place: GERMANY, from: 'no_address' };

/**
 * A draft order without any address, such as a sale at a market stall: with German rates and without One Stop Shop, Germany
 * and the rest of the EU lie under the same rule (§ 3c (4) UStG). Above 250 euros the invoice asks for the address anyway.
 */
function isHomeAnyway({ order, settings, day }: TaxInput, own: TaxReading[]): boolean {
  if (order.channel !== DRAFT_ORDER || settings.regime !== 'regular' || usesOss({ settings, day }))
    return false;
  const taxation = taxationOf(own, 'DE');
  const german = germanRates({ day });
  return (
    'kind' in taxation && taxation.kind === 'taxed' && taxation.rates.every((rate) => german.includes(rate))
  );
}

/** The lines that tell the tax. Free ones only count where nothing else is sold. */
function tellingOf(readings: TaxReading[]): TaxReading[] {
  const sold = readings.filter(
    ({ amount, reading }) => amount.kind === 'line' && reading.kind !== 'gift_card',
  );
  const paid = sold.filter(({ reading }) => reading.kind !== 'empty');
  return paid.length > 0 ? paid : sold;
}

/**
 * The supplies in an order with the amounts that tell their tax. Goods first: where several lie under one rule, the goods'
 * destination stands on the document.
 */
function suppliesOf(
  { order, settings }: TaxInput,
  readings: TaxReading[],
  open: Nature,
): [Nature, TaxReading[]][] {
  const telling = tellingOf(readings);
  const isOf = (nature: Nature) => (each: TaxReading) => {
    const own = natureOf(each.amount, order, settings);
    return (own === 'undecided' ? open : own) === nature;
  };
  const supplies = NATURES.map((nature): [Nature, TaxReading[]] => [nature, telling.filter(isOf(nature))]);
  const present = supplies.filter(([, own]) => own.length > 0);
  return present.length > 0 ? present : [['goods', telling]];
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
