import type { BookedDocument, Plan } from '../documents.ts';
import type { Order } from '../order.ts';
import { planOrder } from '../planOrder.ts';
import { checkPlan } from './checkPlan.ts';
import { asBooked, planInput } from './planInput.ts';
import { happen, startOf, type Scenario } from './scenario.ts';

export interface Ending {
  order: Order;
  plan: Plan;
}

/**
 * Runs a scenario to its end: the connector plans and writes whenever the scenario lets it, and everything it plans is checked
 * against the order's own figures. Throws what is wrong.
 */
export function runScenario(scenario: Scenario): Ending {
  let order = startOf(scenario);
  let booked: BookedDocument[] = [];
  const base = planInput(order, { settings: scenario.settings });
  const account = { ...base.account, quantityRounding: scenario.quantityRounding };
  const look = () => {
    const input = { ...base, account, order, booked };
    const plan = planOrder(input);
    checkPlan(input, plan);
    return plan;
  };
  for (const event of scenario.events) {
    order = happen(order, event);
    if (event.kind === 'sync') booked = write(look());
  }
  const plan = look();
  if (scenario.seed % 4 === 0) {
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
