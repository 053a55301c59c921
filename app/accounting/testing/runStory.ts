import type { BookedDocument, Plan } from '../documents.ts';
import type { Order } from '../order.ts';
import { planOrder } from '../planOrder.ts';
import { checkPlan } from './checkPlan.ts';
import { asBooked, planInput } from './planInput.ts';
import { happen, startOf, type Story } from './story.ts';

export interface Ending {
  order: Order;
  plan: Plan;
}

/**
 * Tells a story to its end: the connector plans and writes whenever the story lets it, and everything it plans is checked
 * against the order's own figures. Throws what is wrong.
 */
export function runStory(story: Story): Ending {
  let order = startOf(story);
  let booked: BookedDocument[] = [];
  const base = planInput(order, { settings: story.settings });
  const account = { ...base.account, quantityRounding: story.quantityRounding };
  const look = () => {
    const input = { ...base, account, order, booked };
    const plan = planOrder(input);
    checkPlan(input, plan);
    return plan;
  };
  for (const event of story.events) {
    order = happen(order, event);
    if (event.kind === 'sync') booked = write(look());
  }
  const plan = look();
  if (story.seed % 4 === 0) {
    booked = write(plan);
    if (JSON.stringify(look().documents) !== JSON.stringify(plan.documents)) {
      throw new Error('planning again after writing gives other documents');
    }
  }
  return { order, plan };
}

/** The ledger when everything planned was written; drafts of a merchant who finishes invoices himself have no number. */
const write = (plan: Plan): BookedDocument[] =>
  plan.documents.flatMap((document) => asBooked([document], { numbered: document.finalise }));
