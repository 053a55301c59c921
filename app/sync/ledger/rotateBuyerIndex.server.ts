import { storedOrder } from '../../accounting/stored/order.ts';
import type { Database } from '../../platform/database.server.ts';
import type { Encryption } from '../../platform/encryption.server.ts';
import { buyerWordContext, snapshotContext } from '../../platform/encryptionContexts.ts';
import { buyerWords } from './recordOrder.server.ts';

const BATCH = 200;

interface Row {
  id: string;
  shopId: string;
  orderGid: string;
  snapshot: string | null;
  words: string[];
}

/**
 * Makes the search index of buyers anew with the newest key, from the snapshots. An order without a readable snapshot
 * cannot be found by its buyer any more; its old fingerprints go. Restartable, and safe while the app runs.
 */
export async function rotateBuyerIndex(db: Database, encryption: Encryption): Promise<number> {
  let written = 0;
  let last = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const rows = await db.$queryRaw<Row[]>`
      select id::text, shop_id::text as "shopId", order_gid as "orderGid", snapshot_encrypted as snapshot,
        buyer_index as words
      from order_sync where id > ${last}::uuid and exists (
        select 1 from unnest(buyer_index) word where not starts_with(word, ${encryption.begins.fingerprint}))
      order by id limit ${BATCH}::int`;
    for (const { id, shopId, orderGid, snapshot, words } of rows) {
      const plain = snapshot && encryption.decryptOrNull(snapshot, snapshotContext(shopId, orderGid));
      const fresh = (plain ? buyerWords(storedOrder.read(plain)) : []).map((word) =>
        encryption.fingerprint(word, buyerWordContext(shopId)),
      );
      written += await db.$executeRaw`
        update order_sync set buyer_index = ${fresh}::text[] where id = ${id}::uuid and buyer_index = ${words}::text[]`;
    }
    if (rows.length < BATCH) return written;
    last = rows.at(-1)!.id;
  }
}
