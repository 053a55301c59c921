import { z } from 'zod';
import type { AccountFacts } from '../accounting/documents.ts';
import { sqlIn, type DatabaseOrTx } from '../platform/database.server.ts';
import type { Encryption } from '../platform/encryption.server.ts';
import { tokenContext } from '../platform/encryptionContexts.ts';
import { json, nullable, uuid } from '../platform/sql/codecs.ts';
import type { Sql } from '../platform/sql/sql.server.ts';
import { statement } from '../platform/sql/statement.ts';
import type { AccountLookups } from '../sevdesk/client.ts';

/** A shop's way into its sevdesk account. */
export interface Connection {
  token: string;
  state: 'ok' | 'key_rejected';
  accountKey: string;
  lookups: AccountLookups;
  account: AccountFacts;
  requestsPerSecond: number;
  connectedAt: Date;
}

const lookupsSchema: z.ZodType<AccountLookups> = z.object({
  accountKey: z.string(),
  contactPersonId: z.string(),
  unityId: z.string(),
  onlinePaymentMethodId: z.string().nullable(),
  transferPaymentMethodId: z.string().nullable(),
  countries: z.record(z.string(), z.string()),
});

/** As JSON holds it. */
interface Row {
  token_encrypted: string;
  state: string;
  account_key: string;
  regime: string;
  facts: unknown;
  quantity_rounding: string;
  requests_per_second: number;
  connected_at: string;
  gateways: { gateway: string; check_account_id: string | null; handling: string }[];
}

/** The value of {@link CONNECTION}. */
export const connectionRow = nullable(json<Row>());

/** An expression, for a statement about `shop s`: its connection and what becomes of each gateway's money. */
export const CONNECTION = `(
  select to_jsonb(c) || jsonb_build_object('gateways', (
    select coalesce(jsonb_agg(to_jsonb(g)), '[]') from gateway_account g where g.shop_id = s.id))
  from sevdesk_connection c where c.shop_id = s.id)`;

const READ = statement('merchant.connection', {
  params: { shopId: uuid },
  row: { connection: connectionRow },
  sql: `select ${CONNECTION} as connection from shop s where s.id = :shopId`,
});

/** The shop's connection with its token in the clear, or null when there is none. Nothing of it may be logged. */
export async function connectionFor(
  db: DatabaseOrTx | Sql,
  encryption: Encryption,
  shopId: string,
): Promise<Connection | null> {
  const row = await sqlIn(db).first(READ, { shopId });
  return row?.connection ? toConnection(row.connection, encryption, shopId) : null;
}

/** What was read with {@link CONNECTION}. */
export const toConnection = (row: Row, encryption: Encryption, shopId: string): Connection => ({
  token: encryption.decrypt(row.token_encrypted, tokenContext(shopId)),
  state: row.state === 'ok' ? 'ok' : 'key_rejected',
  accountKey: row.account_key,
  lookups: lookupsSchema.parse(row.facts),
  account: {
    regime: row.regime === 'small_business' ? 'small_business' : 'regular',
    quantityRounding: row.quantity_rounding === 'per_unit' ? 'per_unit' : 'per_line',
    gatewayAccounts: Object.fromEntries(
      row.gateways.flatMap(({ gateway, check_account_id: account }) =>
        account === null ? [] : [[gateway, account]],
      ),
    ),
    handlings: Object.fromEntries(
      row.gateways.flatMap(({ gateway, handling }) =>
        handling === 'match' || handling === 'leave_open' ? [[gateway, handling]] : [],
      ),
    ),
  },
  requestsPerSecond: row.requests_per_second,
  connectedAt: new Date(row.connected_at),
});
