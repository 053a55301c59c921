import type { Encryption } from '../platform/encryption.server.ts';
import { instant, uuid } from '../platform/sql/codecs.ts';
import type { Sql } from '../platform/sql/sql.server.ts';
import { statement } from '../platform/sql/statement.ts';
import { connectionFor } from './connection.server.ts';

const LOCK = statement('merchant.lock_connection', {
  params: { shopId: uuid },
  row: {},
  sql: `select 1 from sevdesk_connection where shop_id = :shopId for no key update`,
});

const REJECT = statement('merchant.reject_key', {
  params: { shopId: uuid, at: instant },
  row: {},
  sql: `
    with rejected as (
      update sevdesk_connection set state = 'key_rejected', checked_at = :at where shop_id = :shopId)
    update shop set paused_at = :at, paused_by = 'sevdesk_key' where id = :shopId and paused_at is null`,
});

/**
 * sevdesk turned `token` away: the shop pauses until there is a new key, so that nothing hammers at a closed door. Not
 * when the key was exchanged meanwhile; whoever exchanges it now waits for the row. A pause that stands already stays
 * whose it is.
 */
export async function rejectKey(
  tx: Sql,
  encryption: Encryption,
  shopId: string,
  token: string,
  at: Date,
): Promise<void> {
  await tx.rows(LOCK, { shopId });
  const connection = await connectionFor(tx, encryption, shopId);
  if (connection?.token !== token) return;
  await tx.rows(REJECT, { shopId, at });
}
