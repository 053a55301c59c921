import { problem } from '../problem.ts';
import {
  businessBuyer,
  charges,
  germanRates,
  grossOf,
  localRates,
  rateNotInForce,
  refuse,
  rule,
  taxOf,
  usesOss,
  type TaxCase,
  type Verdict,
} from './taxCase.ts';
import { maskVatId } from './vatId.ts';

/** The tax rule for goods that leave from Germany, by where their transport ends. */
export function judgeGoods(taxCase: TaxCase): Verdict {
  switch (taxCase.destination.place.zone) {
    case 'germany':
      return judgeDomestic(taxCase);
    case 'member_state':
    case 'northern_ireland':
      return taxCase.taxation.kind === 'untaxed' ? judgeIntraCommunity(taxCase) : judgeDistanceSale(taxCase);
    case 'third_country':
      return judgeExport(taxCase);
  }
}

/** Supplies in Germany of whatever kind (§ 1 (1) no. 1, § 12 UStG). */
export function judgeDomestic(taxCase: TaxCase): Verdict {
  const { order, readings, taxation, destination } = taxCase;
  if (taxation.kind === 'untaxed') {
    const exempt = order.taxExempt || order.buyer.taxExempt;
    const untaxedCents = grossOf(readings, 'untaxed');
    return exempt
      ? refuse(problem('tax.exempt_domestic', { untaxedCents }))
      : refuse(problem('tax.missing', { untaxedCents, country: 'DE' }));
  }
  return rule(1, destination.from === 'pickup' ? 'domestic_pickup' : 'domestic', germanRates(taxCase));
}

/** Sales to consumers in the EU (§ 3c UStG): taxed there through OSS, or here below the threshold (§ 3c (4)). */
function judgeDistanceSale(taxCase: TaxCase): Verdict {
  const german = germanRates(taxCase);
  const local = localRates(taxCase);
  const { country } = taxCase.destination.place;
  const facts = { country, taxCents: taxOf(taxCase.readings), day: taxCase.day };
  if (!usesOss(taxCase)) {
    if (charges(taxCase, german)) return rule(1, 'below_threshold', german);
    return charges(taxCase, local)
      ? refuse(problem('tax.oss_not_registered', facts))
      : rateNotInForce(taxCase, german, 'DE');
  }
  if (!charges(taxCase, local) && !charges(taxCase, german)) return rateNotInForce(taxCase, local, country);
  // A business that buys under its VAT id makes an acquisition there: no distance sale, no OSS (§ 3c (1) sentence 3).
  const buyer = businessBuyer(taxCase);
  if (typeof buyer === 'object') return buyer;
  if (buyer === 'business') {
    return charges(taxCase, german)
      ? rule(1, 'business_taxed_here', german)
      : refuse(problem('tax.business_taxed_abroad', facts));
  }
  // sevdesk takes no British rate under rule 18, and says so only once a draft is there.
  if (taxCase.destination.place.zone === 'northern_ireland' && charges(taxCase, local)) {
    const grossCents = grossOf(taxCase.readings, 'taxed');
    return refuse(problem('tax.northern_ireland_oss', { taxCents: facts.taxCents, grossCents }));
  }
  return charges(taxCase, local)
    ? rule(18, 'oss_goods', local)
    : refuse(problem('tax.german_rate_under_oss', facts));
}

/** Supplies to businesses in the EU without tax (§ 4 no. 1 b, § 6a UStG): only under a confirmed foreign VAT id. */
function judgeIntraCommunity(taxCase: TaxCase): Verdict {
  const { order, settings, buyerId, destination, readings } = taxCase;
  const { country, zone } = destination.place;
  const facts = { country, untaxedCents: grossOf(readings, 'untaxed') };
  if (!buyerId) {
    if (zone === 'northern_ireland') {
      return refuse(problem('tax.northern_ireland', { untaxedCents: facts.untaxedCents }));
    }
    return exempted(order)
      ? refuse(problem('tax.vat_id_missing', facts))
      : refuse(problem('tax.missing', facts));
  }
  if (!settings.intraCommunity) return refuse(problem('tax.intra_community_off', facts));
  return judgeVatId(taxCase) ?? rule(3, 'intra_community');
}

/** What a sale without tax to an EU business asks of the buyer's VAT id; null when it is met. */
export function judgeVatId({ nature, buyerId, vatCheck, destination, readings }: TaxCase): Verdict | null {
  const untaxedCents = grossOf(readings, 'untaxed');
  const { country } = destination.place;
  if (!buyerId) return refuse(problem('tax.vat_id_missing', { country, untaxedCents }));
  const facts = { vatId: maskVatId(buyerId.id), country, untaxedCents };
  if (buyerId.kind === 'malformed') return refuse(problem('tax.vat_id_malformed', facts));
  // Northern Ireland's ids stand for goods only (Windsor Framework art. 8).
  const foreign = buyerId.kind === 'not_eu' || (buyerId.issuer === 'XI' && nature !== 'goods');
  if (foreign) return refuse(problem('tax.vat_id_not_eu', facts));
  // The id must come from another member state (§ 6a (1) no. 4 UStG).
  if (buyerId.issuer === 'DE') return refuse(problem('tax.vat_id_german', facts));
  if (vatCheck?.vatId !== buyerId.id) return { kind: 'check_vat', vatId: buyerId.id };
  return vatCheck.valid
    ? null
    : refuse(problem('tax.vat_id_invalid', { ...facts, checkedAt: vatCheck.checkedAt }));
}

/** Shopify's own mark that the buyer need not pay tax. */
const exempted = ({ taxExempt, buyer }: TaxCase['order']): boolean =>
  taxExempt || buyer.taxExempt || buyer.taxExemptions.length > 0;

/** Goods to outside the EU's VAT area are free of tax (§ 4 no. 1 a, § 6 UStG). */
const judgeExport = (taxCase: TaxCase): Verdict =>
  taxCase.taxation.kind === 'taxed' ? refuseTaxedExport(taxCase) : rule(2, 'export');

/** Tax on what is not taxed in Germany: German tax would be owed by § 14c UStG, foreign tax has no place in sevdesk. */
export const refuseTaxedExport = ({ destination, readings }: TaxCase): Verdict =>
  refuse(
    problem('tax.export_taxed', {
      country: destination.place.country,
      grossCents: grossOf(readings, 'taxed'),
      taxCents: taxOf(readings),
    }),
  );
