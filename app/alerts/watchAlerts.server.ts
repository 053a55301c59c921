import type { Alert } from '@prisma/client';
import type { Tx } from '../platform/database.server.ts';
import { causes, higher, openKeyOf, type Level, type Wanted } from './causes.ts';
import { judge } from './judge.ts';
import { planMails } from './planMails.server.ts';
import type { AlertPorts } from './ports.server.ts';
import { readStandings } from './readStanding.server.ts';

/** Whoever mends something and breaks it again within this time is in the same alert, and told nothing new. */
const SAME_ALERT_MS = 6 * 3_600_000;

/** What the watch looks after; the settings check opens and closes its own. */
const watched = causes.filter((cause) => cause !== 'settings');

/** Opens, raises and closes the alerts of all shops, and plans the mails that tell of them. Run every minute. */
export async function watchAlerts(ports: AlertPorts): Promise<void> {
  const { db, clock } = ports;
  const now = clock.now();
  const standings = await readStandings(db, now);
  const open = await db.alert.findMany({
    where: { closedAt: null, cause: { in: watched } },
    select: { shopId: true },
    distinct: ['shopId'],
  });
  for (const shopId of new Set([...standings.keys(), ...open.map((alert) => alert.shopId)])) {
    const standing = standings.get(shopId);
    const wanted = standing ? judge(standing, now) : [];
    if (wanted.length === 0 && !open.some((alert) => alert.shopId === shopId)) continue;
    await keepAlerts(ports, shopId, wanted, watched);
  }
  await planMails(ports);
}

/** Brings the open alerts of these causes to what is wanted, in one transaction. */
export async function keepAlerts(
  { db, clock, log }: Pick<AlertPorts, 'db' | 'clock' | 'log'>,
  shopId: string,
  wanted: Wanted[],
  of: readonly string[],
): Promise<void> {
  const now = clock.now();
  const counts = await db.$transaction(async (tx) => {
    // One at a time for a shop: the minute's watch and a settings check may meet.
    await tx.$queryRaw`select id from shop where id = ${shopId}::uuid for no key update`;
    const open = await tx.alert.findMany({ where: { shopId, closedAt: null, cause: { in: [...of] } } });
    const byKey = new Map(open.map((alert) => [alert.openKey, alert]));
    for (const entry of wanted) {
      const known = byKey.get(openKeyOf(entry));
      await (known ? raise(tx, known, entry) : openAlert(tx, shopId, entry, now));
    }
    const keys = new Set(wanted.map(openKeyOf));
    const gone = open.filter(({ openKey }) => !keys.has(openKey!)).map(({ id }) => id);
    await tx.alert.updateMany({ where: { id: { in: gone } }, data: { closedAt: now, openKey: null } });
    return { opened: wanted.filter((entry) => !byKey.has(openKeyOf(entry))).length, closed: gone.length };
  });
  if (counts.opened > 0) log.warn('alert.opened', { shopId, count: counts.opened });
  if (counts.closed > 0) log.info('alert.closed', { shopId, count: counts.closed });
}

async function openAlert(tx: Tx, shopId: string, wanted: Wanted, now: Date): Promise<void> {
  const { cause, subject, level, facts } = wanted;
  const openKey = openKeyOf(wanted);
  const before = await tx.alert.findFirst({
    where: { shopId, cause, subject, closedAt: { gt: new Date(now.getTime() - SAME_ALERT_MS) } },
    orderBy: { closedAt: 'desc' },
  });
  if (before) {
    await tx.alert.update({ where: { id: before.id }, data: { closedAt: null, openKey } });
    return raise(tx, before, wanted);
  }
  await tx.alert.create({ data: { shopId, cause, subject, level, facts, openedAt: now, openKey } });
}

/** A higher level is told anew; one that a planned mail is going to tell of is told with it. */
async function raise(tx: Tx, known: Alert, { level, facts }: Wanted): Promise<void> {
  const next = higher(known.level as Level, level);
  const rises = next !== known.level;
  if (!rises && JSON.stringify(known.facts) === JSON.stringify(facts)) return;
  const planned =
    known.mailId !== null &&
    (await tx.alertMail.count({ where: { id: known.mailId, state: 'planned' } })) === 1;
  const untold = rises && !planned ? { mailId: null } : {};
  await tx.alert.update({
    where: { id: known.id },
    data: { level: next, facts, ...untold },
  });
}
