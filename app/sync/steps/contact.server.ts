import { done } from '../../sevdesk/answer.ts';
import type { PlannedContact, Recipient } from '../../accounting/documents.ts';
import { ADD_JOB, jobParams, jobValues } from '../../platform/queue/jobs.server.ts';
import { instant, int, json, nullable, text, uuid } from '../../platform/sql/codecs.ts';
import { statement } from '../../platform/sql/statement.ts';
import { contactContext } from '../../platform/encryptionContexts.ts';
import { ask, stopOf } from './ask.server.ts';
import { DETAILS_AFTER_MS, DETAILS_PRIORITY } from './contactDetails.server.ts';
import { askedOf, type Asked } from '../ledger/asked.ts';
import {
  CHANGES,
  changeParams,
  changeRows,
  HELD,
  heldBy,
  heldParams,
  type EventInput,
} from '../ledger/fencedWrite.server.ts';
import { isStop, lost, park, type Stop } from '../outcome.ts';
import { refusedDocument, waiting } from '../problems.ts';
import { leavingNow, takeNoted, type Run, type Work } from '../ledger/run.server.ts';
import { passFields, passOf, passParams, PASS_COLUMNS } from '../standing.server.ts';
import { writeOnce, type Write } from './writeOnce.server.ts';

/** How long the order whose run creates a contact is left alone before another one takes over. */
const CREATING_MS = 30_000;

export interface ContactFound {
  id: string;
}

/** The buyer's contact in sevdesk: the one we know, one found by its customer number, or a new one. */
export async function ensureContact(run: Run, work: Work): Promise<ContactFound | Stop> {
  const link = await claimLink(run, work.plan.contact);
  if (!link) return { stop: 'later', afterMs: 1_000 + run.ports.random() * 1_000, reason: waiting.queued };
  if (link.sevdeskId !== null) return { id: link.sevdeskId };
  const written = await writeOnce(run, contactCreation(run, work, askedOf(link.requestedAt !== null, link)));
  if (isStop(written)) return written;
  switch (written.kind) {
    case 'stands':
      await keepContact(run, work, written.found.id, written.found.made);
      return { id: written.found.id };
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

const keyParams = { shop: uuid, accountKey: text, customerNumber: text };
const keyOf = ({ lease, connection }: Run, { customerNumber }: PlannedContact) => ({
  shop: lease.shopId,
  accountKey: connection.accountKey,
  customerNumber,
});
const IS_LINK = 'l.shop_id = :shop and l.account_key = :accountKey and l.customer_number = :customerNumber';

/** With how sevdesk stands: who claims a contact looks for it next. */
const CLAIM = statement('steps.claim_contact', {
  params: { ...keyParams, order: uuid, from: instant, to: instant, ...passParams },
  row: {
    sevdeskId: nullable(text),
    requestedAt: nullable(instant),
    emptyLookUps: int,
    refusal: nullable(json()),
    ...passFields,
  },
  sql: `
    with known as (select l.* from contact_link l where ${IS_LINK} and l.sevdesk_id is not null),
    claimed as (
      insert into contact_link as l (shop_id, account_key, customer_number, claimed_at, requested_by)
      select :shop, :accountKey, :customerNumber, :now, :order where not exists (select 1 from known)
      on conflict (shop_id, account_key, customer_number) do update
        set claimed_at = excluded.claimed_at, requested_by = excluded.requested_by
        where l.sevdesk_id is null and (l.requested_by = excluded.requested_by
          or l.claimed_at not between :from and :to)
      returning l.*),
    ${passOf(', claimed')}
    select link.sevdesk_id, link.requested_at, link.empty_look_ups, link.refusal, ${PASS_COLUMNS}
    from (select * from known union all select * from claimed) link cross join standing`,
});

/**
 * One run looks for a contact and creates it, the others wait for it: two orders of a new customer must not make two
 * contacts. What was sent by whom stays on record, whoever has it in hand. Null while another run has.
 */
async function claimLink(run: Run, contact: PlannedContact) {
  const leaving = leavingNow(run);
  const now = leaving.now.getTime();
  const claimed = await run.ports.db.sql.first(CLAIM, {
    ...{ ...keyOf(run, contact), ...leaving, order: run.lease.orderSyncId },
    ...{ from: new Date(now - CREATING_MS), to: new Date(now + CREATING_MS) },
  });
  if (claimed && claimed.sevdeskId === null) run.pass = claimed;
  return claimed;
}

/** Only of the order that has the contact in hand, and while it is not known to stand. */
const ASKED = statement('steps.contact_asked', {
  params: {
    ...heldParams,
    ...changeParams,
    ...keyParams,
    ...passParams,
    requestedAt: nullable(instant),
    emptyLookUps: int,
    refusal: nullable(json<object>()),
  },
  row: { held: int, mine: int, ...passFields },
  sql: `
    with ${HELD}, ${CHANGES},
    asked as (
      update contact_link l set requested_at = :requestedAt, empty_look_ups = :emptyLookUps, refusal = :refusal
      from held where ${IS_LINK} and l.sevdesk_id is null and l.requested_by = :order
      returning 1),
    ${passOf(', asked')}
    select (select count(*) from held)::int as held, (select count(*) from asked)::int as mine, ${PASS_COLUMNS}
    from standing`,
});

/** Saves how far the creation is; a stop when the lease is lost, or another order has the contact in hand by now. */
async function keepAsked(
  run: Run,
  { plan }: Work,
  asked: Asked | null,
  events: Omit<EventInput, 'at'>[] = [],
): Promise<Stop | null> {
  const noted = takeNoted(run, [], events);
  const leaving = leavingNow(run);
  const row = await run.ports.db.sql.first(ASKED, {
    ...{ ...heldBy(run.lease), ...changeRows(noted.changes, noted.events), ...keyOf(run, plan.contact) },
    ...{ ...leaving, gapMs: run.leaving ? leaving.gapMs : null },
    ...{
      requestedAt: asked?.at ?? null,
      emptyLookUps: asked?.emptyLookUps ?? 0,
      refusal: asked?.refusal ?? null,
    },
  });
  if (row!.held === 0) return lost;
  if (row!.mine === 0) return { stop: 'later', afterMs: 1_000, reason: waiting.queued };
  if (run.leaving) run.pass = row;
  return null;
}

const FORGET = statement('steps.forget_contact', {
  params: keyParams,
  row: {},
  sql: `delete from contact_link l where ${IS_LINK}`,
});
const forget = (run: Run, contact: PlannedContact) => run.ports.db.sql.rows(FORGET, keyOf(run, contact));

/** Details and their job only for who holds the lease: whoever lost it may hold data that were deleted meanwhile. */
const KEEP = statement('steps.keep_contact', {
  params: { ...heldParams, ...keyParams, ...jobParams, id: text, details: nullable(text) },
  row: { job: text },
  sql: `
    with ${HELD},
    kept as (
      update contact_link l set sevdesk_id = :id,
        details_encrypted = case when exists (select 1 from held) then coalesce(:details, l.details_encrypted)
          else l.details_encrypted end
      where ${IS_LINK})
    select ${ADD_JOB} as job from held where :details is not null`,
});

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
async function keepContact(run: Run, work: Work, id: string, made: boolean): Promise<void> {
  const { ports, lease } = run;
  const contact = made ? await addCountry(run, work, id) : work.plan.contact;
  const { customerNumber } = contact;
  const { shopId } = lease;
  const context = contactContext(shopId, customerNumber);
  const adds = made && (contact.address || contact.email);
  const runAt = new Date(ports.clock.now().getTime() + DETAILS_AFTER_MS);
  await ports.db.sql.rows(KEEP, {
    ...{ ...heldBy(lease), ...keyOf(run, contact), id },
    details: adds ? ports.encryption.encrypt(JSON.stringify(contact), context) : null,
    ...jobValues('contact_details', { shopId, customerNumber }, { runAt, priority: DETAILS_PRIORITY }),
  });
}
