import type { PlanInput, PlannedDocument } from '../documents.ts';
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
