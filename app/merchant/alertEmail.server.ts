import { z } from 'zod';
import type { DatabaseOrTx } from '../platform/database.server.ts';
import type { Encryption } from '../platform/encryption.server.ts';
import { alertEmailContext } from '../platform/encryptionContexts.ts';
import { recordAudit } from './audit.server.ts';
import type { Acting, MerchantPorts } from './ports.server.ts';
import type { FaultyField } from './settings.ts';

const address = z.email().max(320);

/** What is wrong with an address for alerts as it was entered; nothing when it is empty. */
export const alertEmailFaults = (entered: string): FaultyField[] =>
  entered.trim() === '' || address.safeParse(entered.trim()).success
    ? []
    : [{ path: 'alertEmail', fault: 'email' }];

/** Where the merchant wants alerts; null = to the shop's own address. */
export async function readAlertEmail(
  db: DatabaseOrTx,
  encryption: Encryption,
  shopId: string,
): Promise<string | null> {
  const row = await db.settings.findUnique({ where: { shopId }, select: { alertEmailEncrypted: true } });
  if (!row?.alertEmailEncrypted) return null;
  return encryption.decrypt(row.alertEmailEncrypted, alertEmailContext(shopId));
}

/** Keeps an address that has no {@link alertEmailFaults}; an empty one takes the choice back. */
export async function saveAlertEmail(
  { db, encryption, clock }: Pick<MerchantPorts, 'db' | 'encryption' | 'clock'>,
  { shopId, actor }: Acting,
  entered: string,
): Promise<void> {
  const email = entered.trim() === '' ? null : address.parse(entered.trim());
  if (email === (await readAlertEmail(db, encryption, shopId))) return;
  const alertEmailEncrypted = email && encryption.encrypt(email, alertEmailContext(shopId));
  const at = clock.now();
  await db.$transaction(async (tx) => {
    await tx.settings.upsert({
      where: { shopId },
      create: { shopId, value: {}, alertEmailEncrypted },
      update: { alertEmailEncrypted },
    });
    await recordAudit(tx, { shopId, at, actor, action: 'save_alert_email', detail: { set: email !== null } });
  });
}
