import type { DatabaseOrTx } from '../platform/database.server.ts';
import type { LedgerKind } from '../sevdesk/client.ts';
import type { PrintableKind } from './answers.ts';

/** A document that has its number, so that nothing about it changes any more. */
export interface Printable {
  kind: PrintableKind;
  number: string;
  sevdeskId: string;
  /** Cancelling a paid invoice makes a credit note: what sevdesk calls it can differ from what it is. */
  remoteKind: LedgerKind;
}

export interface PrintableOrder {
  orderId: string;
  orderName: string;
  documents: Printable[];
}

/** The shop's orders among these, in the order asked for, with the finished documents that stand in that account. */
export async function printablesOf(
  db: DatabaseOrTx,
  shopId: string,
  accountKey: string,
  orderIds: string[],
): Promise<PrintableOrder[]> {
  const rows = await db.orderSync.findMany({
    where: { shopId, orderId: { in: orderIds } },
    select: {
      orderId: true,
      orderName: true,
      documents: {
        where: {
          accountKey,
          state: { in: ['open', 'done'] },
          number: { not: null },
          sevdeskId: { not: null },
        },
        orderBy: [{ sequence: 'asc' }, { createdAt: 'asc' }],
        select: { kind: true, number: true, sevdeskId: true, remoteKind: true },
      },
    },
  });
  const found = new Map(rows.map((row) => [row.orderId, row]));
  return orderIds.flatMap((orderId) => {
    const row = found.get(orderId);
    return row ? [{ orderId, orderName: row.orderName, documents: row.documents as Printable[] }] : [];
  });
}
