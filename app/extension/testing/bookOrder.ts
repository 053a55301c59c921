import { expect } from 'vitest';
import type { PlannedDocument } from '../../accounting/documents.ts';
import { storedDocument } from '../../accounting/stored/document.ts';
import { buildOrder } from '../../accounting/testing/buildOrder.ts';
import { refund } from '../../accounting/testing/changeOrder.ts';
import { plan, planAfter } from '../../accounting/testing/planInput.ts';
import type { Database } from '../../platform/database.server.ts';
import { planContext } from '../../platform/encryptionContexts.ts';
import type { Answer } from '../../sevdesk/answer.ts';
import type { AccountLookups, DocumentState, LedgerKind, SevdeskClient } from '../../sevdesk/client.ts';
import { createSevdeskClient } from '../../sevdesk/createClient.server.ts';
import { encryption, type InstalledShop } from './world.ts';

// Orders as the engine leaves them: documents in sevdesk's twin, and the rows that remember them.

type World = { db: Database; sevdesk: { apiUrl: string } };

/** What an order's row says; the rest has defaults. */
interface RowSpec {
  orderName?: string;
  state?: string;
  problemCode?: string;
  problemFacts?: object;
  invoiceNumber?: string | null;
}

/** An order in the log without any document. */
export function recordOrder({ db }: World, shop: InstalledShop, orderId: string, row: RowSpec = {}) {
  const at = new Date();
  return db.orderSync.create({
    data: {
      shopId: shop.id,
      orderId,
      orderGid: `gid://shopify/Order/${orderId}`,
      orderName: `#${orderId}`,
      firstSeenAt: at,
      changedAt: at,
      listedAt: at,
      doneRevision: 1,
      ...row,
    },
  });
}

/** A paid order whose invoice is finished in sevdesk, and when `refunded` the credit note of its refund too. */
export async function bookOrder(
  world: World,
  shop: InstalledShop,
  orderId: string,
  { refunded = false } = {},
) {
  const order = buildOrder({ id: orderId, lines: [{ price: 2000, quantity: 2 }] });
  const { documents } = plan(order);
  const after = refund(order, { lines: [{ line: 0, quantity: 1 }] });
  const all = refunded
    ? [...documents, ...planAfter(order, after).documents.slice(documents.length)]
    : documents;
  const row = await recordOrder(world, shop, orderId, { state: 'synced' });
  const finished: DocumentState[] = [];
  for (const [sequence, document] of all.entries()) {
    const state = await writeDocument(client(world, shop), document, finished[0]?.id ?? null);
    finished.push(state);
    await world.db.document.create({ data: ledgerRow(shop, row, document, state, sequence) });
  }
  const invoiceNumber = finished[0]!.number!;
  await world.db.orderSync.update({ where: { id: row.id }, data: { invoiceNumber } });
  return { row, invoiceId: finished[0]!.id, invoiceNumber, creditNoteNumber: finished[1]?.number ?? null };
}

/** The shop's sevdesk account, asked without a detour. */
export const client = ({ sevdesk }: World, shop: InstalledShop) =>
  createSevdeskClient({ baseUrl: sevdesk.apiUrl, token: shop.token, pace: async () => {}, timeoutMs: 2_000 });

async function writeDocument(
  sevdesk: SevdeskClient,
  document: PlannedDocument,
  refersToId: string | null,
): Promise<DocumentState> {
  const lookups: AccountLookups = done(await sevdesk.lookups());
  const contact = done(await sevdesk.createContact(document.contact));
  const kind = document.kind as LedgerKind;
  const number = kind === 'credit_note' ? done(await sevdesk.nextCreditNoteNumber()) : null;
  const draft = done(
    await sevdesk.saveDraft(document, { contactId: contact.id, lookups, refersToId, number }),
  );
  return done(await sevdesk.finalise(kind, draft.id));
}

function done<T>(answer: Answer<T>): T {
  expect(answer).toMatchObject({ kind: 'done' });
  return (answer as { value: T }).value;
}

function ledgerRow(
  shop: InstalledShop,
  row: { id: string; orderGid: string },
  document: PlannedDocument,
  state: DocumentState,
  sequence: number,
) {
  const at = new Date();
  return {
    shopId: shop.id,
    orderSyncId: row.id,
    orderGid: row.orderGid,
    kind: document.kind,
    sourceGid: document.sourceGid,
    marker: document.marker,
    accountKey: `account-${shop.name}`,
    state: 'done',
    planEncrypted: encryption.encrypt(storedDocument.write(document), planContext(shop.id, document.marker)),
    planHash: '',
    currency: 'EUR',
    grossCents: document.gross,
    taxCents: document.tax,
    taxRule: document.taxRule,
    positions: document.positions.length,
    date: new Date(document.date),
    sequence,
    remoteKind: document.kind,
    sevdeskId: state.id,
    number: state.number,
    createdAt: at,
    changedAt: at,
  };
}
