import { cents } from '../../accounting/money.ts';
import { toBerlinDay } from '../../sevdesk/dates.ts';
import type { BookingWork, Run, Work } from '../ledger/run.server.ts';
import { park, type Stop } from '../outcome.ts';
import { entryMissing, severalEntries, waitsForEntry } from '../problems.ts';
import { ask, stopOf } from './ask.server.ts';
import { chooseEntry, dayAfter, DAYS_BEFORE, type Sought } from './chooseEntry.ts';

// A payment that is matched: sevdesk's own feed brings the entry (bank, PayPal), and the booking is made against it. The
// entry is claimed in the ledger before anything leaves, so that it can pay one booking only.

const HOUR = 3_600_000;
/** sevdesk fetches statements about every four hours. */
const SOON_MS = HOUR;
const LATER_MS = 6 * HOUR;
/** How long a payment waits for its entry before a person is asked. */
const ENTRY_PATIENCE_DAYS = 10;

/** The entry that pays, claimed for this booking; or why there is none (yet). */
export async function findEntry(run: Run, work: Work, booking: BookingWork): Promise<string | Stop> {
  const { checkAccountId, amountCents, day } = booking;
  const today = toBerlinDay(run.ports.clock.now());
  const answer = await ask(run, { step: 'look_up', documentId: work.id }, (sevdesk) =>
    sevdesk.statement(
      checkAccountId,
      dayAfter(day, -DAYS_BEFORE),
      today > day ? dayAfter(today, 1) : dayAfter(day, 1),
    ),
  );
  if (answer.kind !== 'done') return stopOf(run, answer);
  const claimed = await claimedByOthers(
    run,
    booking,
    answer.value.map(({ id }) => id),
  );
  const free = answer.value.filter(({ id }) => !claimed.has(id));
  const choice = chooseEntry(await soughtFor(run, work, booking), free);
  if (choice.kind === 'one') {
    const isOurs = await claim(run, booking, choice.entry.id);
    return isOurs
      ? choice.entry.id
      : { stop: 'later', afterMs: 1_000, reason: waitsForEntry(cents(amountCents), day) };
  }
  const asked = dayAfter(day, ENTRY_PATIENCE_DAYS);
  if (choice.kind === 'several') return park(severalEntries(cents(amountCents), choice.count));
  if (today > asked) return park(entryMissing(cents(amountCents), day));
  const isNew = today <= dayAfter(day, 1);
  return {
    stop: 'await',
    afterMs: isNew ? SOON_MS : LATER_MS,
    reason: waitsForEntry(cents(amountCents), asked),
  };
}

async function soughtFor(run: Run, work: Work, booking: BookingWork): Promise<Sought> {
  const { recipient, contact } = work.plan;
  const { orderName, orderId } = await run.ports.db.orderSync.findUniqueOrThrow({
    where: { id: run.lease.orderSyncId },
    select: { orderName: true, orderId: true },
  });
  const person = [contact.firstName, contact.lastName].filter(Boolean).join(' ');
  const names = recipient.redacted ? [] : [recipient.name, recipient.name2, contact.organisation, person];
  const references = [orderName, work.number, orderId];
  return {
    kind: work.remoteKind,
    amount: cents(booking.amountCents),
    day: booking.day,
    references: references.filter((one): one is string => Boolean(one)),
    names: names.filter((one): one is string => Boolean(one)),
    hasRival: await hasRival(run, work, booking),
  };
}

/** Whether another payment of this amount waits for an entry of the same account, in any shop that shares it. */
async function hasRival(run: Run, work: Work, booking: BookingWork): Promise<boolean> {
  const [rival] = await run.ports.db.$queryRaw<unknown[]>`
    select 1 from booking b join document d on d.id = b.document_id
    where d.account_key = ${work.accountKey} and b.check_account_id = ${booking.checkAccountId}
      and b.handling = 'match' and b.state <> 'booked' and b.amount_cents = ${booking.amountCents}::bigint
      and d.remote_kind = ${work.remoteKind} and b.id <> ${booking.id}::uuid
    limit 1`;
  return rival !== undefined;
}

async function claimedByOthers(run: Run, booking: BookingWork, ids: string[]): Promise<Set<string>> {
  const { accountKey } = run.connection;
  const rows = await run.ports.db.claimedEntry.findMany({
    where: { accountKey, entryId: { in: ids }, bookingId: { not: booking.id } },
    select: { entryId: true },
  });
  return new Set(rows.map(({ entryId }) => entryId));
}

/** Whoever comes first has it. A claim of this booking on another entry is given up. */
async function claim(run: Run, booking: BookingWork, entryId: string): Promise<boolean> {
  const { accountKey } = run.connection;
  const { shopId } = run.lease;
  return run.ports.db.$transaction(async (tx) => {
    await tx.claimedEntry.deleteMany({ where: { bookingId: booking.id, entryId: { not: entryId } } });
    await tx.claimedEntry.createMany({
      data: [{ accountKey, entryId, shopId, bookingId: booking.id }],
      skipDuplicates: true,
    });
    const row = await tx.claimedEntry.findUnique({ where: { accountKey_entryId: { accountKey, entryId } } });
    return row?.bookingId === booking.id;
  });
}
