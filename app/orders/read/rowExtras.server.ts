import type { Database } from '../../platform/database.server.ts';
import type { OrderRow } from './views.ts';

type Extras = Pick<OrderRow, 'creditNumbers' | 'refunded' | 'mailLost'>;

const NONE: Extras = { creditNumbers: [], refunded: null, mailLost: false };

/** What the log tells of a row beyond its order: credit notes, what went back, mails that did not get through. */
export async function rowExtras(
  db: Database,
  shopId: string,
  ids: string[],
): Promise<(id: string) => Extras> {
  const rows = await db.$queryRaw<
    { id: string; numbers: string[]; back: bigint; gross: bigint; mailLost: boolean }[]
  >`
    select d.order_sync_id::text as id,
      coalesce(array_agg(d.number order by d.sequence, d.created_at)
        filter (where d.kind <> 'invoice' and d.number is not null), '{}') as numbers,
      coalesce(sum(d.gross_cents) filter (where d.kind <> 'invoice'), 0)::bigint as back,
      coalesce(sum(d.gross_cents) filter (where d.kind = 'invoice'), 0)::bigint as gross,
      bool_or(coalesce(m.state in ('failed', 'unclear') and m.to_encrypted is not null, false)) as "mailLost"
    from document d left join outgoing_mail m on m.document_id = d.id
    where d.shop_id = ${shopId}::uuid and d.order_sync_id = any(${ids}::uuid[])
      and d.state in ('open', 'done')
    group by 1`;
  const found = new Map(
    rows.map(({ id, numbers, back, gross, mailLost }): [string, Extras] => [
      id,
      {
        creditNumbers: numbers,
        refunded: back === 0n ? null : back < gross ? 'partly' : 'fully',
        mailLost,
      },
    ]),
  );
  return (id) => found.get(id) ?? NONE;
}
