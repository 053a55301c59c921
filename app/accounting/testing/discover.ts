import type { BookedDocument, Plan, PlannedDocument } from '../documents.ts';
import { planOrder } from '../planOrder.ts';
import { asBooked, planInput } from './planInput.ts';
import { happen, startOf, type Scenario } from './scenario.ts';

/** When the connector looks at an order: before the event with this index, and always once all has happened. */
export type Discovery = (index: number) => boolean;

export const DISCOVERIES: Record<string, Discovery> = {
  'all at once': () => false,
  'one after the other': () => true,
  'two at a time': (index) => index % 2 === 0,
  'all but the first late': (index) => index === 0,
  'the last late': (index) => index % 3 !== 2,
};

/** What becomes of a scenario's order that is looked at then. */
export function discover(scenario: Scenario, looksBefore: Discovery): Plan {
  let order = startOf(scenario);
  let booked: BookedDocument[] = [];
  const base = planInput(order, { settings: scenario.settings });
  const account = { ...base.account, quantityRounding: scenario.quantityRounding };
  const look = (): Plan => planOrder({ ...base, account, order, booked });
  const events = scenario.events.filter(({ kind }) => kind !== 'sync');
  for (const [index, event] of events.entries()) {
    if (looksBefore(index)) booked = look().documents.flatMap((document) => asBooked([document]));
    order = happen(order, event);
  }
  return look();
}

/** What a document says that must not depend on when its order was looked at. */
const content = ({ kind, sourceGid, date, gross, tax, positions }: PlannedDocument) => ({
  ...{ kind, sourceGid, date, gross, tax },
  positions: positions.map(({ name, quantity, gross: amount, rate }) =>
    [name, quantity, amount, rate].join(' '),
  ),
});

/** The documents of a plan, to be compared with those of another discovery. */
export const contentsOf = ({ documents }: Plan): string[] =>
  documents.map((document) => JSON.stringify(content(document))).toSorted();
