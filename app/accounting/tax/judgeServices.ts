import type { TaxReason } from '../documents.ts';
import { problem } from '../problem.ts';
import { judgeDomestic, judgeVatId, refuseTaxedExport } from './judgeGoods.ts';
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

/** Downloads, licences, streaming: taxed where the buyer lives (§ 3a (5) UStG), a business by reverse charge. */
export function judgeDigital(taxCase: TaxCase): Verdict {
  const { zone } = taxCase.destination.place;
  if (zone === 'germany') return judgeDomestic(taxCase);
  if (zone !== 'member_state') return judgeOutsideEu(taxCase, 'third_country_digital');
  if (taxCase.taxation.kind === 'untaxed') return judgeReverseCharge(taxCase);
  return (
    refuseTaxedBusiness(taxCase) ??
    (usesOss(taxCase) ? judgeOss(taxCase, 19, 'oss_digital') : judgeGermanRate(taxCase, 'below_threshold'))
  );
}

/**
 * Other services: to businesses where they are seated (§ 3a (2) UStG), to consumers at the seller's seat (§ 3a (1)),
 * unless Shopify charged the buyer's country and the shop reports such services through OSS (§ 3a (3), § 18j).
 */
export function judgeServices(taxCase: TaxCase): Verdict {
  const { zone } = taxCase.destination.place;
  if (zone === 'germany') return judgeDomestic(taxCase);
  if (zone !== 'member_state') return judgeServicesOutsideEu(taxCase);
  if (taxCase.taxation.kind === 'untaxed') return judgeReverseCharge(taxCase);
  const business = refuseTaxedBusiness(taxCase);
  if (business) return business;
  const here = charges(taxCase, germanRates(taxCase));
  const there = usesOss(taxCase) && charges(taxCase, localRates(taxCase));
  if (here && there && taxCase.taxation.kind === 'taxed') {
    const { country } = taxCase.destination.place;
    return refuse(problem('tax.service_place_unclear', { country, taxCents: taxOf(taxCase.readings) }));
  }
  return there && !here
    ? judgeOss(taxCase, 20, 'oss_services')
    : judgeGermanRate(taxCase, 'services_at_seat');
}

/**
 * Admission to events that people attend in Germany is taxed here, whoever buys it: consumers by § 3a (3) no. 3 a UStG,
 * businesses by § 3a (3) no. 5. Events that are only watched online are not meant: they lie where the buyer lives.
 */
export function judgeTickets(taxCase: TaxCase): Verdict {
  const verdict = judgeDomestic(taxCase);
  return verdict.kind === 'rule' ? { ...verdict, reason: 'event_in_germany' } : verdict;
}

/** § 3a (2), § 18b UStG: the business owes the tax in its own country. */
const judgeReverseCharge = (taxCase: TaxCase): Verdict =>
  judgeVatId(taxCase) ?? rule(21, 'reverse_charge_service');

/** A confirmed business must not have been charged: the tax belongs to its own return, whatever the rate. */
function refuseTaxedBusiness(taxCase: TaxCase): Verdict | null {
  const buyer = businessBuyer(taxCase);
  if (typeof buyer === 'object') return buyer;
  if (buyer === 'consumer') return null;
  const { country } = taxCase.destination.place;
  return refuse(problem('tax.business_taxed_service', { country, taxCents: taxOf(taxCase.readings) }));
}

function judgeOss(taxCase: TaxCase, ossRule: 19 | 20, reason: TaxReason): Verdict {
  const local = localRates(taxCase);
  if (charges(taxCase, local)) return rule(ossRule, reason, local);
  const { country } = taxCase.destination.place;
  return charges(taxCase, germanRates(taxCase))
    ? refuse(
        problem('tax.german_rate_under_oss', {
          country,
          taxCents: taxOf(taxCase.readings),
          day: taxCase.day,
        }),
      )
    : rateNotInForce(taxCase, local, country);
}

function judgeGermanRate(taxCase: TaxCase, reason: TaxReason): Verdict {
  const german = germanRates(taxCase);
  if (charges(taxCase, german)) return rule(1, reason, german);
  const { country } = taxCase.destination.place;
  return charges(taxCase, localRates(taxCase))
    ? refuse(
        problem('tax.oss_not_registered', { country, taxCents: taxOf(taxCase.readings), day: taxCase.day }),
      )
    : rateNotInForce(taxCase, german, 'DE');
}

/** Not taxable in Germany when the place of supply is abroad (§ 3a (2), (5) UStG). */
const judgeOutsideEu = (taxCase: TaxCase, reason: TaxReason): Verdict =>
  taxCase.taxation.kind === 'taxed' ? refuseTaxedExport(taxCase) : rule(17, reason);

/** Outside the EU no VAT id tells a business: the company in the order does. */
function judgeServicesOutsideEu(taxCase: TaxCase): Verdict {
  const { order, taxation, destination, readings } = taxCase;
  if (isCompany(order)) return judgeOutsideEu(taxCase, 'third_country_service');
  if (taxation.kind === 'untaxed') {
    return refuse(
      problem('tax.service_consumer_third', {
        country: destination.place.country,
        untaxedCents: grossOf(readings, 'untaxed'),
      }),
    );
  }
  const german = germanRates(taxCase);
  return charges(taxCase, german) ? rule(1, 'services_at_seat', german) : refuseTaxedExport(taxCase);
}

export const isCompany = ({ buyer, billingAddress }: TaxCase['order']): boolean =>
  Boolean(buyer.company?.trim() || billingAddress?.company?.trim());
