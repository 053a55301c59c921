import type { Database } from '../platform/database.server.ts';
import { levels, type AlertFacts, type Cause, type Level } from './causes.ts';

/** An open alert as the pages show it. */
export interface OpenAlert {
  id: string;
  cause: Cause;
  subject: string;
  level: Level;
  facts: AlertFacts;
  openedAt: string;
}

/** The shop's open alerts, the gravest first. */
export async function openAlerts({ db }: { db: Database }, shopId: string): Promise<OpenAlert[]> {
  const rows = await db.alert.findMany({
    where: { shopId, closedAt: null },
    orderBy: [{ openedAt: 'asc' }, { id: 'asc' }],
  });
  return rows
    .map(({ id, cause, subject, level, facts, openedAt }) => ({
      id,
      subject,
      cause: cause as Cause,
      level: level as Level,
      facts: facts as AlertFacts,
      openedAt: openedAt.toISOString(),
    }))
    .toSorted((a, b) => levels.indexOf(b.level) - levels.indexOf(a.level));
}

/** How the last mail about alerts fared; null when there was none. */
export async function lastAlertMail(
  { db }: { db: Database },
  shopId: string,
): Promise<{ state: 'sent' | 'unclear' | 'failed'; at: string } | null> {
  const mail = await db.alertMail.findFirst({
    where: { shopId, state: { in: ['sent', 'unclear', 'failed'] }, requestedAt: { not: null } },
    orderBy: { requestedAt: 'desc' },
  });
  return mail && { state: mail.state as 'sent', at: mail.requestedAt!.toISOString() };
}
