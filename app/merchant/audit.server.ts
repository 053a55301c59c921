import type { Prisma } from '@prisma/client';
import type { DatabaseOrTx } from '../platform/database.server.ts';

/** Something a person did, or that was done in their name. Never holds a secret or anything personal of a buyer. */
export interface AuditRecord {
  shopId: string;
  at: Date;
  /** `user:<Shopify user id>`, or the part of the program that acted. */
  actor: string;
  /** Verb first: connect_sevdesk, save_settings, sync_again, … */
  action: string;
  target?: string;
  detail?: Prisma.InputJsonObject;
}

/** Writes down who did what, in the transaction that does it. */
export async function recordAudit(tx: DatabaseOrTx, record: AuditRecord): Promise<void> {
  const { shopId, at, actor, action, target, detail } = record;
  await tx.auditEntry.create({
    data: { shopId, at, actor, action, target: target ?? null, detail: detail ?? {} },
  });
}
