import type { Day, PlanInput, PlannedBooking, PlannedDocument } from '../documents.ts';
import type { Cents } from '../money.ts';
import type { Change, History } from './change.ts';
import type { Item } from './item.ts';
import type { Language } from './labels.ts';
import type { Money } from './movement.ts';

/** What is known about an order once it has been read and controlled. */
export interface Context {
  input: PlanInput;
  language: Language;
  items: Item[];
  history: History;
  money: Money;
}

/** A document of the plan. `fixed`: it has left for sevdesk and keeps its content. */
export interface Drafted {
  plan: PlannedDocument;
  fixed: boolean;
  numbered: boolean;
}

export interface DraftedCredit extends Drafted {
  change: Change;
}

/** A document, what is booked on it, and what is still open. */
export interface Settled {
  document: Drafted;
  bookings: PlannedBooking[];
  /** Money that came or went and is left for the merchant to book. */
  left: { amount: Cents; day: Day }[];
  open: Cents;
  /** A gateway that some of its money came or went through and that has no clearing account. */
  unmapped: string | null;
}
