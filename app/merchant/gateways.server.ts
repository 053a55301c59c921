import type { DatabaseOrTx } from '../platform/database.server.ts';
import type { CheckAccount } from '../sevdesk/client.ts';
import { recordAudit } from './audit.server.ts';
import { connectionFor } from './connection.server.ts';
import type { Acting, MerchantPorts } from './ports.server.ts';
import { failureOf, type SevdeskFailure } from './sevdeskFailure.ts';

// Which clearing account the money of a gateway is booked on. Gateway "*" stands for all that have no line of
// their own.

export const everyOther = '*';

export interface GatewayMapping {
  gateway: string;
  checkAccountId: string;
  checkAccountName: string;
}

export async function readGateways(db: DatabaseOrTx, shopId: string): Promise<GatewayMapping[]> {
  return db.gatewayAccount.findMany({
    where: { shopId },
    select: { gateway: true, checkAccountId: true, checkAccountName: true },
    orderBy: { gateway: 'asc' },
  });
}

/** Why an account cannot take bookings, or null when it can. */
export type AccountFault = 'online' | 'inactive' | 'currency' | 'other_kind';

/**
 * Only "offline" accounts let sevdesk write the payment by itself; an "online" one (a bank or PayPal feed) demands a
 * bank transaction that does not exist yet (sevdesk API, bookAmount).
 */
export function accountFault(account: CheckAccount): AccountFault | null {
  if (account.type === 'online') return 'online';
  if (account.type !== 'offline') return 'other_kind';
  if (!account.active) return 'inactive';
  return account.currency === 'EUR' ? null : 'currency';
}

export type MappedGateways =
  | { kind: 'saved' }
  | { kind: 'faulty'; faults: { gateway: string; fault: AccountFault | 'gone' }[] }
  | { kind: 'not_connected' }
  | { kind: 'failed'; why: SevdeskFailure };

/**
 * Saves the whole mapping, gateway to clearing account; a gateway with a null account falls back to the default.
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
  const wanted = Object.entries(mapping).flatMap(([gateway, id]) => (id === null ? [] : [{ gateway, id }]));
  const faults = wanted.flatMap(({ gateway, id }) => {
    const account = accounts.get(id);
    const fault = account ? accountFault(account) : ('gone' as const);
    return fault ? [{ gateway, fault }] : [];
  });
  if (faults.length > 0) return { kind: 'faulty', faults };

  const rows = wanted.map(({ gateway, id }) => ({
    shopId,
    gateway,
    checkAccountId: id,
    checkAccountName: accounts.get(id)!.name,
  }));
  await ports.db.$transaction(async (tx) => {
    await tx.gatewayAccount.deleteMany({ where: { shopId } });
    await tx.gatewayAccount.createMany({ data: rows });
    const detail = Object.fromEntries(wanted.map(({ gateway, id }) => [gateway, id]));
    await recordAudit(tx, { shopId, at: ports.clock.now(), actor, action: 'map_gateways', detail });
  });
  return { kind: 'saved' };
}
