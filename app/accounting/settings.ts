import { z } from 'zod';

// The merchant's choices, as far as accounting needs them. Stored as JSON and parsed with defaults, so that a new
// choice needs no migration.

const text = z.string().max(2_000);
const language = z.enum(['de', 'en']);

/**
 * What can be sold, as far as the place of supply depends on it: goods; digital services (§ 3a (5) UStG); other services
 * (§ 3a (1), (2)); tickets to events that people attend in Germany (§ 3a (3) no. 3 a, no. 5).
 */
export const NATURES = ['goods', 'digital', 'services', 'tickets'] as const;
export type Nature = (typeof NATURES)[number];

export const settingsSchema = z.object({
  /** How the shop taxes; must agree with what the sevdesk account is. */
  regime: z.enum(['regular', 'small_business']).default('regular'),
  /** Registered for One Stop Shop; null = not registered and below the threshold (German rate abroad). */
  ossFrom: z.iso.date().nullable().default(null),
  /** Country the goods leave from. Only Germany is supported; anything else parks every order. */
  shipsFrom: z.string().length(2).default('DE'),
  /** Sell to EU companies without tax against a valid VAT id. */
  intraCommunity: z.boolean().default(true),
  /** What a gift card is when sold: multi-purpose = no turnover until used; unset = park. */
  giftCards: z.enum(['multi_purpose', 'park']).default('multi_purpose'),
  /** What lines without shipping are; undecided = the order waits where it changes the tax. */
  unshippedLines: z.enum(['undecided', ...NATURES]).default('undecided'),
  /** What the products of a type, tag or vendor are; the first that fits decides, else `unshippedLines`. */
  productNatures: z
    .array(
      z.object({
        by: z.enum(['product_type', 'tag', 'vendor']),
        value: z.string().trim().min(1).max(255),
        nature: z.enum(NATURES),
      }),
    )
    .max(100)
    .default([]),
  /** Tips that Shopify did not tax: park, or passed on to the staff and so no turnover (UStAE 10.1 (5)). */
  tips: z.enum(['park', 'staff']).default('park'),
  /** The shop sells photovoltaics at 0 % (§ 12 (3) UStG): German lines marked "no tax" in Shopify are booked so. */
  domesticZeroRate: z.boolean().default(false),
  /** The merchant's own VAT id, printed on intra-community invoices (§ 14a (3) UStG). */
  ownVatId: z.string().max(20).nullable().default(null),
  /** When to invoice orders that are paid by hand (bank transfer, cash on delivery). */
  manualPayments: z.enum(['when_paid', 'when_ordered']).default('when_paid'),
  /** Leave the invoice as a draft for the merchant to check and send. */
  finalise: z.boolean().default(true),
  deliveryDate: z.enum(['payment_day', 'fulfilment_day', 'invoice_date']).default('invoice_date'),
  skip: z
    .object({
      testOrders: z.boolean().default(true),
      posOrders: z.boolean().default(true),
      zeroTotals: z.boolean().default(true),
      tags: z.array(z.string().min(1).max(255)).max(50).default([]),
      channels: z.array(z.string().min(1).max(255)).max(50).default([]),
      gateways: z.array(z.string().min(1).max(255)).max(50).default([]),
    })
    .prefault({}),
  texts: z
    .object({
      /** Placeholders: {order}, {name}, {date}, {gateway}. Null = the built-in text. */
      header: z.object({ de: text.nullable(), en: text.nullable() }).default({ de: null, en: null }),
      intro: z.object({ de: text.nullable(), en: text.nullable() }).default({ de: null, en: null }),
      foot: z.object({ de: text.nullable(), en: text.nullable() }).default({ de: null, en: null }),
    })
    .prefault({}),
  /** Language of a document when the buyer's is neither German nor English. */
  fallbackLanguage: language.default('de'),
  showSku: z.boolean().default(true),
  /** Send the PDF through sevdesk once the invoice has its number. */
  mailInvoice: z.boolean().default(false),
  /** Guests without a customer account: one contact each, or one collective contact. */
  guestContact: z.enum(['each', 'collective']).default('each'),
});

/** Every merchant choice that a plan depends on. */
export type AccountingSettings = z.output<typeof settingsSchema>;

/** Reads stored settings; whatever is missing gets its default. Throws on values that were never valid. */
export const parseSettings = (value: unknown): AccountingSettings => settingsSchema.parse(value ?? {});
