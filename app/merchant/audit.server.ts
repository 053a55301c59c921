import type { Prisma } from '@prisma/client';
import type { DatabaseOrTx } from '../platform/database.server.ts';

/** Everything that is written down with the person who did it, verb first. */
export type AuditAction =
  | 'accept_payment'
  | 'archive'
  | 'connect_sevdesk'
  | 'create_clearing_account'
  | 'decide_refund'
  | 'delete_everything'
  | 'disconnect_sevdesk'
  | 'drop_mail'
  | 'export_customer'
  | 'map_gateways'
  | 'pause'
  | 'redact_customer'
  | 'resume'
  | 'save_alert_email'
  | 'save_settings'
  | 'send_mail'
  | 'skip'
  | 'start_trial'
  | 'switch_off'
  | 'switch_on'
  | 'sync_again'
  | 'unarchive';

/** Something a person did, or that was done in their name. Never holds a secret or anything personal of a buyer. */
export interface AuditRecord {
  shopId: string;
  at: Date;
  /** `user:<Shopify user id>`, or the part of the program that acted. */
  actor: string;
  action: AuditAction;
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
