import type { AccountFacts, Day, Position, TaxEvidence, TaxRule, VatCheck } from '../documents.ts';
import type { Cents, Rate } from '../money.ts';
import type { Order } from '../order.ts';
import type { Problem } from '../problem.ts';
import type { AccountingSettings } from '../settings.ts';

export interface TaxInput {
  order: Order;
  /** Day of the document: the rates of that day, and whether One Stop Shop was in use on it. */
  day: Day;
  lines: TaxedAmount[];
  settings: AccountingSettings;
  account: AccountFacts;
  vatCheck: VatCheck | null;
}

/** One amount of the order that will be a position, with Shopify's tax for it. */
export interface TaxedAmount {
  gid: string | null;
  kind: Position['source']['kind'];
  requiresShipping: boolean;
  isGiftCard: boolean;
  gross: Cents;
  taxes: { rate: Rate | null; amount: Cents }[];
  channelLiable: boolean;
}

export type TaxDecision =
  | {
      kind: 'decided';
      rule: TaxRule;
      taxText(language: 'de' | 'en'): string;
      deliveryCountry: string;
      /** One rate per amount, in the order of the lines. */
      rates: Rate[];
      evidence: TaxEvidence;
    }
  /** VIES must be asked first. */
  | { kind: 'check_vat'; vatId: string }
  | { kind: 'problem'; problem: Problem };
