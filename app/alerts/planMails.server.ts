import { startOfDay, dayAt } from '../merchant/day.ts';
import { readSettings } from '../merchant/settings.server.ts';
import type { Database, Tx } from '../platform/database.server.ts';
import type { Level } from './causes.ts';
import type { AlertPorts } from './ports.server.ts';
import { timeZoneOf } from '../merchant/timeZone.server.ts';

// A digest instead of a flood: alerts that open close together are told in one mail, mails keep a distance, and
// whoever wants one mail a day gets one a day, except for what cannot wait.

const MINUTE_MS = 60_000;
/** Until a mail leaves, further alerts join it. */
const COLLECT_MS: Record<Level, number> = {
  warning: 10 * MINUTE_MS,
  critical: 2 * MINUTE_MS,
  escalated: 2 * MINUTE_MS,
};
/** From one mail to the next. */
const DISTANCE_MS: Record<Level, number> = {
  warning: 60 * MINUTE_MS,
  critical: 15 * MINUTE_MS,
  escalated: 60 * MINUTE_MS,
};
/** When the mail of the day leaves, shop's time. */
const MORNING_MS = 8 * 60 * MINUTE_MS;

interface Untold {
  id: string;
  level: string;
}

/** Finds a mail for every open alert that no mail tells of yet. */
export async function planMails({
  db,
  clock,
  mailer,
}: Pick<AlertPorts, 'db' | 'clock' | 'mailer'>): Promise<void> {
  if (!mailer) return;
  const now = clock.now();
  const untold = await db.alert.findMany({
    where: { closedAt: null, mailId: null },
    select: { shopId: true },
    distinct: ['shopId'],
  });
  for (const { shopId } of untold) await planForShop(db, shopId, now);
}

async function planForShop(db: Database, shopId: string, now: Date): Promise<void> {
  const { mails } = (await readSettings(db, shopId)).alerts;
  if (mails === 'none') return;
  const timeZone = await timeZoneOf(db, shopId);
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`select id from shop where id = ${shopId}::uuid for no key update`;
    const alerts = await tx.alert.findMany({ where: { shopId, closedAt: null, mailId: null } });
    const urgent = alerts.filter(({ level }) => mails === 'soon' || level !== 'warning');
    const patient = alerts.filter((alert) => !urgent.includes(alert));
    if (urgent.length > 0) await tell(tx, urgent, await nextMail(tx, shopId, urgent, now));
    if (patient.length > 0) await tell(tx, patient, await mailOfTheDay(tx, shopId, timeZone, now));
  });
}

const tell = (tx: Tx, alerts: Untold[], mailId: string) =>
  tx.alert.updateMany({ where: { id: { in: alerts.map(({ id }) => id) } }, data: { mailId } });

/** The mail that is being collected, or a new one. */
async function nextMail(tx: Tx, shopId: string, alerts: Untold[], now: Date): Promise<string> {
  const last = await tx.alertMail.findFirst({
    where: { shopId, requestedAt: { not: null } },
    orderBy: { requestedAt: 'desc' },
    select: { requestedAt: true },
  });
  const dueOf = (level: Level) =>
    Math.max(now.getTime() + COLLECT_MS[level], (last?.requestedAt?.getTime() ?? 0) + DISTANCE_MS[level]);
  const due = new Date(Math.min(...alerts.map(({ level }) => dueOf(level as Level))));
  const planned = await tx.alertMail.findFirst({ where: { shopId, day: null, state: 'planned' } });
  if (!planned) {
    return (await tx.alertMail.create({ data: { shopId, createdAt: now, dueAt: due } })).id;
  }
  if (due < planned.dueAt) await tx.alertMail.update({ where: { id: planned.id }, data: { dueAt: due } });
  return planned.id;
}

/** The mail of the next morning. */
async function mailOfTheDay(tx: Tx, shopId: string, timeZone: string, now: Date): Promise<string> {
  const morning = nextMorning(timeZone, now);
  const day = new Date(`${dayAt(morning, timeZone)}T00:00:00Z`);
  const where = { shopId_day: { shopId, day } };
  const create = { shopId, day, createdAt: now, dueAt: morning };
  return (await tx.alertMail.upsert({ where, create, update: {} })).id;
}

function nextMorning(timeZone: string, now: Date): Date {
  for (const ahead of [0, 1, 2]) {
    const day = dayAt(new Date(now.getTime() + ahead * 24 * 60 * MINUTE_MS), timeZone);
    const morning = new Date(startOfDay(day, timeZone)!.getTime() + MORNING_MS);
    if (morning > now) return morning;
  }
  throw new Error(`there is no morning after ${now.toISOString()} in ${timeZone}`);
}
