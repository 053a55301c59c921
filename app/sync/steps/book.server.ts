import { cents } from '../../accounting/money.ts';
import type { DocumentState, DocumentStatus } from '../../sevdesk/client.ts';
import { askedColumns, defer, save, type BookingWork, type Run, type Work } from '../ledger/run.server.ts';
import type { Asked } from '../ledger/asked.ts';
import { bookingsTo, documentTo } from '../ledger/documentState.server.ts';
import type { EventInput, RowChange } from '../ledger/fencedWrite.server.ts';
import { isStop, park, type Stop } from '../outcome.ts';
import {
  bookingUnclear,
  cancelledByHand,
  documentChanged,
  documentGone,
  paymentDiffers,
  refusedBooking,
} from '../problems.ts';
import { differenceOf } from './judgeDocument.ts';
import {
  answerProves,
  judgePayment,
  paidOf,
  showsBooking,
  type Payment,
  type PaymentStep,
} from './judgePayment.ts';
import { findEntry } from './matchEntry.server.ts';
import { readDocument } from './readDocument.server.ts';
import { writeOnce, type Write } from './writeOnce.server.ts';

/** How a booking stands that is not to be sent (any more), and how the document stood then. */
interface Found {
  step: Exclude<PaymentStep, { kind: 'book' }>;
  seen: DocumentState;
}

/** Books the next payment that is not booked yet on an open document. Each is checked against what is paid before. */
export async function bookNext(run: Run, work: Work): Promise<Work | Stop> {
  const found = await readyToBook(run, work, nextBooking(work)!);
  if (isStop(found)) return found;
  if ('booked' in found) return found.booked;
  const { booking } = found;
  const now = { work: found.work };
  const entry = entryOf(run, now, booking);
  const written = booking.state === 'unclear' ? await lookAtUnclear(entry) : await writeOnce(run, entry);
  if (isStop(written)) return written;
  switch (written.kind) {
    case 'stands':
      return settle(run, { ...now.work, seen: written.found.seen }, booking, written.found.step);
    case 'refused':
      return park(refusedBooking(written.refusal));
    case 'unproven': {
      const unclear = await mark(run, now.work, [booking], { state: 'unclear' });
      return isStop(unclear) ? unclear : park(bookingUnclear(cents(booking.amountCents)));
    }
    case 'instead':
      throw new Error('nothing is done instead of a booking');
  }
}

/** The next payment that is neither booked nor passed by in this run. */
export const nextBooking = ({ bookings, passedBy }: Work): BookingWork | undefined =>
  bookings.find(({ id, state }) => state !== 'booked' && !passedBy.includes(id));

/**
 * A payment that is matched needs its entry first, unless somebody has matched it in sevdesk by hand: that is as good as
 * ours.
 */
async function readyToBook(
  run: Run,
  work: Work,
  booking: BookingWork,
): Promise<{ work: Work; booking: BookingWork } | { booked: Work | Stop } | Stop> {
  if (booking.handling === 'clear' || booking.state !== 'planned') return { work, booking };
  const seen = work.seen ?? (await readOpen(run, work));
  if (isStop(seen)) return seen;
  const step = judgePayment(paymentOf(work, booking, false), seen);
  if (step.kind !== 'book') return { booked: await settle(run, { ...work, seen }, booking, step) };
  const entryId = await findEntry(run, work, booking);
  if (isStop(entryId)) return entryId;
  const matched = { ...booking, entryId };
  const bookings = work.bookings.map((one) => (one.id === booking.id ? matched : one));
  return { work: { ...work, seen, bookings }, booking: matched };
}

/** One that sevdesk has once said it took is never sent again by itself. */
async function lookAtUnclear(entry: Pick<Write<Found, never, never>, 'lookFor'>) {
  const found = await entry.lookFor(null);
  if (isStop(found)) return found;
  return found === null ? { kind: 'unproven' as const } : { kind: 'stands' as const, found, answered: false };
}

interface Answered {
  toStatus: DocumentStatus;
}

/** `now.work` is kept as it stands after each change. */
function entryOf(run: Run, now: { work: Work }, booking: BookingWork): Write<Found, Answered, null> {
  const { work } = now;
  const { asked, checkAccountId, day, entryId } = booking;
  const { remoteKind, sevdeskId } = work;
  const about = { step: 'book' as const, documentId: work.id };
  // What was seen in this very run serves for the first look.
  let known = asked ? null : work.seen;
  let last: DocumentState | null = null;
  const payment = paymentOf(work, booking, booking.state !== 'planned');
  const full = payment.before + payment.amount >= payment.gross;
  const keep = async (state: BookingWork['state'], to: Asked | null) => {
    const marked = await mark(run, now.work, [booking], { state, asked: to });
    if (isStop(marked)) return marked;
    now.work = marked;
    return null;
  };
  return {
    about,
    asked,
    async lookFor(answer) {
      const seen = known ?? (await readOpen(run, work));
      if (isStop(seen)) return seen;
      [known, last] = [null, seen];
      if (answer?.kind === 'done' && showsBooking(payment, seen))
        return { seen, step: { kind: 'stands', elsewhere: false } };
      const step = judgePayment(payment, seen);
      return step.kind === 'book' ? null : { seen, step };
    },
    prepare: () => Promise.resolve({ ready: null }),
    async request(sent) {
      payment.requested = true;
      return keep('requested', sent);
    },
    note: (sent) => keep('requested', sent),
    undo: () => keep('planned', null),
    send: (sevdesk) =>
      sevdesk.book(remoteKind, sevdeskId!, { checkAccountId, day, full, amount: payment.amount, entryId }),
    prove({ toStatus }) {
      if (!answerProves(remoteKind, full, toStatus)) return null;
      const paid = cents(payment.before + payment.amount);
      return { seen: { ...last!, status: 'paid', paid }, step: { kind: 'stands', elsewhere: false } };
    },
  };
}

function paymentOf(work: Work, booking: BookingWork, requested: boolean): Payment {
  const before = work.bookings
    .filter((one) => one.state === 'booked')
    .reduce((total, one) => total + one.amountCents, 0);
  return { gross: work.plan.gross, before: cents(before), amount: cents(booking.amountCents), requested };
}

/** The document as it stands now; its sums must still be the plan's. */
async function readOpen(run: Run, work: Work): Promise<DocumentState | Stop> {
  const seen = await readDocument(run, work, work.sevdeskId!);
  if (seen === 'gone') return park(documentGone(work.number));
  if (isStop(seen)) return seen;
  return differenceOf(work.plan, seen) ? park(documentChanged(work.number)) : seen;
}

/** The booking is not to be sent: it stands already, or the document is not as it should be. */
function settle(
  run: Run,
  work: Work,
  booking: BookingWork,
  step: Found['step'],
): Promise<Work | Stop> | Stop {
  switch (step.kind) {
    case 'stands':
      return mark(run, work, [booking], { state: 'booked', elsewhere: step.elsewhere });
    case 'settled':
      return mark(
        run,
        work,
        work.bookings.filter((one) => one.state !== 'booked'),
        { state: 'booked', elsewhere: true },
      );
    case 'cancelled':
      return park(cancelledByHand(work.number));
    case 'differs':
      return park(paymentDiffers(step.expected, step.found));
    case 'unknown':
      return park(bookingUnclear(cents(booking.amountCents)));
  }
}

/**
 * Saves how far bookings are, and with the last one that the document is done. That one is booked is saved with the next
 * write: should it get lost, sevdesk shows it.
 */
async function mark(
  run: Run,
  work: Work,
  changed: BookingWork[],
  to: { state: BookingWork['state']; asked?: Asked | null; elsewhere?: boolean },
): Promise<Work | Stop> {
  const { state, asked = null, elsewhere = false } = to;
  const now = run.ports.clock.now();
  const ids = changed.map((one) => one.id);
  const before = changed.map((one) => work.bookings.find(({ id }) => id === one.id)!);
  const bookings = work.bookings.map((one) => (ids.includes(one.id) ? { ...one, state, asked } : one));
  const booked = bookings
    .filter((one) => one.state === 'booked')
    .reduce((total, one) => total + one.amountCents, 0);
  const paid = elsewhere && work.seen ? (paidOf(work.seen) ?? booked) : booked;
  const done = paid >= work.plan.gross && bookings.every((one) => one.state === 'booked');
  const changes: RowChange[] = [
    {
      table: 'booking',
      ids,
      set: {
        elsewhere,
        ...bookingsTo(before, state, now),
        ...askedColumns(asked),
        ...(state === 'requested' ? { entry_id: before[0]!.entryId } : {}),
      },
    },
    {
      table: 'document',
      ids: [work.id],
      set: { paid_cents: paid, changed_at: now, ...(done ? documentTo(work, 'done') : {}) },
    },
  ];
  const noted = state === 'planned' || (asked !== null && asked.emptyLookUps > 0);
  const events = noted ? [] : changed.map((one) => eventOf(work, one, state, elsewhere));
  const stop = state === 'booked' ? defer(run, changes, events) : await save(run, changes, events);
  return stop ?? { ...work, bookings, state: done ? 'done' : work.state };
}

function eventOf(
  work: Work,
  { amountCents, checkAccountId }: BookingWork,
  state: BookingWork['state'],
  elsewhere: boolean,
): Omit<EventInput, 'at'> {
  const booked = elsewhere ? 'skipped' : 'done';
  const outcome = state === 'booked' ? booked : state === 'unclear' ? 'unclear' : 'requested';
  return { step: 'book', outcome, documentId: work.id, detail: { amountCents, checkAccountId } };
}
