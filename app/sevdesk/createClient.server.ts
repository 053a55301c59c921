import { z } from 'zod';
import { systemClock } from '../platform/clock.ts';
import { done, type Answer } from './answer.ts';
import { refused, unclear } from './classify.ts';
import type { LedgerKind, SevdeskClient } from './client.ts';
import { bookingBody } from './bookingBody.ts';
import { addressBody, contactBody, emailBody, personalValues } from './contactBody.ts';
import { checkAccountState, contactState, statementEntry } from './accountState.ts';
import { mailBody } from './mailBody.ts';
import { toBerlinDay, toBerlinNoon } from './dates.ts';
import { creditNoteBody, invoiceBody } from './documentBody.ts';
import { bookingState, cancelled, documentState, savedCreditNote, savedInvoice } from './documentState.ts';
import { PAGE, parseRows, readMatching, readPage, unreadable, type Row } from './lists.server.ts';
import { readLookups, readRegime } from './lookups.server.ts';
import { readFile } from './readFile.ts';
import { createSender, type ClientOptions, type SevdeskRequest } from './request.server.ts';
import { addresseeRow, sequenceRow, systemVersion } from './schemas.ts';
import { formatNumber } from './sequence.ts';

const MODEL = { invoice: 'Invoice', credit_note: 'CreditNote' } as const;

/**
 * A client for one sevdesk account. Every answer is done, refused or unclear, and nothing is repeated here: what an
 * unclear write came to is found out by reading, and whoever holds the ledger does that.
 */
export function createSevdeskClient(options: ClientOptions): SevdeskClient {
  const send = createSender(options);
  const { clock = systemClock } = options;

  /** One object, whether it comes bare or as an array of one. */
  async function one<T>(request: SevdeskRequest, schema: z.ZodType<T>): Promise<Answer<T>> {
    const answer = await send(request);
    if (answer.kind !== 'done') return answer;
    const body = answer.value.kind === 'json' ? answer.value.body : null;
    const objects = (body as { objects?: unknown } | null)?.objects;
    if (Array.isArray(objects) && objects.length === 0)
      return refused('not_found', 200, `${request.path} is empty`);
    const parsed = schema.safeParse(Array.isArray(objects) ? objects[0] : objects);
    return parsed.success ? done(parsed.data) : unreadable(parsed.error, request.path);
  }

  /** For calls whose answer says nothing that is needed. */
  async function acknowledged(request: SevdeskRequest): Promise<Answer<null>> {
    const answer = await send(request);
    return answer.kind === 'done' ? done(null) : answer;
  }

  async function matching<T>(
    path: string,
    filter: Record<string, string>,
    isWanted: (row: Row) => boolean,
    schema: z.ZodType<T>,
  ): Promise<Answer<T[]>> {
    const rows = await readMatching(send, path, filter, isWanted);
    return rows.kind === 'done' ? parseRows(rows.value, schema, path) : rows;
  }

  const at = (kind: LedgerKind, id: string, action = '') => `/${MODEL[kind]}/${id}${action}`;

  return {
    async systemVersion() {
      const answer = await one({ method: 'GET', path: '/Tools/bookkeepingSystemVersion' }, systemVersion);
      return answer.kind === 'done' ? done(answer.value.version) : answer;
    },
    regime: () => readRegime(send),
    lookups: () => readLookups(send),
    async checkAccounts() {
      return matching('/CheckAccount', {}, () => true, checkAccountState);
    },
    createClearingAccount: (name) =>
      one(
        {
          method: 'POST',
          path: '/CheckAccount/Factory/clearingAccount',
          body: { name, accountingNumber: null },
        },
        checkAccountState,
      ),

    // Without depth=1 only companies are listed.
    findContacts: (customerNumber) =>
      matching(
        '/Contact',
        { depth: '1', customerNumber },
        (row) => row['customerNumber'] === customerNumber,
        contactState,
      ),
    createContact: (contact) =>
      one(
        { method: 'POST', path: '/Contact', body: contactBody(contact), personal: personalValues(contact) },
        contactState,
      ),
    async addContactAddress(contactId, contact, { countries }) {
      const countryId = countries[contact.address?.countryCode ?? ''];
      if (countryId === undefined) return unknownCountry(contact.address?.countryCode);
      const body = addressBody(contactId, contact, countryId);
      return acknowledged({
        method: 'POST',
        path: '/ContactAddress',
        body,
        personal: personalValues(contact),
      });
    },
    addContactEmail: (contactId, email) =>
      acknowledged({
        method: 'POST',
        path: '/CommunicationWay',
        body: emailBody(contactId, email),
        personal: [email],
      }),

    findByMarker: (kind, marker) =>
      matching(
        `/${MODEL[kind]}`,
        { customerInternalNote: marker },
        (row) => row['customerInternalNote'] === marker,
        documentState(kind),
      ),
    async newestOfContact(kind, contactId) {
      const path = `/${MODEL[kind]}`;
      const filter = { 'contact[id]': contactId, 'contact[objectName]': 'Contact' };
      const isWanted = (row: Row) => idOf(row['contact']) === contactId;
      // Newest come first as recorded. A first page that shows it and kept the filter holds what is asked for.
      const enough = (page: Row[], isFirst: boolean) =>
        isFirst && page.every(isWanted) && isNewestFirst(page);
      const rows = await readMatching(send, path, filter, isWanted, enough);
      return rows.kind === 'done' ? parseRows(rows.value, documentState(kind), path) : rows;
    },
    get: (kind, id) => one({ method: 'GET', path: at(kind, id) }, documentState(kind)),
    addresseeOf: (id) => one({ method: 'GET', path: at('invoice', id) }, addresseeRow),
    async saveDraft(document, refs) {
      if (document.kind === 'cancellation')
        throw new Error('sevdesk makes cancellations itself: cancelInvoice');
      const { countryCode } = document.recipient;
      const countryId = refs.lookups.countries[countryCode];
      if (countryId === undefined) return unknownCountry(countryCode);
      const { recipient, contact } = document;
      const personal = [
        recipient.name,
        recipient.name2,
        recipient.street,
        recipient.city,
        ...personalValues(contact),
      ];
      if (document.kind === 'invoice') {
        const body = invoiceBody(document, refs, countryId);
        return one({ method: 'POST', path: '/Invoice/Factory/saveInvoice', body, personal }, savedInvoice);
      }
      const body = creditNoteBody(document, refs, countryId);
      return one(
        { method: 'POST', path: '/CreditNote/Factory/saveCreditNote', body, personal },
        savedCreditNote,
      );
    },
    deleteDraft: (kind, id) => acknowledged({ method: 'DELETE', path: at(kind, id) }),
    finalise: (kind, id) =>
      one(
        { method: 'PUT', path: at(kind, id, '/sendBy'), body: { sendType: 'VPDF', sendDraft: false } },
        documentState(kind),
      ),
    book: (kind, id, booking) =>
      one(
        { method: 'PUT', path: at(kind, id, '/bookAmount'), body: bookingBody(kind, booking) },
        bookingState,
      ),
    statement(checkAccountId, from, to) {
      const path = '/CheckAccountTransaction';
      const filter = {
        'checkAccount[id]': checkAccountId,
        'checkAccount[objectName]': 'CheckAccount',
        startDate: String(toBerlinNoon(from) - HALF_A_DAY_S),
        endDate: String(toBerlinNoon(to) + HALF_A_DAY_S),
      };
      return matching(path, filter, (row) => idOf(row['checkAccount']) === checkAccountId, statementEntry);
    },
    async nextCreditNoteNumber() {
      const query = { objectType: 'CreditNote', type: 'CN' };
      const answer = await one({ method: 'GET', path: '/SevSequence/Factory/getByType', query }, sequenceRow);
      if (answer.kind !== 'done') return answer;
      const number = formatNumber(answer.value.format, answer.value.nextSequence, toBerlinDay(clock.now()));
      return number === null
        ? unclear('unreadable', 200, `the number format "${answer.value.format}" has unknown placeholders`)
        : done(number);
    },
    cancelInvoice: (id) => one({ method: 'POST', path: at('invoice', id, '/cancelInvoice') }, cancelled),
    sendByMail: (kind, id, mail) =>
      acknowledged({
        method: 'POST',
        path: at(kind, id, '/sendViaEmail'),
        body: mailBody(mail),
        personal: [mail.to],
      }),
    async pdf(kind, id) {
      // Without preventSendBy reading a draft's PDF would finalise it.
      const query = { download: 'true', preventSendBy: 'true' };
      const path = at(kind, id, '/getPdf');
      const answer = await send({ method: 'GET', path, query, undecoded: true });
      return answer.kind === 'done' ? readFile(answer.value, path) : answer;
    },
    async updatedSince(kind, since, offset) {
      // Not filtered again: a document too many does no harm, and the length of a page has to keep its meaning.
      const filter = { updateAfter: String(Math.floor(since.getTime() / 1000)) };
      const rows = await readPage(send, `/${MODEL[kind]}`, filter, offset);
      return rows.kind === 'done' ? parseRows(rows.value, documentState(kind), `/${MODEL[kind]}`) : rows;
    },
  };
}

const HALF_A_DAY_S = 12 * 3_600;

const idOf = (reference: unknown): string | null => {
  const parsed = z.object({ id: z.union([z.string(), z.number()]) }).safeParse(reference);
  return parsed.success ? String(parsed.data.id) : null;
};

const isNewestFirst = (page: Row[]): boolean =>
  page.length === PAGE && Number(page[0]!['id']) > Number(page.at(-1)!['id']);

const unknownCountry = (code: string | null | undefined) =>
  refused('invalid', null, `sevdesk does not know the country ${code ?? '(none)'}`);
