import type { CheckAccount } from '../sevdesk/client.ts';
import { connectionFor } from './connection.server.ts';
import type { MerchantPorts } from './ports.server.ts';
import { rejectKey } from './rejectKey.server.ts';
import { failureOf, type SevdeskFailure } from './sevdeskFailure.ts';

export type ReadAccounts =
  { kind: 'accounts'; accounts: CheckAccount[] } | { kind: 'failed'; why: SevdeskFailure };

/** The check accounts of the shop's sevdesk account as they are now; null when it is not connected. */
export async function readAccounts(ports: MerchantPorts, shopId: string): Promise<ReadAccounts | null> {
  const connection = await connectionFor(ports.db, ports.encryption, shopId);
  if (!connection) return null;
  const answer = await ports.sevdesk(connection.token).checkAccounts();
  if (answer.kind === 'done') return { kind: 'accounts', accounts: answer.value };
  const why = failureOf(answer);
  if (why === 'key') {
    const at = ports.clock.now();
    await ports.db.sql.transaction((tx) => rejectKey(tx, ports.encryption, shopId, connection.token, at));
  }
  return { kind: 'failed', why };
}
