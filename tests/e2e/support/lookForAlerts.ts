import { randomBytes } from 'node:crypto';
import { systemClock } from '../../../app/platform/clock.ts';
import type { Database } from '../../../app/platform/database.server.ts';
import { createEncryption } from '../../../app/platform/encryption.server.ts';
import { createLog } from '../../../app/platform/log.server.ts';
import { watchAlerts } from '../../../app/alerts/watchAlerts.server.ts';

/** What the worker does every minute, at once. */
export async function lookForAlerts(db: Database): Promise<void> {
  const log = createLog({ level: 'silent', secrets: [] });
  const encryption = createEncryption([{ id: 'k1', key: randomBytes(32) }]);
  await watchAlerts({ db, clock: systemClock, encryption, log, mailer: null, apiKey: '' });
}
