import { randomUUID } from 'node:crypto';
import type { PlannedContact, PlannedDocument } from '../../../app/accounting/documents.ts';
import { systemClock } from '../../../app/platform/clock.ts';
import type { Answer } from '../../../app/sevdesk/answer.ts';
import type {
  AccountLookups,
  DocumentState,
  DraftRefs,
  LedgerKind,
  SevdeskClient,
} from '../../../app/sevdesk/client.ts';
import { createSevdeskClient } from '../../../app/sevdesk/createClient.server.ts';
import { berlinDay } from '../../../app/accounting/day.ts';
import { someContact, someInvoice, someRefs } from '../../support/sevdesk.ts';

/** Where an account is, and how it may be treated. */
export interface SevdeskTarget {
  apiUrl: string;
  token: string;
  /** Documents may be finalised, booked and mailed: what has a number stays for ever. */
  expendable: boolean;
  /** Kept between two requests. */
  gapMs: number;
}

interface RawAnswer {
  status: number;
  headers: Headers;
  /** As it came; null where it is no JSON. */
  json: unknown;
  bytes: Buffer;
}

/** One sevdesk account, real or played, from which everything is taken away again that can be. */
export interface SevdeskAccount extends SevdeskTarget {
  client: SevdeskClient;
  lookups: AccountLookups;
  contactId: string;
  /** Of that contact. */
  customerNumber: string;
  today: string;
  /** Unique for this visit, with a name in front. */
  marker: (name: string) => string;
  /** The product's own draft: an invoice of 16.80 EUR dated today unless something else is said. */
  draft: (
    name: string,
    changes?: Partial<PlannedDocument>,
    refs?: Partial<DraftRefs>,
  ) => Promise<Answer<DocumentState>>;
  newContact: (changes?: Partial<PlannedContact>) => Promise<string>;
  /** A request by hand, e.g. one that the product never sends. */
  raw: (method: string, path: string, body?: unknown, token?: string) => Promise<RawAnswer>;
  /** Deletes the drafts and contacts of this visit. Answers what could not be deleted. */
  leave: () => Promise<string[]>;
}

/** The value of an answer that must have worked; throws with the answer. */
export function done<T>(answer: Answer<T>): T {
  if (answer.kind !== 'done') throw new Error(JSON.stringify(answer));
  return answer.value;
}

/** An answer in a few words: what was made, or what was refused and why. */
export function told(answer: Answer<DocumentState | null>): string {
  if (answer.kind === 'done') {
    if (answer.value === null) return 'Accepted.';
    const { status, number, net, tax, gross, taxRule, currency } = answer.value;
    return `Accepted: ${status}, number ${number ?? 'none'}, ${net} + ${tax} = ${gross} cents ${currency}, rule ${taxRule}.`;
  }
  if (answer.kind === 'refused') return `Refused: ${answer.status}/${answer.code}: ${answer.message}`;
  return `Unclear: ${answer.cause}.`;
}

/** Reads what documents need and makes a contact for this visit. */
export async function visitSevdesk(target: SevdeskTarget): Promise<SevdeskAccount> {
  const { apiUrl, token, gapMs } = target;
  const client = createSevdeskClient({
    ...{ baseUrl: apiUrl, token, timeoutMs: 15_000 },
    pace: () => systemClock.sleep(gapMs),
  });
  const visit = randomUUID().slice(0, 8);
  const today = berlinDay(new Date().toISOString());
  const drafts: { kind: LedgerKind; id: string }[] = [];
  const contacts: string[] = [];
  const marker = (name: string) => `${name} · contract · ${visit}`;

  async function raw(method: string, path: string, body?: unknown, as = token): Promise<RawAnswer> {
    await systemClock.sleep(gapMs);
    const response = await fetch(`${apiUrl}${path}`, {
      method,
      redirect: 'manual',
      headers: { authorization: as, 'content-type': 'application/json', 'accept-encoding': 'identity' },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    return { status: response.status, headers: response.headers, bytes, json: parse(bytes) };
  }

  async function newContact(changes: Partial<PlannedContact> = {}): Promise<string> {
    const customerNumber = `CT-${visit}${contacts.length === 0 ? '' : `-${contacts.length}`}`;
    const { id } = done(await client.createContact(someContact({ customerNumber, ...changes })));
    contacts.push(id);
    return id;
  }

  const lookups = done(await client.lookups());
  const contactId = await newContact();
  return {
    ...{
      ...target,
      client,
      lookups,
      contactId,
      customerNumber: `CT-${visit}`,
      today,
      marker,
      newContact,
      raw,
    },
    async draft(name, changes = {}, refs = {}) {
      const kind: LedgerKind = changes.kind === 'credit_note' ? 'credit_note' : 'invoice';
      const document = someInvoice({ marker: marker(name), date: today, deliveryDate: today, ...changes });
      const answer = await client.saveDraft(document, someRefs(lookups, contactId, refs));
      if (answer.kind === 'done') drafts.push({ kind, id: answer.value.id });
      return answer;
    },
    async leave() {
      const left: string[] = [];
      for (const { kind, id } of drafts) {
        const answer = await client.deleteDraft(kind, id);
        if (answer.kind !== 'done' && !isGone(answer)) left.push(`${kind} ${id}: ${told(answer)}`);
      }
      for (const id of contacts) {
        const { status } = await raw('DELETE', `/Contact/${id}`);
        if (status >= 300 && status !== 404) left.push(`contact ${id}`);
      }
      return left;
    },
  };
}

const isGone = (answer: Answer<unknown>) => answer.kind === 'refused' && answer.why === 'not_found';

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return null;
  }
}
