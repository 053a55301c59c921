import { z } from 'zod';
import type { AccountFacts } from '../accounting/documents.ts';
import type { DatabaseOrTx } from '../platform/database.server.ts';
import type { Encryption } from '../platform/encryption.server.ts';
import { tokenContext } from '../platform/encryptionContexts.ts';
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

/** The shop's connection with its token in the clear, or null when there is none. Nothing of it may be logged. */
export async function connectionFor(
  db: DatabaseOrTx,
  encryption: Encryption,
  shopId: string,
): Promise<Connection | null> {
  const row = await db.sevdeskConnection.findUnique({
    where: { shopId },
    include: { shop: { select: { gatewayAccounts: true } } },
  });
  if (!row) return null;
  const { gatewayAccounts } = row.shop;
  return {
    token: encryption.decrypt(row.tokenEncrypted, tokenContext(shopId)),
    state: row.state === 'ok' ? 'ok' : 'key_rejected',
    accountKey: row.accountKey,
    lookups: lookupsSchema.parse(row.facts),
    account: {
      regime: row.regime === 'small_business' ? 'small_business' : 'regular',
      quantityRounding: row.quantityRounding === 'per_unit' ? 'per_unit' : 'per_line',
      gatewayAccounts: Object.fromEntries(
        gatewayAccounts.flatMap(({ gateway, checkAccountId }) =>
          checkAccountId === null ? [] : [[gateway, checkAccountId]],
        ),
      ),
      handlings: Object.fromEntries(
        gatewayAccounts.flatMap(({ gateway, handling }) =>
          handling === 'match' || handling === 'leave_open' ? [[gateway, handling]] : [],
        ),
      ),
    },
    requestsPerSecond: row.requestsPerSecond,
    connectedAt: row.connectedAt,
  };
}
