import type { PlannedDocument } from '../../accounting/documents.ts';
import type { Connection } from '../../merchant/connection.server.ts';
import type { DocumentState, LedgerKind, SevdeskClient } from '../../sevdesk/client.ts';
import type { Asked } from './asked.ts';
import { gapMsOf } from '../../sevdesk/pacing.server.ts';
import {
  fencedWrite,
  writeAndPass,
  type Change,
  type EventInput,
  type RowChange,
} from './fencedWrite.server.ts';
import type { Lease } from './lease.server.ts';
import { lost, type Stop } from '../outcome.ts';
import type { RunSignals, SyncPorts } from '../ports.server.ts';
import type { Pass } from '../standing.server.ts';
import type { BookingProgress, DocumentProgress, MailProgress } from '../states.ts';
import { documentTo } from './documentState.server.ts';

/** One run for one order: who acts, by what right, and with which account. */
export interface Run {
  ports: SyncPorts;
  signals: RunSignals;
  lease: Lease;
  connection: Connection;
  sevdesk: SevdeskClient;
  shopName: string;
  /** Events of reads, saved together with the next write. */
  pending: EventInput[];
  /** What is known already and is saved with whatever this run says to the database next. */
  deferred: RowChange[];
  /** The next write is the last one before a request leaves: it finds out whether it may. */
  leaving: boolean;
  /** What it found out, for the request that leaves next. */
  pass: Pass | null;
  /** The moment that is booked for it already. */
  slot: Date | null;
  /** The write at hand leaves by then or not at all; null while none is. */
  leaveBy: Date | null;
}

/** A document of the ledger during a run. */
export interface Work {
  id: string;
  kind: PlannedDocument['kind'];
  plan: PlannedDocument;
  accountKey: string;
  state: DocumentProgress;
  /** What sevdesk made of it; cancelling a paid invoice makes a credit note. */
  remoteKind: LedgerKind;
  sevdeskId: string | null;
  number: string | null;
  /** How often its creation was sent. */
  writes: number;
  /** What was sent last (its creation, its finalising) while nobody knows what came of it. */
  asked: Asked | null;
  bookings: BookingWork[];
  /** Bookings that wait for the bank in this run. */
  passedBy: string[];
  mail: MailWork | null;
  /** How sevdesk showed it in this very run, if it did. */
  seen: DocumentState | null;
}

export interface BookingWork {
  id: string;
  transactionGid: string;
  gateway: string;
  checkAccountId: string;
  handling: 'clear' | 'match';
  /** What it is booked against, where it is matched and this is known. */
  entryId: string | null;
  amountCents: number;
  day: string;
  state: BookingProgress;
  asked: Asked | null;
}

export interface MailWork {
  id: string;
  to: string;
  state: MailProgress;
}

/** Saves ledger rows, the reads noted before, and further events; a stop when the lease is lost. */
export async function save(
  run: Run,
  changes: RowChange[],
  events: Omit<EventInput, 'at'>[] = [],
): Promise<Stop | null> {
  const { ports, lease } = run;
  const noted = takeNoted(run, changes, events);
  if (!run.leaving)
    return (await fencedWrite(ports.db.sql, lease, noted.changes, noted.events)) ? null : lost;
  run.pass = await writeAndPass(ports.db.sql, lease, noted.changes, noted.events, leavingNow(run));
  return run.pass ? null : lost;
}

/** Whose request leaves, and when. */
export const leavingNow = ({ ports, connection }: Run) => ({
  accountKey: connection.accountKey,
  now: ports.clock.now(),
  gapMs: gapMsOf(connection.requestsPerSecond),
});

/** What is to be saved with this, in the order in which it came about; nothing of it is left to be saved afterwards. */
export function takeNoted(run: Run, changes: RowChange[] = [], events: Omit<EventInput, 'at'>[] = []) {
  const noted = { changes: [...run.deferred, ...changes], events: withEvents(run, events) };
  [run.deferred, run.pending] = [[], []];
  return noted;
}

function withEvents(run: Run, events: Omit<EventInput, 'at'>[]): EventInput[] {
  const at = run.ports.clock.now();
  return events.reduce((before, event) => withEvent(before, { ...event, at }), run.pending);
}

/** Saved with the next write, before anything else happens: what an answer has proved is found again if that fails. */
export function defer(run: Run, changes: RowChange[], events: Omit<EventInput, 'at'>[] = []): null {
  run.pending = withEvents(run, events);
  run.deferred.push(...changes);
  return null;
}

/** What a step came to and the answer that said so are one line of the timeline. */
function withEvent(before: EventInput[], event: EventInput): EventInput[] {
  const last = before.at(-1);
  const same =
    last?.step === event.step && last.outcome === event.outcome && last.documentId === event.documentId;
  if (!last || !same) return [...before, event];
  return [...before.slice(0, -1), { ...last, detail: { ...last.detail, ...event.detail } }];
}

type Progress = Partial<
  Pick<Work, 'state' | 'remoteKind' | 'sevdeskId' | 'number' | 'writes' | 'asked' | 'seen'>
> & {
  adopted?: boolean;
  numbered?: boolean;
};

/** Saves how far a document is, before or after the request that moves it there. */
export async function move(
  run: Run,
  work: Work,
  to: Progress,
  events: Omit<EventInput, 'at' | 'documentId'>[] = [],
  when: 'now' | 'with_next' = 'now',
): Promise<Work | Stop> {
  const now = run.ports.clock.now();
  const { seen, adopted, numbered, ...kept } = to;
  const set = {
    changed_at: now,
    ...(to.state === undefined ? {} : documentTo(work, to.state)),
    ...(to.remoteKind === undefined ? {} : { remote_kind: to.remoteKind }),
    ...(to.sevdeskId === undefined ? {} : { sevdesk_id: to.sevdeskId }),
    ...(to.number === undefined ? {} : { number: to.number }),
    ...(to.writes === undefined ? {} : { writes: to.writes }),
    ...(to.asked === undefined ? {} : askedColumns(to.asked)),
    ...(adopted === undefined ? {} : { adopted }),
    ...(numbered ? { numbered_at: now } : {}),
    ...(seen ? { sevdesk_tax_cents: seen.tax } : {}),
  };
  const changes: RowChange[] = [{ table: 'document', ids: [work.id], set }];
  const noted = events.map((event) => ({ ...event, documentId: work.id }));
  const stop = when === 'now' ? await save(run, changes, noted) : defer(run, changes, noted);
  return stop ?? { ...work, ...kept, seen: seen === undefined ? null : seen };
}

/**
 * What an answer proves of an invoice is saved with the next write: should it get lost, it is read again. Credit notes are
 * numbered one after the other, so that the next order must see at once how far this one is.
 */
export const whenProven = ({ remoteKind }: Work) => (remoteKind === 'invoice' ? 'with_next' : 'now');

/** A document that is followed through several changes. */
export interface Followed {
  /** As it stands now. */
  readonly work: Work;
  /** {@link move}; null when it went well. */
  keep(to: Progress, events?: Omit<EventInput, 'at' | 'documentId'>[]): Promise<Stop | null>;
}

export function follow(run: Run, start: Work): Followed {
  let work = start;
  return {
    get work() {
      return work;
    },
    async keep(to, events) {
      const moved = await move(run, work, to, events);
      if ('stop' in moved) return moved;
      work = moved;
      return null;
    },
  };
}

/** What was sent stays on record once it is settled; only what is under way counts its look-ups. */
export const askedColumns = (asked: Asked | null): Change<'document' | 'booking'> =>
  asked === null
    ? { empty_look_ups: 0, refusal: null }
    : { requested_at: asked.at, empty_look_ups: asked.emptyLookUps, refusal: asked.refusal };
