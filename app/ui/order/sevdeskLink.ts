import type { DocumentView } from '../../orders/read/views.ts';

/**
 * Where a document is found in sevdesk's own pages; null before it exists there. The addresses of invoices are in
 * wide use (…/fi/edit for drafts, …/fi/detail for the rest); none is known for credit notes, so they lead to the list.
 */
export function sevdeskLink({
  kind,
  state,
  sevdeskId,
}: Pick<DocumentView, 'kind' | 'state' | 'sevdeskId'>): string | null {
  if (!sevdeskId || state === 'withdrawn') return null;
  if (kind === 'credit_note') return 'https://my.sevdesk.de/fi';
  const place = state === 'draft' ? 'edit' : 'detail';
  const type = kind === 'cancellation' ? 'SR' : 'RE';
  return `https://my.sevdesk.de/fi/${place}/type/${type}/id/${encodeURIComponent(sevdeskId)}`;
}

/** The link leads to sevdesk's list of documents, not to this one. */
export const isList = ({ kind }: Pick<DocumentView, 'kind'>): boolean => kind === 'credit_note';
