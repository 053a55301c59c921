import type { PlannedContact } from '../../accounting/documents.ts';
import { enqueue } from '../../platform/queue/jobs.server.ts';
import { contactPlace } from '../../platform/encryptionContexts.ts';
import { ask, stopOf, wasNotCarriedOut } from './ask.server.ts';
import { DETAILS_AFTER_MS, DETAILS_PRIORITY } from './contactDetails.server.ts';
import { fencedWrite } from '../ledger/fencedWrite.server.ts';
import { isStop, park, type Stop } from '../outcome.ts';
import { refusedDocument, waiting } from '../problems.ts';
import { VISIBLE_MS } from '../retry.ts';
import { save, type Run, type Work } from '../ledger/run.server.ts';

/** How long the order whose run creates a contact is left alone before another one takes over. */
const CREATING_MS = 30_000;

export interface ContactFound {
  id: string;
  /** Known from before, not seen in sevdesk during this run. */
  known: boolean;
}

/** The buyer's contact in sevdesk: the one we know, one found by its customer number, or a new one. */
export async function ensureContact(run: Run, work: Work): Promise<ContactFound | Stop> {
  const known = await run.ports.db.contactLink.findUnique({ where: linkKey(run, work.plan.contact) });
  if (known?.sevdeskId) return { id: known.sevdeskId, known: true };
  if (!(await claimLink(run, work.plan.contact))) {
    return { stop: 'later', afterMs: 1_000 + run.ports.random() * 1_000, reason: waiting.queued };
  }
  const found = await findContact(run, work);
  if (isStop(found)) return found;
  if (found.id) return keepContact(run, work, found.id, false);
  return createContact(run, work);
}

async function createContact(run: Run, work: Work): Promise<ContactFound | Stop> {
  const place = { step: 'contact' as const, documentId: work.id };
  const stop = await save(run, [], [{ ...place, outcome: 'requested' }]);
  if (stop) return stop;
  const answer = await ask(run, place, (sevdesk) => sevdesk.createContact(work.plan.contact));
  if (answer.kind === 'done') return keepContact(run, work, answer.value.id, true);
  if (wasNotCarriedOut(answer)) {
    await forget(run, work.plan.contact);
    return stopOf(run, answer);
  }
  // Nobody knows whether it was made: look now, and again when this order is tried next.
  const found = await findContact(run, work);
  if (isStop(found)) return found;
  if (found.id) return keepContact(run, work, found.id, true);
  if (answer.kind === 'unclear' || answer.why === 'key') return stopOf(run, answer, VISIBLE_MS);
  await forget(run, work.plan.contact);
  return park(refusedDocument(answer));
}

/** Forgets a contact that was deleted in sevdesk, so that it is made anew. */
export async function forgetIfGone(run: Run, work: Work): Promise<{ gone: boolean } | Stop> {
  const found = await findContact(run, work);
  if (isStop(found)) return found;
  if (found.id) return { gone: false };
  await forget(run, work.plan.contact);
  return { gone: true };
}

async function findContact(run: Run, work: Work): Promise<{ id: string | null } | Stop> {
  const { customerNumber } = work.plan.contact;
  const place = { step: 'contact' as const, documentId: work.id };
  const answer = await ask(run, place, (sevdesk) => sevdesk.findContacts(customerNumber));
  if (answer.kind !== 'done') return stopOf(run, answer);
  // Should there be several, the oldest is the one that other documents already hang on.
  const oldest = [...answer.value].sort((a, b) => Number(a.id) - Number(b.id))[0];
  return { id: oldest?.id ?? null };
}

function linkKey(run: Run, { customerNumber }: PlannedContact) {
  const { accountKey } = run.connection;
  return { shopId_accountKey_customerNumber: { shopId: run.lease.shopId, accountKey, customerNumber } };
}

/** One run creates a contact, the others wait for it: two orders of a new customer must not make two contacts. */
async function claimLink(run: Run, { customerNumber }: PlannedContact): Promise<boolean> {
  const { ports, lease, connection } = run;
  const now = ports.clock.now();
  const stale = new Date(now.getTime() - CREATING_MS);
  const claimed = await ports.db.$executeRaw`
    insert into contact_link as l (shop_id, account_key, customer_number, requested_at, requested_by)
    values (${lease.shopId}::uuid, ${connection.accountKey}, ${customerNumber}, ${now}::timestamptz,
      ${lease.orderSyncId}::uuid)
    on conflict (shop_id, account_key, customer_number) do update
      set requested_at = excluded.requested_at, requested_by = excluded.requested_by
      where l.sevdesk_id is null
        and (l.requested_at <= ${stale}::timestamptz or l.requested_by = excluded.requested_by)`;
  return claimed === 1;
}

async function forget(run: Run, contact: PlannedContact): Promise<void> {
  const { shopId, accountKey, customerNumber } = linkKey(run, contact).shopId_accountKey_customerNumber;
  await run.ports.db.contactLink.deleteMany({ where: { shopId, accountKey, customerNumber } });
}

/** Address and e-mail are added to a contact of our making later, when nothing waits for them. */
async function keepContact(run: Run, work: Work, id: string, made: boolean): Promise<ContactFound> {
  const { ports, lease } = run;
  const { contact } = work.plan;
  const where = linkKey(run, contact);
  if (!made || !(contact.address || contact.email)) {
    await ports.db.contactLink.update({ where, data: { sevdeskId: id } });
    return { id, known: false };
  }
  const { customerNumber } = contact;
  const place = contactPlace(lease.shopId, customerNumber);
  const detailsEncrypted = ports.encryption.encrypt(JSON.stringify(contact), place);
  const runAt = new Date(ports.clock.now().getTime() + DETAILS_AFTER_MS);
  await ports.db.$transaction(async (tx) => {
    // Whoever lost the lease may hold data that were deleted meanwhile.
    const mine = await fencedWrite(tx, lease, [], []);
    await tx.contactLink.update({ where, data: { sevdeskId: id, ...(mine ? { detailsEncrypted } : {}) } });
    if (!mine) return;
    await enqueue(
      tx,
      'contact_details',
      { shopId: lease.shopId, customerNumber },
      { runAt, priority: DETAILS_PRIORITY },
    );
  });
  return { id, known: false };
}
