import type { DatabaseOrTx } from '../platform/database.server.ts';
import type { CheckAccount } from '../sevdesk/client.ts';
import { recordAudit } from './audit.server.ts';
import { connectionFor } from './connection.server.ts';
import { readChoice, type GatewayChoice } from '../accounting/gatewayChoice.ts';
import { accountFault, type AccountFault } from './accountFault.ts';
import type { Acting, MerchantPorts } from './ports.server.ts';
import { failureOf, type SevdeskFailure } from './sevdeskFailure.ts';

// What becomes of the money of a gateway. Gateway "*" stands for all that have no line of their own; it is always a
// clearing account, because some bookings have no entry on any statement.

export const everyOther = '*';

export type GatewayMapping = GatewayChoice & { gateway: string; checkAccountName: string | null };

export async function readGateways(db: DatabaseOrTx, shopId: string): Promise<GatewayMapping[]> {
  const rows = await db.gatewayAccount.findMany({ where: { shopId }, orderBy: { gateway: 'asc' } });
  return rows.map(({ gateway, handling, checkAccountId, checkAccountName }) =>
    checkAccountId === null
      ? { gateway, handling: 'leave_open', checkAccountId, checkAccountName: null }
      : { gateway, handling: handling === 'match' ? 'match' : 'clear', checkAccountId, checkAccountName },
  );
}

export type MappedGateways =
  | { kind: 'saved' }
  | { kind: 'faulty'; faults: { gateway: string; fault: AccountFault | 'gone' | 'default_clears' }[] }
  | { kind: 'not_connected' }
  | { kind: 'failed'; why: SevdeskFailure };

/**
 * Saves the whole mapping, gateway to choice (as `writeChoice` writes it); a gateway with null falls back to the default.
 * Each account is looked up in sevdesk first.
 */
export async function mapGateways(
  ports: MerchantPorts,
  { shopId, actor }: Acting,
  mapping: Record<string, string | null>,
): Promise<MappedGateways> {
  const connection = await connectionFor(ports.db, ports.encryption, shopId);
  if (!connection) return { kind: 'not_connected' };
  const answer = await ports.sevdesk(connection.token).checkAccounts();
  if (answer.kind !== 'done') return { kind: 'failed', why: failureOf(answer) };

  const accounts = new Map(answer.value.map((account) => [account.id, account]));
  const wanted = Object.entries(mapping).flatMap(([gateway, word]) =>
    word === null ? [] : [{ gateway, word, ...readChoice(word) }],
  );
  const faults = wanted.flatMap(({ gateway, ...choice }) => {
    const fault = faultOf(gateway, choice, accounts);
    return fault ? [{ gateway, fault }] : [];
  });
  if (faults.length > 0) return { kind: 'faulty', faults };

  const rows = wanted.map(({ gateway, handling, checkAccountId }) => ({
    shopId,
    gateway,
    handling,
    checkAccountId,
    checkAccountName: accounts.get(checkAccountId ?? '')?.name ?? null,
  }));
  await ports.db.$transaction(async (tx) => {
    await tx.gatewayAccount.deleteMany({ where: { shopId } });
    await tx.gatewayAccount.createMany({ data: rows });
    const detail = Object.fromEntries(wanted.map(({ gateway, word }) => [gateway, word]));
    await recordAudit(tx, { shopId, at: ports.clock.now(), actor, action: 'map_gateways', detail });
  });
  return { kind: 'saved' };
}

function faultOf(
  gateway: string,
  choice: GatewayChoice,
  accounts: Map<string, CheckAccount>,
): AccountFault | 'gone' | 'default_clears' | null {
  if (gateway === everyOther && choice.handling !== 'clear') return 'default_clears';
  if (choice.handling === 'leave_open') return null;
  const account = accounts.get(choice.checkAccountId);
  return account ? accountFault(account, choice.handling) : 'gone';
}
