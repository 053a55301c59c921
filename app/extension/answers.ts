// What the extensions in the order page are answered. Types only: the extensions (extensions/) are built without the
// app, and an older build of them may meet a newer app, so fields are added here and never changed.

/** One order as the block and the action show it. Texts are in the language asked for. */
export interface OrderStatusAnswer {
  /** Shopify's numeric id. */
  orderId: string;
  state: 'waiting' | 'synced' | 'skipped' | 'parked';
  /** A run is at work on it right now, or is due. */
  busy: boolean;
  invoiceNumber: string | null;
  documents: DocumentAnswer[];
  /** Why it waits or is skipped, or what is in the way. */
  problem: { title: string; explanation: string; fix: string } | null;
}

export type PrintableKind = 'invoice' | 'credit_note' | 'cancellation';

interface DocumentAnswer {
  id: string;
  kind: PrintableKind;
  number: string | null;
  /** Where sevdesk shows it; null while it is not there, or where no such address is known. */
  sevdeskUrl: string | null;
}

/** What can be printed for a selection of orders. */
export interface PrintAnswer {
  /** Address of the PDF, good for a few minutes; `&kinds=` and kinds with commas narrows it. */
  url: string;
  documents: { kind: PrintableKind; number: string }[];
  /** Names of the orders that have no finished document. */
  without: string[];
  /** How many of the orders the app does not know. */
  unknown: number;
}
