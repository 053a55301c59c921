import { done } from '../../sevdesk/answer.ts';
import type { PlannedContact, Recipient } from '../../accounting/documents.ts';
import { enqueue } from '../../platform/queue/jobs.server.ts';
import { contactContext } from '../../platform/encryptionContexts.ts';
import { ask, stopOf } from './ask.server.ts';
import { DETAILS_AFTER_MS, DETAILS_PRIORITY } from './contactDetails.server.ts';
import { askedOf, type Asked } from '../ledger/asked.ts';
import { fencedWrite, type EventInput } from '../ledger/fencedWrite.server.ts';
import { isStop, park, type Stop } from '../outcome.ts';
import { refusedDocument, waiting } from '../problems.ts';
import { save, type Run, type Work } from '../ledger/run.server.ts';
import { writeOnce, type Write } from './writeOnce.server.ts';

/** How long the order whose run creates a contact is left alone before another one takes over. */
const CREATING_MS = 30_000;

export interface ContactFound {
  id: string;
}

/** The buyer's contact in sevdesk: the one we know, one found by its customer number, or a new one. */
export async function ensureContact(run: Run, work: Work): Promise<ContactFound | Stop> {
  const known = await run.ports.db.contactLink.findUnique({ where: linkKey(run, work.plan.contact) });
  if (known?.sevdeskId) return { id: known.sevdeskId };
  const link = await claimLink(run, work.plan.contact);
  if (!link) return { stop: 'later', afterMs: 1_000 + run.ports.random() * 1_000, reason: waiting.queued };
  const written = await writeOnce(run, contactCreation(run, work, askedOf(link.requestedAt !== null, link)));
  if (isStop(written)) return written;
  switch (written.kind) {
    case 'stands':
      return keepContact(run, work, written.found.id, written.found.made);
    case 'refused':
      return park(refusedDocument(written.refusal));
    case 'instead':
    case 'unproven':
      throw new Error('the answer to a creation is its proof');
  }
}

interface Standing {
  id: string;
  /** By us, so that address and e-mail are ours to add. */
  made: boolean;
}

function contactCreation(run: Run, work: Work, asked: Asked | null): Write<Standing, Standing, null> {
  const about = { step: 'contact' as const, documentId: work.id };
  let sent = asked !== null;
  return {
    about,
    asked,
    async lookFor() {
      const found = await findContact(run, work);
      if (isStop(found)) return found;
      return found.id === null ? null : { id: found.id, made: sent };
    },
    prepare: () => Promise.resolve({ ready: null }),
    async request(now) {
      sent = true;
      return keepAsked(run, work, now, [{ ...about, outcome: 'requested' }]);
    },
    note: (now) => keepAsked(run, work, now),
    undo: () => keepAsked(run, work, null),
    async send(sevdesk) {
      const answer = await sevdesk.createContact(work.plan.contact);
      return answer.kind === 'done' ? done({ id: answer.value.id, made: true }) : answer;
    },
    prove: (made) => made,
  };
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
  const about = { step: 'contact' as const, documentId: work.id };
  const answer = await ask(run, about, (sevdesk) => sevdesk.findContacts(customerNumber));
  if (answer.kind !== 'done') return stopOf(run, answer);
  // Should there be several, the oldest is the one that other documents already hang on.
  const oldest = [...answer.value].sort((a, b) => Number(a.id) - Number(b.id))[0];
  return { id: oldest?.id ?? null };
}

function linkKey(run: Run, { customerNumber }: PlannedContact) {
  const { accountKey } = run.connection;
  return { shopId_accountKey_customerNumber: { shopId: run.lease.shopId, accountKey, customerNumber } };
}

interface Link {
  requestedAt: Date | null;
  emptyLookUps: number;
  refusal: unknown;
}

/**
 * One run looks for a contact and creates it, the others wait for it: two orders of a new customer must not make two
 * contacts. What was sent by whom stays on record, whoever has it in hand.
 */
async function claimLink(run: Run, { customerNumber }: PlannedContact): Promise<Link | null> {
  const { ports, lease, connection } = run;
  const now = ports.clock.now();
  const [from, to] = [now.getTime() - CREATING_MS, now.getTime() + CREATING_MS];
  const [link] = await ports.db.$queryRaw<Link[]>`
    insert into contact_link as l (shop_id, account_key, customer_number, claimed_at, requested_by)
    values (${lease.shopId}::uuid, ${connection.accountKey}, ${customerNumber}, ${now}::timestamptz,
      ${lease.orderSyncId}::uuid)
    on conflict (shop_id, account_key, customer_number) do update
      set claimed_at = excluded.claimed_at, requested_by = excluded.requested_by
      where l.sevdesk_id is null and (l.requested_by = excluded.requested_by
        or l.claimed_at not between ${new Date(from)}::timestamptz and ${new Date(to)}::timestamptz)
    returning requested_at as "requestedAt", empty_look_ups as "emptyLookUps", refusal`;
  return link ?? null;
}

/** Saves how far the creation is; a stop when the lease is lost, or another order has the contact in hand by now. */
async function keepAsked(
  run: Run,
  { plan }: Work,
  asked: Asked | null,
  events: Omit<EventInput, 'at'>[] = [],
): Promise<Stop | null> {
  const { shopId, accountKey, customerNumber } = linkKey(run, plan.contact).shopId_accountKey_customerNumber;
  return run.ports.db.$transaction(async (tx) => {
    const stop = await save(run, [], events, tx);
    if (stop) return stop;
    const count = await tx.$executeRaw`
      update contact_link set requested_at = ${asked?.at ?? null}::timestamptz,
        empty_look_ups = ${asked?.emptyLookUps ?? 0}::int,
        refusal = ${asked?.refusal ? JSON.stringify(asked.refusal) : null}::jsonb
      where shop_id = ${shopId}::uuid and account_key = ${accountKey} and customer_number = ${customerNumber}
        and sevdesk_id is null and requested_by = ${run.lease.orderSyncId}::uuid`;
    return count === 1 ? null : { stop: 'later', afterMs: 1_000, reason: waiting.queued };
  });
}

async function forget(run: Run, contact: PlannedContact): Promise<void> {
  const { shopId, accountKey, customerNumber } = linkKey(run, contact).shopId_accountKey_customerNumber;
  await run.ports.db.contactLink.deleteMany({ where: { shopId, accountKey, customerNumber } });
}

/** Neither street nor town, as on small invoices (§ 33 UStDV): the country is all there is. */
export const isPlaceless = ({ street, zip, city }: Recipient): boolean => !street && !zip && !city;

/**
 * sevdesk refuses to finalise (422) where neither document nor contact has an address; whether name and country on the
 * document are one is not known. So its contact gets its country as an address first. Best effort: without it the document
 * is refused by name.
 */
async function addCountry(run: Run, work: Work, id: string): Promise<PlannedContact> {
  const { contact } = work.plan;
  if (!contact.address || !isPlaceless(contact.address)) return contact;
  const { lookups } = run.connection;
  const about = { step: 'contact' as const, documentId: work.id };
  await ask(run, about, (sevdesk) => sevdesk.addContactAddress(id, contact, lookups));
  return { ...contact, address: null };
}

/** Address and e-mail are added to a contact of our making later, when nothing waits for them. */
async function keepContact(run: Run, work: Work, id: string, made: boolean): Promise<ContactFound> {
  const { ports, lease } = run;
  const where = linkKey(run, work.plan.contact);
  const contact = made ? await addCountry(run, work, id) : work.plan.contact;
  if (!made || !(contact.address || contact.email)) {
    await ports.db.contactLink.update({ where, data: { sevdeskId: id } });
    return { id };
  }
  const { customerNumber } = contact;
  const context = contactContext(lease.shopId, customerNumber);
  const detailsEncrypted = ports.encryption.encrypt(JSON.stringify(contact), context);
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
  return { id };
}
