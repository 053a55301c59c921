import type { DatabaseOrTx } from '../platform/database.server.ts';
import type { CheckAccount } from '../sevdesk/client.ts';
import { recordAudit } from './audit.server.ts';
import { connectionFor } from './connection.server.ts';
import { everyOther } from './gateways.server.ts';
import type { Acting, MerchantPorts } from './ports.server.ts';
import { failureOf, type SevdeskFailure } from './sevdeskFailure.ts';

export type CreatedClearingAccount =
  | { kind: 'created'; account: CheckAccount }
  | { kind: 'existed'; account: CheckAccount }
  | { kind: 'name_missing' }
  | { kind: 'not_connected' }
  | { kind: 'failed'; why: SevdeskFailure };

/**
 * Creates a clearing account in sevdesk, or finds the usable one of the same name: a second press of the button, or a
 * first one whose answer was lost, must not make a second account. It becomes the default while there is none.
 */
export async function createClearingAccount(
  ports: MerchantPorts,
  { shopId, actor }: Acting,
  entered: string,
): Promise<CreatedClearingAccount> {
  const name = entered.trim();
  if (name === '') return { kind: 'name_missing' };
  const connection = await connectionFor(ports.db, ports.encryption, shopId);
  if (!connection) return { kind: 'not_connected' };
  const client = ports.sevdesk(connection.token);
  const before = await client.checkAccounts();
  if (before.kind !== 'done') return { kind: 'failed', why: failureOf(before) };
  const same = before.value.find(
    (account) => account.name === name && account.type === 'offline' && account.active,
  );
  if (same) {
    await useAsDefault(ports.db, shopId, same);
    return { kind: 'existed', account: same };
  }

  const made = await client.createClearingAccount(name);
  if (made.kind !== 'done') return { kind: 'failed', why: failureOf(made) };
  const account = made.value;
  await ports.db.$transaction(async (tx) => {
    await useAsDefault(tx, shopId, account);
    const at = ports.clock.now();
    const action = 'create_clearing_account';
    await recordAudit(tx, { shopId, at, actor, action, target: account.id, detail: { name } });
  });
  return { kind: 'created', account };
}

async function useAsDefault(tx: DatabaseOrTx, shopId: string, { id, name }: CheckAccount): Promise<void> {
  const row = { shopId, gateway: everyOther, checkAccountId: id, checkAccountName: name };
  await tx.gatewayAccount.createMany({ data: [row], skipDuplicates: true });
}
