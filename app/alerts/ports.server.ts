import type { CheckPorts } from '../merchant/checkSettings.server.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/database.server.ts';
import type { Encryption } from '../platform/encryption.server.ts';
import type { Log } from '../platform/log.server.ts';
import type { Mailer } from '../platform/mail.server.ts';

export interface AlertPorts {
  db: Database;
  clock: Clock;
  encryption: Encryption;
  log: Log;
  /** Null where the operator has set up no mail: alerts are then shown in the app alone. */
  mailer: Mailer | null;
  /** The client id, which Shopify's admin finds the app by. */
  apiKey: string;
}

/** What looking after all shops needs, settings check included. */
export type AlertCheckPorts = AlertPorts & CheckPorts;
