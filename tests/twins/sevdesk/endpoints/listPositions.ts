import type { Call, Endpoint } from '../call.ts';
import type { DocumentKind } from '../documents.ts';
import { positionJson } from '../wire/positions.ts';
import { listPage, refFilter } from './lists.ts';

/** Positions of all documents, or of the one that is named [SPEC]. */
const listPositions =
  (kind: DocumentKind, wanted: (call: Call) => number | null): Endpoint =>
  (call) => {
    const { account } = call;
    const id = wanted(call);
    const documents = [...account.store(kind).newestFirst()].filter((one) => id === null || one.id === id);
    const rows = documents.flatMap((document) =>
      document.positions.map((position) => ({ document, position })),
    );
    const listed = rows.map(({ document, position }) => ({ id: position.id, document, position }));
    return listPage(
      call,
      listed,
      () => true,
      ({ document, position }) => positionJson(account, document, position),
    );
  };

export const listInvoicePositions = listPositions('invoice', (call) =>
  refFilter(call.query, 'invoice', 'Invoice'),
);

/** The specification wants 'creditNote' as objectName here, unlike everywhere else; the model's own name works as well. */
export const listCreditNotePositions = listPositions(
  'credit_note',
  ({ query }) => refFilter(query, 'creditNote', 'creditNote') ?? refFilter(query, 'creditNote', 'CreditNote'),
);
