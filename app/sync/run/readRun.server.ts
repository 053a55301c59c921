import {
  CONNECTION,
  connectionRow,
  toConnection,
  type Connection,
} from '../../merchant/connection.server.ts';
import { merchantSettingsSchema, type MerchantSettings } from '../../merchant/settings.ts';
import { instant, json, nullable, text, uuid } from '../../platform/sql/codecs.ts';
import { statement } from '../../platform/sql/statement.ts';
import { LEDGER, ledgerRows, toLedger } from '../ledger/ledger.server.ts';
import type { Lease } from '../ledger/lease.server.ts';
import type { Work } from '../ledger/run.server.ts';
import type { SyncPorts } from '../ports.server.ts';
import { STANDING_COLUMNS, standingFields, standingOf, type Standing } from '../standing.server.ts';

/** What the connector knows of an order and its shop when a run begins. */
export interface RunStart {
  order: {
    reason: string | null;
    problemCode: string | null;
    /** A person asked for this very order. */
    asked: boolean;
    decisions: unknown;
    redacted: boolean;
    readDigest: string | null;
    vatCheckEncrypted: string | null;
  };
  shop: RunShop;
  settings: MerchantSettings;
  connection: Connection | null;
  /** Of the connection's account; of nobody's without one. */
  standing: Standing;
  ledger: Work[];
}

interface RunShop {
  domain: string;
  name: string | null;
  syncFrom: Date | null;
  trialSince: Date | null;
  uninstalledAt: Date | null;
  pausedAt: Date | null;
  pausedBy: string | null;
}

const READ = statement('run.read', {
  params: { id: uuid, now: instant },
  row: {
    reason: nullable(text),
    problemCode: nullable(text),
    askedAt: nullable(instant),
    decisions: json(),
    redactedAt: nullable(instant),
    readDigest: nullable(text),
    vatCheckEncrypted: nullable(text),
    domain: text,
    name: nullable(text),
    syncFrom: nullable(instant),
    trialSince: nullable(instant),
    uninstalledAt: nullable(instant),
    pausedAt: nullable(instant),
    pausedBy: nullable(text),
    settings: nullable(json()),
    connection: connectionRow,
    ledger: ledgerRows,
    ...standingFields,
  },
  sql: `
    select o.reason, o.problem_code, o.asked_at, o.decisions, o.redacted_at, o.read_digest, o.vat_check_encrypted,
      s.domain, s.name, s.sync_from, s.trial_since, s.uninstalled_at, s.paused_at, s.paused_by,
      (select value from settings where settings.shop_id = s.id) as settings,
      ${CONNECTION} as connection, ${LEDGER} as ledger, ${STANDING_COLUMNS}
    from order_sync o join shop s on s.id = o.shop_id
      left join sevdesk_connection a on a.shop_id = s.id
      cross join lateral (with ${standingOf('a.account_key')} select * from standing) standing
    where o.id = :id`,
});

/**
 * All of it in one statement, once for a run. After its lease was taken, not with it: whoever waits for another run's last
 * write would else see the ledger as it was before.
 */
export async function readRun({ db, clock, encryption }: SyncPorts, lease: Lease): Promise<RunStart> {
  const row = await db.sql.first(READ, { id: lease.orderSyncId, now: clock.now() });
  if (!row) throw new Error('the order is gone');
  const { reason, problemCode, decisions, readDigest, vatCheckEncrypted } = row;
  const asked = row.askedAt !== null;
  return {
    order: {
      ...{ reason, problemCode, asked, decisions, readDigest, vatCheckEncrypted },
      redacted: row.redactedAt !== null,
    },
    shop: row,
    settings: merchantSettingsSchema.parse(row.settings ?? {}),
    connection: row.connection && toConnection(row.connection, encryption, lease.shopId),
    standing: row,
    ledger: toLedger(row.ledger, encryption),
  };
}
