import type { PlannedDocument } from '../../accounting/documents.ts';

/** Subject and text of the mail that carries a document's PDF, in the document's language. */
export function mailText(
  plan: PlannedDocument,
  number: string,
  shopName: string,
): { subject: string; text: string } {
  const invoice = plan.kind === 'invoice';
  if (plan.language === 'de') {
    const what = invoice ? 'Rechnung' : 'Gutschrift';
    const subject = `${what} ${number} von ${shopName}`;
    const text = `Guten Tag,\n\nanbei erhalten Sie Ihre ${what} ${number} als PDF.\n\nFreundliche Grüße\n${shopName}`;
    return { subject, text };
  }
  const what = invoice ? 'invoice' : 'credit note';
  const subject = `${invoice ? 'Invoice' : 'Credit note'} ${number} from ${shopName}`;
  const text = `Hello,\n\nplease find your ${what} ${number} attached as a PDF.\n\nKind regards\n${shopName}`;
  return { subject, text };
}
