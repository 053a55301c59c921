import { cents } from '../../accounting/money.ts';
import type { BookingOrder, DocumentState } from '../../sevdesk/client.ts';
import { ask, stopOf, wasNotCarriedOut } from './ask.server.ts';
import { bookingsTo, documentTo } from '../ledger/documentState.server.ts';
import type { EventInput, RowChange } from '../ledger/fencedWrite.server.ts';
import { differenceOf } from './judgeDocument.ts';
import { answerProves, judgePayment, paidOf, showsBooking, type Payment } from './judgePayment.ts';
import { isStop, park, type Stop } from '../outcome.ts';
import {
  bookingUnclear,
  cancelledByHand,
  documentChanged,
  documentGone,
  paymentDiffers,
  refusedBooking,
} from '../problems.ts';
import { VISIBLE_MS } from '../retry.ts';
import { save, type BookingWork, type Run, type Work } from '../ledger/run.server.ts';
import { readDocument } from './readDocument.server.ts';

/** Books the next payment that is not booked yet on an open document. Each is checked against what is paid before. */
export async function bookNext(run: Run, work: Work): Promise<Work | Stop> {
  const booking = work.bookings.find((one) => one.state !== 'booked')!;
  const seen = work.seen ?? (await readOpen(run, work));
  if (isStop(seen)) return seen;
  const payment = paymentOf(work, booking, booking.state !== 'planned');
  const step = judgePayment(payment, seen);
  if (step.kind === 'book' && booking.state === 'unclear') return park(bookingUnclear(payment.amount));
  if (step.kind === 'book') return sendBooking(run, { ...work, seen }, booking, payment, step.full);
  return settle(run, { ...work, seen }, booking, step);
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

async function sendBooking(
  run: Run,
  work: Work,
  booking: BookingWork,
  payment: Payment,
  full: boolean,
): Promise<Work | Stop> {
  const requested = await mark(run, work, [booking], 'requested', false);
  if (isStop(requested)) return requested;
  const order: BookingOrder = {
    checkAccountId: booking.checkAccountId,
    amount: payment.amount,
    day: booking.day,
    full,
  };
  const place = { step: 'book' as const, documentId: work.id };
  const answer = await ask(run, place, (sevdesk) => sevdesk.book(work.remoteKind, work.sevdeskId!, order));
  if (answer.kind === 'done' && answerProves(work.remoteKind, full, answer.value.toStatus)) {
    const paid = cents(payment.before + payment.amount);
    return mark(
      run,
      { ...requested, seen: { ...work.seen!, status: 'paid', paid } },
      [booking],
      'booked',
      false,
    );
  }
  if (answer.kind !== 'done' && wasNotCarriedOut(answer)) {
    const undone = await mark(run, requested, [booking], 'planned', false);
    return isStop(undone) ? undone : stopOf(run, answer);
  }
  const seen = await readOpen(run, requested);
  if (isStop(seen)) return seen;
  const shown = { ...requested, seen };
  if (answer.kind === 'done' && showsBooking(payment, seen))
    return mark(run, shown, [booking], 'booked', false);
  const step = judgePayment({ ...payment, requested: true }, seen);
  if (step.kind !== 'book') return settle(run, shown, booking, step);
  if (answer.kind === 'done') {
    const unclear = await mark(run, shown, [booking], 'unclear', false);
    return isStop(unclear) ? unclear : park(bookingUnclear(payment.amount));
  }
  if (answer.kind === 'unclear' || answer.why === 'key') return stopOf(run, answer, VISIBLE_MS);
  return park(refusedBooking(answer));
}

/** The booking is not to be sent: it stands already, or the document is not as it should be. */
function settle(
  run: Run,
  work: Work,
  booking: BookingWork,
  step: Exclude<ReturnType<typeof judgePayment>, { kind: 'book' }>,
): Promise<Work | Stop> | Stop {
  switch (step.kind) {
    case 'stands':
      return mark(run, work, [booking], 'booked', step.elsewhere);
    case 'settled':
      return mark(
        run,
        work,
        work.bookings.filter((one) => one.state !== 'booked'),
        'booked',
        true,
      );
    case 'cancelled':
      return park(cancelledByHand(work.number));
    case 'differs':
      return park(paymentDiffers(step.expected, step.found));
    case 'unknown':
      return park(bookingUnclear(cents(booking.amountCents)));
  }
}

/** Saves how far bookings are, and with the last one that the document is done. */
async function mark(
  run: Run,
  work: Work,
  changed: BookingWork[],
  state: BookingWork['state'],
  elsewhere: boolean,
): Promise<Work | Stop> {
  const now = run.ports.clock.now();
  const ids = changed.map((one) => one.id);
  const before = work.bookings.filter((one) => ids.includes(one.id));
  const bookings = work.bookings.map((one) => (ids.includes(one.id) ? { ...one, state } : one));
  const booked = bookings
    .filter((one) => one.state === 'booked')
    .reduce((total, one) => total + one.amountCents, 0);
  const paid = elsewhere && work.seen ? (paidOf(work.seen) ?? booked) : booked;
  const done = paid >= work.plan.gross && bookings.every((one) => one.state === 'booked');
  const changes: RowChange[] = [
    {
      table: 'booking',
      ids,
      set: { elsewhere, ...bookingsTo(before, state, now) },
    },
    {
      table: 'document',
      ids: [work.id],
      set: { paid_cents: paid, changed_at: now, ...(done ? documentTo(work, 'done') : {}) },
    },
  ];
  const outcome: EventInput['outcome'] =
    state === 'booked' ? (elsewhere ? 'skipped' : 'done') : state === 'unclear' ? state : 'requested';
  const events = changed.map((one) => ({
    step: 'book',
    outcome,
    documentId: work.id,
    detail: {
      amountCents: one.amountCents,
      checkAccountId: one.checkAccountId,
    },
  }));
  const stop = await save(run, changes, state === 'planned' ? [] : events);
  return stop ?? { ...work, bookings, state: done ? 'done' : work.state };
}
