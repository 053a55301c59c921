import type { Plan, PlannedBooking, PlannedDocument } from '../../accounting/documents.ts';
import type { Order } from '../../accounting/order.ts';
import { storedDocument } from '../../accounting/stored/document.ts';
import type { Tx } from '../../platform/database.server.ts';
import { fencedWrite, type EventInput } from './fencedWrite.server.ts';
import { mailContext, planContext } from '../../platform/encryptionContexts.ts';
import { documentWanted, withdrawDocuments } from './documentState.server.ts';
import { hashOfPlan } from './hashOfPlan.server.ts';
import { isOpenToChange, numbersOf } from './ledger.server.ts';
import { recordOrder } from './recordOrder.server.ts';
import type { Run, Work } from './run.server.ts';

const day = (text: string) => new Date(`${text}T00:00:00Z`);
const identity = (of: { kind: string; sourceGid: string }) => `${of.kind} ${of.sourceGid}`;

/**
 * Saves the order as read and brings the ledger to what the plan wants: new documents, changed ones that have not left
 * yet, further bookings, and withdrawals. False when the lease is lost; then nothing was changed.
 */
export async function recordPlan(
  run: Run,
  order: Order,
  ledger: Work[],
  plan: Plan,
  events: EventInput[],
): Promise<boolean> {
  const known = new Map(
    ledger.map((work) => [identity({ kind: work.kind, sourceGid: work.plan.sourceGid }), work]),
  );
  const changes = plan.documents.map((wanted, sequence) => ({
    wanted,
    sequence,
    work: known.get(identity(wanted)),
  }));
  const wanted = new Set(plan.documents.map(identity));
  const unwanted = ledger.filter(
    (work) => isOpenToChange(work.state) && work.state !== 'withdrawn' && !wanted.has(identity(work.plan)),
  );
  return run.ports.db.$transaction(async (tx) => {
    // Locks the order's row until the end of the transaction.
    if (!(await fencedWrite(tx, run.lease, [], events))) return false;
    await recordOrder(tx, run.ports.encryption, run.lease, order, plan, numbersOf(ledger));
    const ids = new Map(ledger.map((work) => [identity(work.plan), work.id]));
    for (const change of changes) {
      const id = await upsertDocument(tx, run, change, ids);
      ids.set(identity(change.wanted), id);
      await upsertBookings(tx, run, id, change.wanted.bookings);
      await upsertMail(tx, run, id, change.wanted);
    }
    await withdrawDocuments(
      tx,
      unwanted.map((work) => work.id),
      run.ports.clock.now(),
    );
    return true;
  });
}

interface Change {
  wanted: PlannedDocument;
  sequence: number;
  work: Work | undefined;
}

async function upsertDocument(
  tx: Tx,
  run: Run,
  { wanted, sequence, work }: Change,
  ids: Map<string, string>,
): Promise<string> {
  const { ports, lease, connection } = run;
  if (work && !isOpenToChange(work.state)) return work.id;
  const now = ports.clock.now();
  const data = {
    marker: wanted.marker,
    accountKey: connection.accountKey,
    planEncrypted: ports.encryption.encrypt(
      storedDocument.write(wanted),
      planContext(lease.shopId, wanted.marker),
    ),
    planHash: hashOfPlan(wanted),
    currency: wanted.currency,
    grossCents: wanted.gross,
    taxCents: wanted.tax,
    taxRule: wanted.taxRule,
    positions: wanted.positions.length,
    date: day(wanted.date),
    sequence,
    refersToId: wanted.refersTo === null ? null : (ids.get(`invoice ${wanted.refersTo}`) ?? null),
    changedAt: now,
  };
  if (!work) {
    const { shopId, orderSyncId, orderGid } = lease;
    const of = { shopId, orderSyncId, orderGid, kind: wanted.kind, sourceGid: wanted.sourceGid };
    const remoteKind = wanted.kind === 'credit_note' ? 'credit_note' : 'invoice';
    return (await tx.document.create({ data: { ...of, ...data, remoteKind, createdAt: now } })).id;
  }
  await tx.document.update({
    where: { id: work.id },
    data: { ...data, ...documentWanted({ state: work.state }) },
  });
  return work.id;
}

async function upsertBookings(tx: Tx, run: Run, documentId: string, wanted: PlannedBooking[]): Promise<void> {
  const { shopId } = run.lease;
  for (const [sequence, booking] of wanted.entries()) {
    const { transactionGid, gateway, checkAccountId, amount, handling = 'clear' } = booking;
    const data = { gateway, checkAccountId, handling, amountCents: amount, day: day(booking.day), sequence };
    const changed = await tx.booking.updateMany({
      where: { documentId, transactionGid, state: 'planned' },
      data,
    });
    if (changed.count > 0) continue;
    await tx.booking.createMany({
      data: [{ shopId, documentId, transactionGid, ...data, createdAt: run.ports.clock.now() }],
      skipDuplicates: true,
    });
  }
  const gids = wanted.map((booking) => booking.transactionGid);
  await tx.booking.deleteMany({ where: { documentId, state: 'planned', transactionGid: { notIn: gids } } });
}

async function upsertMail(tx: Tx, run: Run, documentId: string, wanted: PlannedDocument): Promise<void> {
  if (wanted.mailTo === null) {
    // One that a person sends once more stays wanted, whatever the settings say by now.
    await tx.outgoingMail.deleteMany({ where: { documentId, state: 'planned', requestedAt: null } });
    return;
  }
  const { shopId } = run.lease;
  const toEncrypted = run.ports.encryption.encrypt(wanted.mailTo, mailContext(shopId, documentId));
  const data = { shopId, documentId, toEncrypted, createdAt: run.ports.clock.now() };
  await tx.outgoingMail.createMany({ data: [data], skipDuplicates: true });
}
