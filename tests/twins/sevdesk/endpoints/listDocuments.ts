import type { Call, TwinResponse } from '../call.ts';
import type { DocumentKind, DocumentStore, TwinDocument } from '../documents.ts';
import { documentJson } from '../wire/documents.ts';
import { listPage, refFilter, timeFilter, touchedWithin } from './lists.ts';

type Filter = (document: TwinDocument) => boolean;

/** A filter sevdesk does not know is dropped without a word, and the whole list comes back [MEASURED:rs]. */
export function listDocuments(call: Call, kind: DocumentKind): TwinResponse {
  const store = call.account.store(kind);
  const filters = readFilters(call, kind);
  const rows = call.filtersIgnored ? store.newestFirst() : candidates(call, store);
  const matches = (document: TwinDocument) => filters.every((filter) => filter(document));
  return listPage(call, rows, matches, (document) => documentJson(call.account, document));
}

/** The shortest list that holds every match. */
function candidates(call: Call, store: DocumentStore): Iterable<TwinDocument> {
  const marker = call.query.get('customerInternalNote');
  const contactId = refFilter(call.query, 'contact', 'Contact');
  const updatedAfter = timeFilter(call.query, 'updateAfter');
  if (marker !== null) return newestFirst(store.withMarker(marker));
  if (contactId !== null) return newestFirst(store.ofContact(contactId));
  return updatedAfter === null ? store.newestFirst() : store.updatedAfter(updatedAfter);
}

const newestFirst = (documents: Iterable<TwinDocument>) => [...documents].sort((a, b) => b.id - a.id);

function readFilters(call: Call, kind: DocumentKind): Filter[] {
  const { query } = call;
  const filters: Filter[] = [touchedWithin(query)];
  const exact = (name: string, field: (document: TwinDocument) => unknown) => {
    const wanted = query.get(name);
    if (wanted !== null) filters.push((document) => String(field(document)) === wanted);
  };
  // The spec's spelling "customerIntenalNote" is not among them: it is ignored [MEASURED:rs].
  exact('customerInternalNote', (document) => document.marker);
  exact('status', (document) => document.status);
  exact(kind === 'invoice' ? 'invoiceNumber' : 'creditNoteNumber', (document) => document.number);
  if (kind === 'invoice') {
    exact('invoiceType', (document) => document.type);
    exact('sendType', (document) => document.sendType);
  }
  const references: [string, string, (document: TwinDocument) => number | null][] = [
    ['contact', 'Contact', (document) => document.contactId],
    ['origin', 'Invoice', (document) => document.origin?.id ?? null],
    ['paymentMethod', 'PaymentMethod', (document) => document.paymentMethodId],
  ];
  for (const [name, model, field] of references) {
    const id = refFilter(query, name, model);
    if (id !== null) filters.push((document) => field(document) === id);
  }
  const tagId = refFilter(query, 'tags[0]', 'Tag');
  if (tagId !== null) filters.push((document) => document.tagIds.includes(tagId));
  return [...filters, ...textFilters(query), ...dateFilters(query)];
}

function textFilters(query: URLSearchParams): Filter[] {
  const starts = query.get('headerStartsWith');
  const like = query.get('headerOrNumber')?.toLowerCase();
  const filters: Filter[] = [];
  if (starts !== null) filters.push((document) => document.header?.startsWith(starts) ?? false);
  if (like !== undefined)
    filters.push((document) => `${document.header} ${document.number}`.toLowerCase().includes(like));
  return filters;
}

function dateFilters(query: URLSearchParams): Filter[] {
  const start = timeFilter(query, 'startDate');
  const end = timeFilter(query, 'endDate');
  return [(document) => (start === null || document.date > start) && (end === null || document.date < end)];
}
