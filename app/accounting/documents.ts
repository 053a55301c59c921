import type { Choice, Decision } from './decision.ts';
import type { Cents, Rate } from './money.ts';
import type { Order, OrderGid } from './order.ts';
import type { Problem } from './problem.ts';
import type { AccountingSettings } from './settings.ts';
import type { AreaName, OriginName, RegimeName } from './texts/words.ts';

/** A calendar day in Berlin, yyyy-mm-dd. */
export type Day = string;

/** sevdesk's tax rules that the connector uses (facts: sevdesk API, bookkeeping system 2.0). */
export const TAX_RULES = [1, 2, 3, 4, 5, 11, 17, 18, 19, 20, 21] as const;
export type TaxRule = (typeof TAX_RULES)[number];

export type DocumentKind = 'invoice' | 'credit_note' | 'cancellation';

export interface Position {
  name: string;
  text: string | null;
  /** More than 1 only where the unit price divides evenly. */
  quantity: number;
  unitGross: Cents;
  /** quantity x unitGross. Never negative on an invoice or credit note. */
  gross: Cents;
  /**
   * Shopify's tax for this position: the truth that sevdesk's figure is checked against. Of a part of a line (a refund, an
   * edit) the tax of that part's own amount, which Shopify's share may miss by a rounding cent.
   */
  tax: Cents;
  rate: Rate;
  source: {
    kind: 'line' | 'shipping' | 'tip' | 'duty' | 'fee' | 'rounding' | 'adjustment';
    gid: string | null;
  };
}

export interface Recipient {
  /** Company or person, first line of the address. */
  name: string;
  /** Second line, e.g. the person when the first is a company. */
  name2: string | null;
  street: string | null;
  zip: string | null;
  city: string | null;
  /** ISO 3166 alpha-2, upper case. */
  countryCode: string;
  /** The buyer's data were deleted: what a further document has to say of them stands on the invoice in sevdesk. */
  redacted?: true;
}

/** The buyer as a sevdesk contact, found again by its customer number. */
export interface PlannedContact {
  customerNumber: string;
  organisation: string | null;
  firstName: string | null;
  lastName: string | null;
  vatId: string | null;
  email: string | null;
  /** Address kept at the contact, best effort. */
  address: Recipient | null;
}

/**
 * Money to be booked on a document. Where an invoice and a credit note settle each other (an exchange, goods taken off
 * before they were paid) both have a booking of gateway "offset" on the same account, with the source of the other document
 * in place of the transaction.
 */
export interface PlannedBooking {
  transactionGid: string;
  gateway: string;
  checkAccountId: string;
  /** Booked against an entry of the account's statement; else sevdesk makes the entry (a clearing account). */
  handling?: 'match';
  /** Positive: money received on an invoice, money returned on a credit note. */
  amount: Cents;
  day: Day;
}

export interface PlannedDocument {
  kind: DocumentKind;
  /**
   * The order, the order edit or the refund that causes it. With shop, order and kind: its identity. A refund of goods from
   * several invoices has a credit note for each: the second one's source ends in "#2".
   */
  sourceGid: string;
  /** Stands in sevdesk's customerInternalNote; readable, and unique in the world. */
  marker: string;
  currency: 'EUR';
  date: Day;
  deliveryDate: Day;
  taxRule: TaxRule;
  taxText: string;
  positions: Position[];
  gross: Cents;
  tax: Cents;
  header: string;
  intro: string | null;
  foot: string | null;
  language: 'de' | 'en';
  recipient: Recipient;
  /** Country of delivery, where OSS owes the tax. Upper case. */
  deliveryCountry: string;
  contact: PlannedContact;
  /** Source gid of the invoice that a credit note or cancellation belongs to. */
  refersTo: string | null;
  /** False = leave it a draft. */
  finalise: boolean;
  bookings: PlannedBooking[];
  /** Where to send the PDF, if the merchant wants it sent. */
  mailTo: string | null;
  /** Already paid: the document must not ask for a transfer. */
  prepaid: boolean;
  /** Why the tax is what it is. A credit note or cancellation repeats what its invoice says. */
  evidence: TaxEvidence;
  /** Which entries of Shopify's sales ledger the document stands for; what no document covers is still to be done. */
  covers: Coverage;
}

/** Gids of sales agreements (for a refund: of the refund) whose charges and whose removals a document contains. */
export interface Coverage {
  added: string[];
  removed: string[];
}

/** Why the tax is what it is; kept with the order for the tax adviser. */
export interface TaxEvidence {
  rule: TaxRule;
  reason: TaxReason;
  facts: TaxFacts;
}

/** The ways to a tax rule. Each has words in both languages (texts/explainEvidence.ts). */
export const TAX_REASONS = [
  'domestic',
  'domestic_pickup',
  'event_in_germany',
  'small_business',
  'below_threshold',
  'business_taxed_here',
  'oss_goods',
  'oss_digital',
  'oss_services',
  'services_at_seat',
  'intra_community',
  'reverse_charge_service',
  'export',
  'third_country_digital',
  'third_country_service',
  'gift_cards',
] as const;

export type TaxReason = (typeof TAX_REASONS)[number];

/** What a tax decision rests on. Amounts in cents; null = does not apply. */
export interface TaxFacts extends Partial<PeriodFacts> {
  /** Whose rates counted: those of this day. */
  day: Day;
  country: string;
  special: AreaName | null;
  destinationFrom: OriginName;
  /** Key of the rate table; null where no tax is charged at all. */
  rateArea: string | null;
  /** When the rate table was last compared with its source. */
  ratesRead: Day | null;
  /** The rates on the document, separated by commas. */
  rates: string;
  taxCents: Cents;
  giftCardCents: Cents;
  zeroRatedCents: Cents;
  outsideCents: Cents;
  regime: RegimeName;
  ossFrom: Day | null;
  taxExempt: boolean;
  estimatedTaxes: boolean;
  vatId: string | null;
  vatIdForm: 'well_formed' | 'malformed' | 'not_eu' | null;
  /** What VIES answered; null where it was not asked. */
  vatIdValid: boolean | null;
  vatIdCheckedAt: string | null;
  vatIdReference: string | null;
  /** Kept of goods of several rates that went back, and shared over them by their value. */
  retainedCents?: Cents;
}

/** Why a document has its date; the texts explain it. */
export const DATED_BY = ['payment', 'delivery', 'order', 'change', 'money_back', 'cancellation'] as const;

/** What the delivery date stands for. */
export const DELIVERED_BY = ['fulfilment', 'payment', 'document', 'not_sent_yet'] as const;

/** In which VAT period a document falls, and why. Documents of the first releases have none of it. */
export interface PeriodFacts {
  datedBy: (typeof DATED_BY)[number];
  documentDay: Day;
  deliveryFrom: (typeof DELIVERED_BY)[number];
  /** Part of the price that came in in an earlier month, where the tax on it arises by itself. */
  depositCents: Cents | null;
  depositDay: Day | null;
}

/** The sums that were compared before anything was written. */
export interface Control {
  /** `exchange`: the money of the order at its own exchange rate, and as it came and went. */
  name: 'order_totals' | 'sales_ledger' | 'exchange';
  expected: Cents;
  found: Cents;
}

/** What the ledger already holds of this order. */
export interface BookedDocument {
  kind: DocumentKind;
  sourceGid: string;
  /** False until it has left for sevdesk; then its content is fixed. */
  fixed: boolean;
  numbered: boolean;
  plan: PlannedDocument;
}

/** What the sevdesk account is and how it behaves. */
export interface AccountFacts {
  regime: 'regular' | 'small_business';
  /** Some accounts may round per unit (open question): then quantities go into the name. */
  quantityRounding: 'per_line' | 'per_unit';
  /** Account by gateway; "*" is the default. */
  gatewayAccounts: Record<string, string>;
  /** Gateways whose money is not cleared: matched with the account's statement, or left open. */
  handlings?: Record<string, Exclude<Handling, 'clear'>>;
}

/**
 * What becomes of a gateway's money: booked on a clearing account, against the entry that the bank's own feed brings, or
 * not at all.
 */
const HANDLINGS = ['clear', 'match', 'leave_open'] as const;
export type Handling = (typeof HANDLINGS)[number];

/** Answer of VIES, kept with its reference number. Null = not asked yet. */
export interface VatCheck {
  vatId: string;
  valid: boolean;
  checkedAt: string;
  reference: string | null;
}

export interface PlanInput {
  shop: { domain: string };
  order: Order;
  settings: AccountingSettings;
  account: AccountFacts;
  booked: BookedDocument[];
  vatCheck: VatCheck | null;
  /** What the merchant decided about refunds of this order that no rule places. */
  decisions: Decision[];
}

/**
 * What nobody but a person can tell, or what does not add up, about one thing that happened to the order. It holds nothing
 * else up.
 */
export interface OpenQuestion {
  /** The refund, the ledger entry or the transaction it is about; the order, where it is about all of it. */
  sourceGid: string;
  problem: Problem;
  /** What is asked about. */
  amount: Cents;
  /** What a credit note about all of it is worth. */
  total: Cents;
  /** Where the amount may be placed; empty where only "done by hand" and "leave out" are answers. */
  choices: Choice[];
  /** False where the answer lies elsewhere: in Shopify, in a setting. */
  decidable: boolean;
}

/**
 * What is to be done about an order.
 * - `documents`: everything the order should have in sevdesk by now, in the order of writing, those already booked
 *   included. All of them are certain, whatever the verdict is.
 * - `verdict`: whether more is to come and why. `park` needs a person.
 * - `questions`: what a person has to decide, each for itself; the verdict's problem is then that of the first.
 */
export interface Plan {
  orderGid: OrderGid;
  documents: PlannedDocument[];
  verdict:
    | { kind: 'book' }
    | { kind: 'wait'; problem: Problem }
    | { kind: 'skip'; problem: Problem }
    | { kind: 'park'; problem: Problem };
  questions: OpenQuestion[];
  evidence: TaxEvidence | null;
  controls: Control[];
  /** VAT id that must be confirmed before the plan can be made, if any. */
  needsVatCheck: string | null;
}
