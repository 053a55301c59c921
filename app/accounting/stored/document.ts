import { z } from 'zod';
import {
  DATED_BY,
  DELIVERED_BY,
  TAX_REASONS,
  TAX_RULES,
  type Control,
  type Coverage,
  type PlannedContact,
  type PlannedBooking,
  type PlannedDocument,
  type Position,
  type Recipient,
  type TaxEvidence,
  type TaxFacts,
  type TaxRule,
  type VatCheck,
} from '../documents.ts';
import { AREAS, ORIGINS, REGIMES } from '../texts/words.ts';
import { storedCents, storedFormat, storedRate, text, textOrNull, whole } from './format.ts';

// What the ledger keeps as JSON: plans of documents, why their tax is what it is, what VIES said, and the controls.

const flag = z.boolean();
const keysOf = <Key extends string>(words: Record<Key, unknown>) => z.enum(Object.keys(words) as Key[]);

const taxRule: z.ZodType<TaxRule> = z.literal(TAX_RULES);

const facts = whole<TaxFacts>({
  day: text,
  country: text,
  special: keysOf(AREAS).nullable(),
  destinationFrom: keysOf(ORIGINS),
  rateArea: textOrNull,
  ratesRead: textOrNull,
  rates: text,
  taxCents: storedCents,
  giftCardCents: storedCents,
  zeroRatedCents: storedCents,
  outsideCents: storedCents,
  regime: keysOf(REGIMES),
  ossFrom: textOrNull,
  taxExempt: flag,
  estimatedTaxes: flag,
  vatId: textOrNull,
  vatIdForm: z.enum(['well_formed', 'malformed', 'not_eu']).nullable(),
  vatIdValid: flag.nullable(),
  vatIdCheckedAt: textOrNull,
  vatIdReference: textOrNull,
  // Not in the rows of the first releases: those have no word on their period.
  datedBy: z.enum(DATED_BY).optional(),
  documentDay: text.optional(),
  deliveryFrom: z.enum(DELIVERED_BY).optional(),
  depositCents: storedCents.nullable().optional(),
  depositDay: textOrNull.optional(),
  retainedCents: storedCents.optional(),
});

const evidence = whole<TaxEvidence>({ rule: taxRule, reason: z.enum(TAX_REASONS), facts });

const recipient = whole<Recipient>({
  name: text,
  name2: textOrNull,
  street: textOrNull,
  zip: textOrNull,
  city: textOrNull,
  countryCode: text,
  redacted: z.literal(true).optional(),
});

const position = whole<Position>({
  name: text,
  text: textOrNull,
  quantity: z.number(),
  unitGross: storedCents,
  gross: storedCents,
  tax: storedCents,
  rate: storedRate,
  source: z.object({
    kind: z.enum(['line', 'shipping', 'tip', 'duty', 'fee', 'rounding', 'adjustment']),
    gid: textOrNull,
  }),
});

const booking = whole<PlannedBooking>({
  transactionGid: text,
  gateway: text,
  checkAccountId: text,
  // Not in the rows of the first releases: those are cleared.
  handling: z.literal('match').optional(),
  amount: storedCents,
  day: text,
});

const contact = whole<PlannedContact>({
  customerNumber: text,
  organisation: textOrNull,
  firstName: textOrNull,
  lastName: textOrNull,
  vatId: textOrNull,
  email: textOrNull,
  address: recipient.nullable(),
});

const document = whole<PlannedDocument>({
  kind: z.enum(['invoice', 'credit_note', 'cancellation']),
  sourceGid: text,
  marker: text,
  currency: z.literal('EUR'),
  date: text,
  deliveryDate: text,
  taxRule,
  taxText: text,
  positions: z.array(position),
  gross: storedCents,
  tax: storedCents,
  header: text,
  intro: textOrNull,
  foot: textOrNull,
  language: z.enum(['de', 'en']),
  recipient,
  deliveryCountry: text,
  contact,
  refersTo: textOrNull,
  finalise: flag,
  bookings: z.array(booking),
  mailTo: textOrNull,
  prepaid: flag,
  evidence,
  covers: whole<Coverage>({ added: z.array(text), removed: z.array(text) }),
});

const vatCheck = whole<VatCheck>({
  vatId: text,
  valid: flag,
  checkedAt: text,
  reference: textOrNull,
});

export const storedDocument = storedFormat(document);
export const storedContact = storedFormat(contact);
export const storedEvidence = storedFormat(evidence);
export const storedVatCheck = storedFormat(vatCheck);

/** The sums that were compared, as their column holds them. */
export const storedControls: z.ZodType<Control[]> = z.array(
  whole<Control>({
    name: z.enum(['order_totals', 'sales_ledger', 'exchange']),
    expected: storedCents,
    found: storedCents,
  }),
);
