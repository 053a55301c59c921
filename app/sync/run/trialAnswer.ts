import type { Plan } from '../../accounting/documents.ts';
import { negate, sum } from '../../accounting/money.ts';
import type { Work } from '../ledger/run.server.ts';
import { trial } from '../problems.ts';
import type { Answered } from './decide.ts';

/** How an order ends in a trial run: as it stands if there is nothing to do, else with what would have been made. */
export function trialAnswer({ verdict, documents }: Plan, ledger: Work[]): Answered {
  if (verdict.kind === 'wait') return { state: 'waiting', problem: verdict.problem };
  if (verdict.kind === 'skip') return { state: 'skipped', problem: verdict.problem };
  if (verdict.kind === 'park') return { state: 'parked', problem: verdict.problem };
  const missing = documents.filter(
    ({ kind, sourceGid }) =>
      !ledger.some((work) => work.kind === kind && work.plan.sourceGid === sourceGid && isDone(work)),
  );
  if (missing.length === 0) return { state: 'synced' };
  const amounts = missing.map(({ kind, gross }) => (kind === 'invoice' ? gross : negate(gross)));
  return { state: 'skipped', problem: trial(sum(amounts)) };
}

const isDone = ({ state, bookings }: Work): boolean =>
  (state === 'open' || state === 'done') && bookings.every((booking) => booking.state === 'booked');
