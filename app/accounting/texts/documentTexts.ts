import { berlinDay } from '../day.ts';
import type { Day, DocumentKind, TaxEvidence } from '../documents.ts';
import { ZERO, type Cents } from '../money.ts';
import type { Order } from '../order.ts';
import type { AccountingSettings } from '../settings.ts';
import { builtInTexts } from './builtInTexts.ts';
import { day, type Language } from './format.ts';
import { legalNotes } from './legalNotes.ts';
import { fillPlaceholders, type PlaceholderValues } from './placeholders.ts';

export interface TextInput {
  order: Order;
  settings: AccountingSettings;
  evidence: TaxEvidence;
  kind: DocumentKind;
  language: Language;
  /** What is still to be paid on an invoice; where it is not said, what is on the order. */
  open?: Cents;
  /** Day of the invoice that a credit note or cancellation corrects. */
  invoiceDate?: Day;
}

export interface DocumentTexts {
  header: string;
  intro: string | null;
  foot: string | null;
}

/**
 * The words around the positions. The merchant's own texts stand on invoices; credit notes and cancellations keep the
 * built-in ones, for "thank you for your order" would be wrong there. What the law wants said is always added. A correction
 * names its invoice (§ 31 (5) UStDV): the number is put in when it is written, for until then the invoice may have none.
 */
export function documentTexts({ invoiceDate, ...input }: TextInput): DocumentTexts {
  const { order, settings, evidence, kind, language } = input;
  const values = placeholderValues(order, language);
  const corrected: Record<string, string> = invoiceDate ? { invoiceDate: day(invoiceDate, language) } : {};
  const fill = (text: string) => fillPlaceholders(text, { ...values, ...corrected });
  const open = input.open ?? (order.fullyPaid ? ZERO : order.totals.outstanding);
  const builtIn = builtInTexts(kind, open, values, language);
  const own = (part: 'header' | 'intro' | 'foot') =>
    kind === 'invoice' ? (settings.texts[part][language]?.trim() ?? null) : null;
  const foot = [fill(own('foot') ?? builtIn.foot), ...legalNotes(evidence, settings, language)];
  return {
    // An empty own header would leave the title to sevdesk; an empty intro or foot is a choice.
    header: fill(own('header') || builtIn.header),
    intro: fill(own('intro') ?? builtIn.intro) || null,
    foot: foot.filter((part) => part !== '').join('\n\n') || null,
  };
}

function placeholderValues(order: Order, language: Language): PlaceholderValues {
  return {
    order: order.name,
    name: plain(order.billingAddress?.name ?? order.shippingAddress?.name ?? buyerName(order)),
    date: day(berlinDay(order.processedAt), language),
    gateway: gatewayNames(order),
  };
}

const buyerName = ({ buyer }: Order): string => `${buyer.firstName ?? ''} ${buyer.lastName ?? ''}`;

/** sevdesk shows these texts as HTML: a name must not carry any. */
const plain = (text: string): string => text.replace(/[<>]/g, '').replace(/\s+/g, ' ').trim();

/** How it was paid, or how it will be when nothing has been paid yet. */
function gatewayNames({ transactions, gateways }: Order): string {
  const paid = transactions.filter(
    ({ kind, status }) => status === 'success' && (kind === 'sale' || kind === 'capture'),
  );
  const names = paid.length > 0 ? paid.map(({ gatewayName }) => gatewayName) : gateways;
  return [...new Set(names)].join(', ');
}

/** The texts of a correction with the number of its invoice. */
export function withInvoiceNumber<Texts extends DocumentTexts>(texts: Texts, number: string): Texts {
  const fill = (text: string | null) => text && fillPlaceholders(text, { invoice: number });
  return { ...texts, header: fill(texts.header) ?? '', intro: fill(texts.intro), foot: fill(texts.foot) };
}
