import { problem } from '../problem.ts';
import { isCompany } from './judgeServices.ts';
import { refuse, rule, taxOf, usesOss, type TaxCase, type Verdict } from './taxCase.ts';

/**
 * Sales of a small business (§ 19 UStG): free of tax wherever Germany is the place of supply, and that is also where
 * its sales to EU businesses lie, for it makes no intra-community supplies. Where another country owns the tax, § 19
 * does not reach: those orders need the adviser.
 */
export function judgeSmallBusiness(taxCase: TaxCase): Verdict {
  const { readings, destination } = taxCase;
  const taxCents = taxOf(readings);
  const { country } = destination.place;
  // Tax on a small business's invoice is owed all the same (§ 14c (2) UStG).
  if (taxCents !== 0) return refuse(problem('tax.small_business_taxed', { taxCents }));
  return isTaxedAbroad(taxCase)
    ? refuse(problem('tax.small_business_abroad', { country }))
    : rule(11, 'small_business');
}

function isTaxedAbroad(taxCase: TaxCase): boolean {
  const { nature } = taxCase;
  const { zone } = taxCase.destination.place;
  if (zone === 'germany') return false;
  const inEu = zone === 'member_state' || (zone === 'northern_ireland' && nature === 'goods');
  if (nature === 'goods') return inEu && usesOss(taxCase);
  if (inEu) return taxCase.buyerId?.kind === 'well_formed' || (nature === 'digital' && usesOss(taxCase));
  return nature === 'digital' || isCompany(taxCase.order);
}
