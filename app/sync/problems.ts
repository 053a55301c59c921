import { toDecimal, type Cents } from '../accounting/money.ts';
import { problem, type Problem } from '../accounting/problem.ts';
import type { DifferenceName } from '../accounting/texts/words.ts';
import type { Refused, Unclear } from '../sevdesk/answer.ts';

// Every reason the engine itself gives for waiting, skipping or parking, in one place. The texts are the catalogue's.

/** The order waits for an event; nothing is tried until then. */
export const waiting = {
  queued: problem('wait.queued'),
  notInstalled: problem('wait.not_installed'),
  syncOff: problem('wait.sync_off'),
  paused: problem('wait.paused'),
  notConnected: problem('wait.not_connected'),
  sevdeskDown: problem('wait.sevdesk_down'),
  sevdeskPause: problem('wait.sevdesk_pause'),
  retry: problem('wait.retry'),
  vatCheck: problem('wait.vat_check'),
  draft: problem('wait.draft'),
  keyRejected: problem('sevdesk.key_rejected'),
  shopifyToken: problem('shopify.token'),
  shopifyScope: problem('shopify.access_denied'),
  shopifyApp: problem('shopify.app_refused'),
  shopClosed: problem('shopify.shop_closed'),
};

export const skipped = {
  byHand: problem('skip.by_hand'),
  beforeStart: problem('skip.before_start'),
};

export const TRIAL = 'skip.trial';

/** In a trial run the order would have been booked: invoices less credit notes. */
export const trial = (amountCents: Cents): Problem => problem(TRIAL, { amountCents });

/** Retries are used up. */
export const exhausted = {
  sevdesk: problem('sevdesk.unavailable'),
  sevdeskRate: problem('sevdesk.rate_limited'),
  shopify: problem('shopify.unavailable'),
  shopifyRate: problem('shopify.throttled'),
  vat: problem('tax.vat_check_unavailable'),
  program: problem('sync.program_error'),
};

/** Nothing that sevdesk or Shopify did: our own database, mostly. */
export const gaveUp = (error: string): Problem => problem('sync.gave_up', { attempts: 6, error });

export const foreignCurrency = (currency: string): Problem =>
  problem('order.currency_unsupported', { currency });
export const unreadableOrder = (): Problem => problem('shopify.unreadable');
/** Somebody left the order out, and then something happened to it. */
export const changedAfterSkip = (): Problem => problem('sync.changed_after_skip');
/** Something happened to an order that Shopify no longer shows. */
export const orderTooOld = (): Problem => problem('shopify.order_too_old');
export const orderNotFound = (): Problem => problem('shopify.order_not_found');

/** sevdesk's own words, for the merchant and the adviser. */
const words = (answer: { message: string }) => answer.message.slice(0, 200);

/** What a refusal of sevdesk says, as the ledger keeps it. */
export type Refusal = Pick<Refused, 'status' | 'cause' | 'message'>;

export function refusedDocument(answer: Refusal): Problem {
  const message = words(answer);
  switch (answer.cause) {
    case 'booking_rules':
      return problem('sevdesk.booking_rules', { message });
    case 'credit_note_exceeds_invoice':
      return problem('sevdesk.credit_note_exceeds', { message });
    case 'credit_note_rate_differs':
      return problem('sevdesk.credit_rate_differs', { message });
    case 'credit_note_exists':
      return problem('sevdesk.credit_note_exists', { message });
    case 'partly_paid_cannot_be_cancelled':
      return problem('sevdesk.cancel_partly_paid', { message });
    case 'cancelled_already':
    case null:
      return problem('sevdesk.refused', { message });
  }
}

export const addressMissing = (answer: Refusal): Problem =>
  problem('sevdesk.address_missing', { message: words(answer) });

export const refusedBooking = (answer: Refusal): Problem =>
  problem('sevdesk.booking_refused', { message: words(answer) });

/** In what a document in sevdesk is not what was planned. */
export type Difference =
  | { what: 'gross' | 'tax'; expected: Cents; found: Cents }
  | {
      what: Exclude<DifferenceName, 'gross' | 'tax'>;
      expected: string | number | boolean;
      found: string | number | boolean;
    };

/** The draft came out otherwise than planned; it was deleted. */
export function draftDiffers(difference: Difference): Problem {
  const { what, expected, found } = difference;
  if (what === 'gross') return problem('sevdesk.sums_differ', { expectedCents: expected, foundCents: found });
  if (what === 'tax') return problem('sevdesk.tax_differs', { expectedCents: expected, foundCents: found });
  return problem('sevdesk.draft_differs', { what, expected, found });
}

/** Something else stands in sevdesk under the marker, and not of our making. */
export function foundDiffers({ what, expected, found }: Difference): Problem {
  if (what !== 'gross' && what !== 'tax') return problem('sevdesk.found_differs', { what, expected, found });
  const [wanted, there] = [toDecimal(expected), toDecimal(found)];
  return problem('sevdesk.found_differs', { what, expected: wanted, found: there });
}

export const draftChanged = (): Problem => problem('sevdesk.draft_changed');
export const documentChanged = (number: string | null): Problem =>
  problem('sevdesk.document_changed', { number: number ?? '' });
export const severalFound = (count: number): Problem => problem('sevdesk.duplicate', { count });
export const cancelledByHand = (number: string | null): Problem =>
  problem('sevdesk.cancelled_by_hand', { number: number ?? '' });
export const documentGone = (number: string | null): Problem =>
  problem('sevdesk.document_gone', { number: number ?? '' });
export const otherAccount = (): Problem => problem('sevdesk.other_account');
export const paymentDiffers = (expectedCents: Cents, foundCents: Cents): Problem =>
  problem('sevdesk.booking_differs', { expectedCents, foundCents });
export const bookingUnclear = (amountCents: Cents): Problem =>
  problem('sevdesk.booking_unclear', { amountCents });

/** The money of a payment that is matched is not on the statement yet; `day`: when a person is asked. */
export const AWAITS_ENTRY = 'wait.bank_entry';
export const waitsForEntry = (amountCents: Cents, day: string): Problem =>
  problem(AWAITS_ENTRY, { amountCents, day });
export const entryMissing = (amountCents: Cents, day: string): Problem =>
  problem('sevdesk.entry_missing', { amountCents, day });
export const severalEntries = (amountCents: Cents, count: number): Problem =>
  problem('sevdesk.entry_several', { amountCents, count });

export const wordsOf = (answer: Refused | Unclear): string =>
  answer.kind === 'refused'
    ? `${answer.status} ${answer.code ?? ''} ${words(answer)}`
    : `${answer.cause} ${words(answer)}`;
