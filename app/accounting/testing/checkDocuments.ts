import type { Plan, PlanInput, PlannedDocument } from '../documents.ts';
import { demand, total } from './demand.ts';

/** One document by itself: its sums, its positions, its dates. */
export function checkDocument(document: PlannedDocument): void {
  const { positions, sourceGid } = document;
  demand(document.gross === total(positions.map(({ gross }) => gross)), 'gross is not the sum of positions', {
    sourceGid,
  });
  demand(document.tax === total(positions.map(({ tax }) => tax)), 'tax is not the sum of positions', {
    sourceGid,
  });
  demand(document.deliveryDate <= document.date, 'delivery after the date of the document', { sourceGid });
  demand(document.marker.length < 64, 'marker too long', { marker: document.marker });
  demand(
    total(document.bookings.map(({ amount }) => amount)) <= document.gross,
    'booked more than it is worth',
    { sourceGid },
  );
  for (const { gross, unitGross, quantity, tax, rate, name } of positions) {
    demand(Number.isInteger(gross) && gross >= 0, 'negative or broken position', { name, gross });
    demand(
      Number.isInteger(quantity) && quantity >= 1 && quantity * unitGross === gross,
      'quantity does not fit',
      { name, gross },
    );
    // |tax - gross * rate / (1 + rate)| <= half a cent, in integers
    const base = 10_000 + rate;
    demand(Math.abs(tax * base - gross * rate) * 2 <= base, 'tax is more than half a cent off', {
      name,
      gross,
      tax,
      rate,
    });
  }
}

const equal = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

const identity = ({ kind, sourceGid }: PlannedDocument): string => `${kind} ${sourceGid}`;

/** What has left for sevdesk stands in the plan unchanged, its bookings only added to. */
export function checkFixed({ booked }: PlanInput, { documents }: Plan): void {
  const identities = documents.map(identity);
  demand(new Set(identities).size === identities.length, 'two documents of one identity', { identities });
  demand(
    new Set(documents.map(({ marker }) => marker)).size === documents.length,
    'two documents of one marker',
  );
  for (const { fixed, plan } of booked) {
    if (!fixed) continue;
    const now = documents.find((document) => identity(document) === identity(plan));
    const same =
      now &&
      (Object.keys(plan) as (keyof PlannedDocument)[]).every(
        (key) => key === 'bookings' || equal(now[key], plan[key]),
      );
    demand(same === true, 'a document in sevdesk was changed', { identity: identity(plan) });
    const kept = plan.bookings.every((booking) => now!.bookings.some((one) => equal(one, booking)));
    demand(kept, 'a booking in sevdesk was changed', { identity: identity(plan) });
  }
}

/** Credit notes never exceed their invoice, as a whole and at each rate. */
export function checkCredits(documents: PlannedDocument[]): void {
  for (const invoice of documents.filter(({ kind }) => kind === 'invoice')) {
    const credits = documents.filter(
      (one) => one.kind === 'credit_note' && one.refersTo === invoice.sourceGid,
    );
    demand(total(credits.map(({ gross }) => gross)) <= invoice.gross, 'credited more than invoiced', {
      invoice: invoice.sourceGid,
    });
    const rates = new Set(invoice.positions.map(({ rate }) => rate));
    for (const credit of credits) {
      demand(
        credit.date >= invoice.date && credit.taxRule === invoice.taxRule,
        'credit note does not follow its invoice',
      );
      demand(
        credit.positions.every(({ rate }) => rates.has(rate)),
        'credit note at a rate that its invoice has not',
      );
    }
  }
  const follow = documents.filter(({ kind }) => kind !== 'invoice');
  for (const { refersTo } of follow) {
    demand(
      documents.some((one) => one.kind === 'invoice' && one.sourceGid === refersTo),
      'refers to no invoice',
      { refersTo },
    );
  }
}
