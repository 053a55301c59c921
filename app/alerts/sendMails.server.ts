import { readAlertEmail } from '../merchant/alertEmail.server.ts';
import { readSettings } from '../merchant/settings.server.ts';
import { readShopEmail } from '../merchant/shop.server.ts';
import type { MailAnswer, Mailer } from '../platform/mail.server.ts';
import { counter } from '../platform/metrics.server.ts';
import type { Alert, AlertMail, Shop } from '@prisma/client';
import { alertMailText } from './alertMailText.ts';
import { languageOfShop } from './language.ts';
import type { AlertPorts } from './ports.server.ts';

/** A mail that somebody began to send and never reported: the process is gone, and nobody knows. */
const LOST_MS = 10 * 60_000;
const FIRST_RETRY_MS = 5 * 60_000;
/** After 5, 10, 20, 40 and 80 minutes. */
const MOST_ATTEMPTS = 6;
/** What only the operator can mend is tried every hour from then on: the alert is still news when it is mended. */
const OPERATOR_RETRY_MS = 60 * 60_000;

const refusals = counter('alert_mails_refused_total', 'Alert mails that a mail server did not take.', [
  'whose',
]);
const AT_A_TIME = 100;

type Due = AlertMail & { shop: Shop };

/**
 * Sends the mails whose time has come, each at most once: that it is being sent is written down before, and a mail
 * whose fate is not known is never sent again. Only one that certainly did not leave is tried once more.
 */
export async function sendMails(ports: AlertPorts): Promise<void> {
  const { db, clock, mailer } = ports;
  if (!mailer) return;
  const now = clock.now();
  await db.alertMail.updateMany({
    where: { state: 'requested', requestedAt: { lt: new Date(now.getTime() - LOST_MS) } },
    data: { state: 'unclear' },
  });
  const due = await db.alertMail.findMany({
    where: { state: 'planned', dueAt: { lte: now } },
    include: { shop: true },
    orderBy: { dueAt: 'asc' },
    take: AT_A_TIME,
  });
  for (const mail of due) await sendOne(ports, mailer, mail);
}

async function sendOne(ports: AlertPorts, mailer: Mailer, mail: Due): Promise<void> {
  const { db, clock } = ports;
  const told = await claim(ports, mail);
  if (told.length === 0) return;
  const { shop } = mail;
  const [to, settings] = await Promise.all([addressOf(ports, shop.id), readSettings(db, shop.id)]);
  const language = languageOfShop(settings.language, shop.locale);
  const text = alertMailText(told, {
    language,
    now: clock.now(),
    timeZone: shop.timezone ?? 'Europe/Berlin',
    shopName: shop.name ?? shop.domain,
    appUrl: `https://${shop.domain}/admin/apps/${ports.apiKey}/app`,
  });
  const answer: MailAnswer =
    to === null
      ? { kind: 'refused', whose: 'recipient', code: 'no_address' }
      : await mailer.send({ to, ...text });
  await settle(ports, mail, answer);
}

/** Takes the mail, so that nobody else sends it; answers the alerts it tells of, none if there is nothing to tell. */
async function claim({ db, clock }: AlertPorts, { id, shop }: Due): Promise<Alert[]> {
  const { mails } = (await readSettings(db, shop.id)).alerts;
  return db.$transaction(async (tx) => {
    const now = clock.now();
    // Whoever is putting an alert into this mail (planMails) comes before or after.
    await tx.$queryRaw`select id from shop where id = ${shop.id}::uuid for no key update`;
    const { count } = await tx.alertMail.updateMany({
      where: { id, state: 'planned' },
      data: { state: 'requested', requestedAt: now, attempts: { increment: 1 } },
    });
    if (count === 0) return [];
    // What is over is not told; should it come back, it is news again.
    await tx.alert.updateMany({ where: { mailId: id, closedAt: { not: null } }, data: { mailId: null } });
    const open = await tx.alert.findMany({
      where: { mailId: id, closedAt: null },
      orderBy: { openedAt: 'asc' },
    });
    if (open.length > 0 && mails !== 'none' && !shop.uninstalledAt) return open;
    await tx.alertMail.update({ where: { id }, data: { state: 'obsolete' } });
    return [];
  });
}

async function settle({ db, clock, log }: AlertPorts, mail: Due, answer: MailAnswer): Promise<void> {
  const now = clock.now();
  const attempts = mail.attempts + 1;
  if (answer.kind === 'refused') refusals.add({ whose: answer.whose });
  const again = mayTryAgain(answer, attempts);
  const state =
    answer.kind === 'sent' ? 'sent' : answer.kind === 'unclear' ? 'unclear' : again ? 'planned' : 'failed';
  const pauseMs = Math.min(FIRST_RETRY_MS * 2 ** (attempts - 1), OPERATOR_RETRY_MS);
  const dueAt = new Date(now.getTime() + pauseMs);
  await db.alertMail.updateMany({
    where: { id: mail.id, state: 'requested' },
    data: { state, ...(again ? { dueAt } : {}), ...(state === 'sent' ? { sentAt: now } : {}) },
  });
  const code = answer.kind === 'sent' ? null : answer.code;
  log[state === 'sent' ? 'info' : 'warn']('alert.mail', {
    shopId: mail.shopId,
    outcome: state,
    attempt: attempts,
    code,
  });
}

function mayTryAgain(answer: MailAnswer, attempts: number): boolean {
  if (answer.kind !== 'refused') return false;
  if (answer.whose === 'operator') return true;
  return answer.whose === 'nobody' && attempts < MOST_ATTEMPTS;
}

/** The address the merchant chose, else the shop's own. */
async function addressOf({ db, encryption }: AlertPorts, shopId: string): Promise<string | null> {
  const chosen = await readAlertEmail(db, encryption, shopId);
  return chosen ?? (await readShopEmail(db, encryption, shopId));
}
