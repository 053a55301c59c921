import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/database.server.ts';
import type { Encryption } from '../platform/encryption.server.ts';
import type { SevdeskClient } from '../sevdesk/client.ts';

/** What the use cases of a merchant need from outside. */
export interface MerchantPorts {
  db: Database;
  encryption: Encryption;
  clock: Clock;
  /** A client for the sevdesk account that the API token belongs to. */
  sevdesk(token: string): SevdeskClient;
}

/** On whose behalf: a shop, and the person of it (`user:<Shopify user id>`). */
export interface Acting {
  shopId: string;
  actor: string;
}
