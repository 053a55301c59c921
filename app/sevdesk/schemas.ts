import { z } from 'zod';
import { cents, parseCents } from '../accounting/money.ts';

// What sevdesk sends, as recorded and not as its specification says: ids, sums and flags are mostly strings, sometimes
// numbers; fields come and go. Read what is needed, leave the rest.

/** Positive whole number as text; sevdesk sends it either way. */
const idText = z.union([z.string().regex(/^\d+$/), z.int()]).transform(String);

const reference = z.object({ id: idText, objectName: z.string().optional() });

/**
 * Sums are strings ("18.4"), paidAmount is a number. Read from the text, never through a float. Documents made elsewhere
 * may carry fractions of a cent; those are rounded, because one such row must not make a whole list unreadable.
 */
const amount = z.union([z.string(), z.number()]).transform((value, context) => {
  const text = typeof value === 'number' ? value.toFixed(4) : value;
  const exact = parseCents(text);
  if (exact !== null) return exact;
  if (/^-?\d{1,13}\.\d{3,}$/.test(text)) return cents(Math.round(Number(text) * 100));
  context.addIssue('no amount');
  return z.NEVER;
});

/** Text that may look like a number to whoever wrote the JSON. */
const text = z.union([z.string(), z.number()]).transform(String);

const wholeNumber = z.union([z.string().regex(/^\d+$/), z.int()]).transform(Number);

/** "0", "1", 0, 1, true, false. */
const flag = z
  .union([z.boolean(), z.enum(['0', '1']), z.literal([0, 1])])
  .transform((value) => value === true || value === '1' || value === 1);

const shared = {
  id: idText,
  status: wholeNumber,
  customerInternalNote: text.nullish(),
  currency: z.string(),
  sumNet: amount,
  sumTax: amount,
  sumGross: amount,
  taxRule: reference.nullish(),
  showNet: flag.nullish(),
  contact: reference.nullish(),
  origin: reference.nullish(),
  enshrined: z.string().nullish(),
  update: z.string().nullish(),
};

export const invoiceRow = z.object({
  ...shared,
  invoiceType: z.string(),
  invoiceNumber: text.nullish(),
  paidAmount: amount.nullish(),
  sumGrossAccounting: amount.nullish(),
});

export const creditNoteRow = z.object({
  ...shared,
  creditNoteType: z.string().nullish(),
  creditNoteNumber: text.nullish(),
  refSrcInvoice: reference.nullish(),
});

/** Of an invoice, only who it is addressed to. */
export const addresseeRow = z
  .object({
    addressName: z.string().min(1),
    addressName2: z.string().nullish(),
    addressStreet: z.string().nullish(),
    addressZip: text.nullish(),
    addressCity: z.string().nullish(),
  })
  .transform((row) => ({
    name: row.addressName,
    name2: row.addressName2 ?? null,
    street: row.addressStreet ?? null,
    zip: row.addressZip ?? null,
    city: row.addressCity ?? null,
  }));

export const contactRow = z.object({
  id: idText,
  customerNumber: text.nullish(),
  vatNumber: z.string().nullish(),
});

export const checkAccountRow = z.object({
  id: idText,
  name: z.string(),
  type: z.string(),
  status: wholeNumber,
  currency: z.string().nullish(),
});

/** A line of a statement. */
export const transactionRow = z.object({
  id: idText,
  checkAccount: reference,
  status: wholeNumber,
  amount,
  valueDate: z.iso.datetime({ offset: true }),
  payeePayerName: text.nullish(),
  paymtPurpose: text.nullish(),
});

/** Booked: InvoiceLog or CreditNoteLog. */
export const bookingRow = z.object({ fromStatus: wholeNumber, toStatus: wholeNumber });

export const systemVersion = z.object({ version: z.string() });

export const guidanceRow = z.object({
  allowedReceiptTypes: z.array(z.string()),
  allowedTaxRules: z.array(z.object({ id: z.union([z.string(), z.number()]).transform(Number) })),
});

export const userRow = z.object({ id: idText, sevClient: reference, hidden: flag.nullish() });

export const unityRow = z.object({
  id: idText,
  name: z.string().nullish(),
  translationCode: z.string().nullish(),
  uneceTradeUnitCode: z.string().nullish(),
});

export const paymentMethodRow = z.object({
  id: idText,
  name: z.string(),
  electronicInvoiceId: text.nullish(),
});

export const countryRow = z.object({
  id: idText,
  code: z.string(),
  name: z.string().nullish(),
  nameEn: z.string().nullish(),
});

export const sequenceRow = z.object({ format: z.string(), nextSequence: wholeNumber });

export const fileRow = z.object({
  filename: z.string().nullish(),
  content: z.string(),
  // Both spellings are about.
  base64Encoded: flag.nullish(),
  base64encoded: flag.nullish(),
});
