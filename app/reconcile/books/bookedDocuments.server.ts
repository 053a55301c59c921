import type { DatabaseOrTx } from '../../platform/database.server.ts';
import type { BookedDocument } from './judgeBooks.ts';

type Row = Omit<BookedDocument, 'grossCents' | 'paidCents'> & { grossCents: bigint; paidCents: bigint };

/** Which documents of a shop's ledger are meant: those with one of these ids in sevdesk, or one of these markers. */
export interface Wanted {
  shopId: string;
  accountKey: string;
  sevdeskIds?: string[];
  markers?: string[];
}

/** The shop's documents in that account, by their ids or markers there. Nothing of another shop, whoever shares it. */
export async function bookedDocuments(
  db: DatabaseOrTx,
  { shopId, accountKey, sevdeskIds = [], markers = [] }: Wanted,
): Promise<BookedDocument[]> {
  const rows = await db.$queryRaw<Row[]>`
    select d.id, d.order_sync_id as "orderSyncId", d.kind, d.state, d.marker, d.remote_kind as "remoteKind",
      d.sevdesk_id as "sevdeskId", d.number, d.currency, d.gross_cents as "grossCents", d.tax_rule as "taxRule",
      d.paid_cents as "paidCents", exists (
        select 1 from booking b where b.document_id = d.id and b.handling = 'match' and b.state = 'planned'
      ) as "awaitsEntry", exists (
        select 1 from document c where c.refers_to_id = d.id and c.kind = 'cancellation'
          and c.state not in ('planned', 'withdrawn')) as "isCancelledByUs"
    from document d
    where d.id in (
        select id from document where shop_id = ${shopId}::uuid and sevdesk_id = any(${sevdeskIds})
        union select id from document where shop_id = ${shopId}::uuid and marker = any(${markers}))
      and d.account_key = ${accountKey}`;
  return rows.map((row) => ({
    ...row,
    grossCents: Number(row.grossCents),
    paidCents: Number(row.paidCents),
  }));
}
