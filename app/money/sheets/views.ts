import type { BookingProgress } from '../../sync/states.ts';

// What the page "Money" shows: sheets of accounts, in integer cents of the shop's currency, days as yyyy-mm-dd (Berlin).
//   listAccounts(db, shopId, period): Promise<AccountSum[]>
//   readSheet(db, shopId, account, period, cursor, size): Promise<SheetPage>
//   listOpen(db, shopId, period, account): Promise<OpenList>

/** Both days included. */
export interface Period {
  from: string;
  to: string;
}

/** `clearing`: an account in sevdesk. The others are what the shop owes its customers. */
const ACCOUNT_KINDS = ['clearing', 'gift_cards', 'store_credit'] as const;
export type AccountKind = (typeof ACCOUNT_KINDS)[number];

/** An account: what the shop owes has one of each kind, a clearing account its id in sevdesk. */
export type AccountKey = { kind: 'clearing'; id: string } | { kind: Exclude<AccountKind, 'clearing'> };

export interface AccountSum {
  account: AccountKey;
  /** As it was called in sevdesk when it was chosen; null when it is not chosen any more, and for liabilities. */
  name: string | null;
  /** Gateways that are booked there; empty when none is any more. "*": all that have no account of their own. */
  gateways: string[];
  openingCents: number;
  inCents: number;
  outCents: number;
  closingCents: number;
  /** What moved up to the end of the period and is not booked yet. */
  openCents: number;
}

export type LineKind =
  'payment' | 'refund' | 'exchange' | 'sold' | 'taken_back' | 'used' | 'put_back' | 'given' | 'spent';

export interface SheetLine {
  id: string;
  day: string;
  kind: LineKind;
  /** Positive came in; of a liability: the shop owes more. */
  amountCents: number;
  gateway: string;
  orderId: string;
  orderName: string;
  document: {
    kind: 'invoice' | 'credit_note' | 'cancellation';
    number: string | null;
    sevdeskId: string | null;
  } | null;
}

export interface SheetPage {
  /** The newest first. */
  lines: SheetLine[];
  /** Opaque; null: there is no further page. */
  next: string | null;
}

/** Money that moved and is not booked yet, with what is in the way. */
export interface OpenItem {
  id: string;
  day: string;
  amountCents: number;
  gateway: string;
  orderId: string;
  orderName: string;
  /** A booking that is on its way; null where no document takes the money. */
  booking: BookingProgress | null;
  /** The order's own reason or problem. */
  code: string | null;
  facts: unknown;
}

export interface OpenList {
  /** The oldest first. */
  items: OpenItem[];
  /** There are more than are listed. */
  more: boolean;
}
