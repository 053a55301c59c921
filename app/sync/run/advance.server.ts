import type { Plan } from '../../accounting/documents.ts';
import { isOpenToChange } from '../ledger/ledger.server.ts';
import { isStop, park, type Stop } from '../outcome.ts';
import { otherAccount, waiting } from '../problems.ts';
import type { Run, Work } from '../ledger/run.server.ts';
import { move } from '../ledger/run.server.ts';
import { bookNext, nextBooking } from '../steps/book.server.ts';
import { cancelInvoice } from '../steps/cancel.server.ts';
import { discard } from '../steps/discard.server.ts';
import { finalise } from '../steps/finalise.server.ts';
import { whileNumbering } from '../steps/numbering.server.ts';
import { sendMail } from '../steps/sendMail.server.ts';
import { bringToDraft } from '../steps/writeDraft.server.ts';

/** A run that takes more steps than this for one document goes round in circles: a bug. */
const MOST_STEPS = 50;

/**
 * Takes the order's documents as far as they go, in the order of writing. A parked document does not hold up those
 * that do not refer to it, a payment that is not on the statement yet nothing at all; anything else that stops one stops
 * the run. Answers with the ledger as it is then.
 */
export async function advanceAll(
  run: Run,
  ledger: Work[],
  plan: Plan,
): Promise<{ ledger: Work[]; stop: Stop | null }> {
  const wanted = new Set(plan.documents.map(({ kind, sourceGid }) => `${kind} ${sourceGid}`));
  const isWanted = (work: Work) => wanted.has(`${work.kind} ${work.plan.sourceGid}`);
  let first: Stop | null = null;
  const after = [...ledger];
  for (const [index, work] of ledger.entries()) {
    const mayStart = isWanted(work);
    const refersTo =
      after.find((one) => one.kind === 'invoice' && one.plan.sourceGid === work.plan.refersTo) ?? null;
    const ended = await advance(run, work, refersTo, mayStart, (now) => (after[index] = now));
    if (ended === null) continue;
    first = worse(first, ended);
    if (ended.stop !== 'park' && ended.stop !== 'hold' && ended.stop !== 'await')
      return { ledger: after, stop: ended };
  }
  return { ledger: after, stop: first };
}

/** What is said of the order: what needs a person before what waits, and what waits for a person before the bank. */
const worse = (first: Stop | null, next: Stop): Stop =>
  first === null || (first.stop === 'await' && next.stop !== 'await') ? next : first;

async function advance(
  run: Run,
  start: Work,
  refersTo: Work | null,
  mayStart: boolean,
  keep: (work: Work) => void,
): Promise<Stop | null> {
  let work = start;
  let awaited: Stop | null = null;
  for (let steps = 0; steps < MOST_STEPS; steps++) {
    if (run.signals.soft.aborted) return { stop: 'interrupted' };
    const next = await nextStep(run, work, refersTo, mayStart);
    if (next === null) return awaited;
    if (isStop(next) && next.stop === 'await') {
      // The next step passes it by.
      awaited ??= next;
      work = { ...work, passedBy: [...work.passedBy, nextBooking(work)!.id] };
      continue;
    }
    if (isStop(next)) return next;
    work = next;
    keep(work);
  }
  throw new Error(`document ${work.id} does not come to an end in state ${work.state}`);
}

/** The one next step of a document; null when there is nothing to do. */
async function nextStep(
  run: Run,
  work: Work,
  refersTo: Work | null,
  mayStart: boolean,
): Promise<Work | Stop | null> {
  if (!hasWork(work, mayStart)) return null;
  if (work.accountKey !== run.connection.accountKey && !isOpenToChange(work.state))
    return park(otherAccount());
  if (work.state === 'discard_requested') return afterDiscard(run, await discard(run, work), mayStart);
  if (work.plan.refersTo !== null && !isIssued(refersTo)) return { stop: 'hold', reason: waiting.draft };
  if (work.state === 'planned' || work.state === 'write_requested') {
    if (work.kind === 'cancellation') return cancelInvoice(run, work, refersTo!);
    return work.kind === 'credit_note' && work.plan.finalise
      ? whileNumbering(run, () => writeAndFinalise(run, work, refersTo))
      : bringToDraft(run, work, refersTo);
  }
  if (work.state === 'draft' || work.state === 'finalise_requested') {
    return work.remoteKind === 'credit_note'
      ? whileNumbering(run, () => finalise(run, work))
      : finalise(run, work);
  }
  if (nextBooking(work)) return bookNext(run, work);
  if (!isMailDue(work)) return null;
  return sendMail(run, work, work.mail!);
}

/** A credit note keeps its number to itself from the draft to the end. */
async function writeAndFinalise(run: Run, work: Work, refersTo: Work | null): Promise<Work | Stop> {
  const drafted = await bringToDraft(run, work, refersTo);
  return isStop(drafted) || drafted.state !== 'draft' ? drafted : finalise(run, drafted);
}

async function afterDiscard(run: Run, discarded: Work | Stop, wanted: boolean): Promise<Work | Stop> {
  return isStop(discarded) || wanted ? discarded : move(run, discarded, { state: 'withdrawn' });
}

const isIssued = (work: Work | null): boolean => work?.state === 'open' || work?.state === 'done';

const isMailDue = ({ mail }: Work): boolean => mail?.state === 'planned' || mail?.state === 'requested';

function hasWork(work: Work, mayStart: boolean): boolean {
  if (work.state === 'withdrawn') return false;
  if (work.state === 'planned') return mayStart;
  if (!isIssued(work)) return true;
  return isMailDue(work) || work.bookings.some((booking) => booking.state !== 'booked');
}
