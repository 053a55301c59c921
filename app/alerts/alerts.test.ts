import { renderMetrics } from '../platform/metrics.server.ts';
import { randomBytes, randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { useDatabase } from '../../tests/support/database.ts';
import { createJumpClock } from '../../tests/support/jumpClock.ts';
import { meet } from '../../tests/support/lockConflict.ts';
import { useSmtp, type SmtpServer } from '../../tests/support/smtp.ts';
import { saveAlertEmail } from '../merchant/alertEmail.server.ts';
import { createEncryption } from '../platform/encryption.server.ts';
import { createLog } from '../platform/log.server.ts';
import { createMailer } from '../platform/mail.server.ts';
import { shopEmailContext } from '../platform/encryptionContexts.ts';
import { checkAllSettings } from './checkAll.server.ts';
import { openAlerts } from './openAlerts.server.ts';
import type { AlertPorts } from './ports.server.ts';
import { recordFindings } from './recordFindings.server.ts';
import { sendMails } from './sendMails.server.ts';
import { watchAlerts } from './watchAlerts.server.ts';

// From something being amiss to one mail about it, on a real database and with a real mail server.

const database = useDatabase();
const startSmtp = useSmtp();
const encryption = createEncryption([{ id: 'k1', key: randomBytes(32) }]);
const clock = createJumpClock(new Date('2026-11-24T09:00:00Z'));
const lines: string[] = [];
const log = createLog({ level: 'info', secrets: [], write: (line) => void lines.push(line) });
let smtp: SmtpServer;

beforeEach(async () => {
  smtp = await startSmtp();
  lines.length = 0;
  await database.db.$transaction([database.db.shop.deleteMany(), database.db.breaker.deleteMany()]);
});

const ports = (): AlertPorts => ({
  db: database.db,
  clock,
  encryption,
  log,
  mailer: createMailer({ smtpUrl: smtp.url, from: 'app@example.com' }, 300),
  apiKey: 'client-id',
});

async function newShop(data: object = {}) {
  const domain = `shop-${randomUUID().slice(0, 8)}.myshopify.com`;
  const shop = await database.db.shop.create({
    data: { domain, name: 'Kaffee Nord', syncFrom: new Date('2026-11-01T00:00:00Z'), ...data },
  });
  const emailEncrypted = encryption.encrypt('owner@example.com', shopEmailContext(shop.id));
  await database.db.shop.update({ where: { id: shop.id }, data: { emailEncrypted } });
  return shop;
}
type Shop = Awaited<ReturnType<typeof newShop>>;

let orders = 0;
/** Orders of the shop that need somebody since `at`. */
async function park(shop: Shop, problemCode: string, count = 1, at = clock.now()): Promise<void> {
  for (let made = 0; made < count; made++) {
    const orderId = String((orders += 1));
    const times = { firstSeenAt: at, changedAt: at, listedAt: at, problemAt: at };
    const order = { shopId: shop.id, orderGid: `gid://shopify/Order/${orderId}`, orderId, state: 'parked' };
    await database.db.orderSync.create({ data: { ...order, problemCode, ...times } });
  }
}
const mend = (shop: Shop) =>
  database.db.orderSync.updateMany({
    where: { shopId: shop.id },
    data: { state: 'synced', problemCode: null },
  });

/** What the worker does every minute; a test that lets hours pass looks less often. */
async function minute(): Promise<void> {
  await watchAlerts(ports());
  await sendMails(ports());
}
async function pass(minutes: number): Promise<void> {
  const step = Math.min(minutes, 5);
  for (let passed = 0; passed < minutes; passed += step) {
    clock.jumpTo(new Date(clock.now().getTime() + step * 60_000));
    await minute();
  }
}
const later = (hours: number) => clock.jumpTo(new Date(clock.now().getTime() + hours * 3_600_000));
const alertsOf = (shop: Shop) => openAlerts({ db: database.db }, shop.id);

describe('an alert', () => {
  it('is open once, and closed when its cause is gone', async () => {
    const shop = await newShop();
    await park(shop, 'tax.rate', 2);
    await Promise.all([minute(), minute()]);
    expect(await alertsOf(shop)).toMatchObject([
      { cause: 'problem', subject: 'tax.rate', level: 'warning', facts: { count: 2 } },
    ]);
    await mend(shop);
    await minute();
    expect(await alertsOf(shop)).toEqual([]);
    expect(await database.db.alert.count({ where: { shopId: shop.id } })).toBe(1);
  });

  it('is critical when many come within an hour, and escalated after a day', async () => {
    const shop = await newShop();
    await park(shop, 'tax.rate', 10);
    await minute();
    expect(await alertsOf(shop)).toMatchObject([{ level: 'critical' }]);
    later(25);
    await minute();
    expect(await alertsOf(shop)).toMatchObject([{ level: 'escalated' }]);
  });

  it('is not opened for a shop that is not switched on, and closed when the app is uninstalled', async () => {
    const off = await newShop({ syncFrom: null });
    await park(off, 'tax.rate');
    const shop = await newShop();
    await park(shop, 'tax.rate');
    await minute();
    expect(await alertsOf(off)).toEqual([]);
    await database.db.shop.update({ where: { id: shop.id }, data: { uninstalledAt: clock.now() } });
    await minute();
    expect(await alertsOf(shop)).toEqual([]);
  });

  it('tells of a key that sevdesk turned away and of a long outage', async () => {
    const shop = await newShop({ pausedAt: clock.now(), pausedBy: 'sevdesk_key' });
    await database.db.sevdeskConnection.create({
      data: {
        shopId: shop.id,
        tokenEncrypted: 'x',
        tokenLast4: 'abcd',
        state: 'key_rejected',
        accountKey: '77',
        systemVersion: '2.0',
        regime: 'regular',
        contactPersonId: '1',
        facts: {},
      },
    });
    const openedAt = new Date(clock.now().getTime() - 16 * 60_000);
    await database.db.breaker.create({
      data: { key: 'account:77', state: 'half_open', openedAt, changedAt: openedAt },
    });
    await minute();
    expect(await alertsOf(shop)).toMatchObject([
      { cause: 'sevdesk_key', level: 'critical' },
      { cause: 'sevdesk_down', level: 'warning', facts: { since: openedAt.toISOString() } },
    ]);
  });

  it('tells of webhooks that stopped, until one comes', async () => {
    const shop = await newShop();
    await park(shop, 'tax.rate');
    await database.db.orderSync.updateMany({ where: { shopId: shop.id }, data: { foundAt: clock.now() } });
    await minute();
    const causesOf = async () => (await alertsOf(shop)).map(({ cause }) => cause);
    expect(await causesOf()).toContain('webhooks');
    await database.db.webhookDelivery.create({
      data: {
        shopId: shop.id,
        shopDomain: shop.domain,
        webhookId: 'w1',
        topic: 'orders/paid',
        receivedAt: clock.now(),
      },
    });
    await minute();
    expect(await causesOf()).not.toContain('webhooks');
  });

  it('of the settings is opened and closed by the check, and kept while a point cannot be looked at', async () => {
    const shop = await newShop();
    const check = (state: 'wrong' | 'unknown' | 'good') =>
      recordFindings(ports(), shop.id, [
        { check: 'regime', state, facts: {} },
        { check: 'connection', state: 'wrong', facts: {} },
      ]);
    await check('wrong');
    expect(await alertsOf(shop)).toMatchObject([{ cause: 'settings', subject: 'regime', level: 'critical' }]);
    await check('unknown');
    await minute();
    expect(await alertsOf(shop)).toHaveLength(1);
    await check('good');
    expect(await alertsOf(shop)).toEqual([]);
  });
});

it('asks at night for a settings check of every shop that syncs, spread over some hours', async () => {
  const shops = [await newShop(), await newShop(), await newShop({ syncFrom: null })];
  await checkAllSettings(ports());
  await checkAllSettings(ports());
  const jobs = await database.db.$queryRaw<{ key: string; runAt: Date }[]>`
    select key, run_at as "runAt" from graphile_worker.jobs where key like 'check:%' order by run_at`;
  const wanted = shops.slice(0, 2).map(({ id }) => `check:${id}`);
  expect(jobs.map(({ key }) => key).toSorted()).toEqual(wanted.toSorted());
  expect(jobs[1]!.runAt.getTime() - jobs[0]!.runAt.getTime()).toBeGreaterThan(3_600_000);
});

describe('a mail', () => {
  it('tells of everything that opened close together, with the fix, in the language of the shop', async () => {
    const shop = await newShop({ locale: 'de' });
    await park(shop, 'payment.gateway_unmapped', 3);
    await minute();
    await pass(5);
    await park(shop, 'tax.rate');
    await pass(10);
    expect(smtp.mails).toHaveLength(1);
    const [{ to, source }] = smtp.mails as [{ to: string; source: string }];
    expect(to).toBe('owner@example.com');
    expect(source).toContain('2 Punkte brauchen Ihre Aufmerksamkeit (Kaffee Nord)');
    expect(source).toContain('Betroffen sind 3 Bestellungen.');
    expect(source).toContain('Was Sie tun können:');
    expect(source).toContain(
      `https://${shop.domain}/admin/apps/client-id/app/orders?view=attention&problem=payment.gateway_unmapped`,
    );
    expect(source).not.toMatch(/\{\w+\}|…|undefined/);
    expect(lines.join()).not.toContain('example.com');
  });

  it('is in English for an English shop and goes to the address that was chosen', async () => {
    const shop = await newShop({ locale: 'en-GB' });
    await saveAlertEmail(ports(), { shopId: shop.id, actor: 'user:1' }, ' books@example.com ');
    await park(shop, 'tax.rate');
    await minute();
    await pass(12);
    expect(smtp.mails).toMatchObject([{ to: 'books@example.com' }]);
    expect(smtp.mails[0]!.source).toContain('One order is affected.');
  });

  it('is sent once for an alert, however long it lasts, and once more when it escalates', async () => {
    const shop = await newShop();
    await park(shop, 'tax.rate');
    await minute();
    await pass(12);
    later(5);
    await pass(3);
    expect(smtp.mails).toHaveLength(1);
    later(20);
    await pass(10);
    later(30);
    await pass(10);
    expect(smtp.mails).toHaveLength(2);
    expect(smtp.mails[1]!.source).toMatch(/Offen seit mehr als 24 Stunden/);
  });

  it('is not sent again when the same thing is mended and comes back soon', async () => {
    const shop = await newShop();
    await park(shop, 'tax.rate');
    await minute();
    await pass(12);
    await mend(shop);
    await pass(5);
    await park(shop, 'tax.rate');
    await pass(90);
    expect(smtp.mails).toHaveLength(1);
  });

  it('tells also of what is put into it in the moment it leaves', async () => {
    const shop = await newShop();
    await park(shop, 'tax.rate');
    await minute();
    const { id: _, ...first } = await database.db.alert.findFirstOrThrow({ where: { shopId: shop.id } });
    const late = { ...first, subject: 'order.currency_unsupported', openKey: 'late', facts: { count: 1 } };
    clock.jumpTo(new Date(clock.now().getTime() + 3 * 3_600_000));
    await meet(
      database.db,
      async (tx) => {
        await tx.$queryRaw`select id from shop where id = ${shop.id}::uuid for no key update`;
        return (then) => then.alert.create({ data: late });
      },
      () => sendMails(ports()),
    );
    expect(smtp.mails).toHaveLength(1);
    expect(smtp.mails[0]!.source).toMatch(/Fremdwährung|Währung/);
  });

  it('is not sent when everything is mended before it leaves', async () => {
    const shop = await newShop();
    await park(shop, 'tax.rate');
    await minute();
    await mend(shop);
    await pass(15);
    expect(smtp.mails).toEqual([]);
    expect(await database.db.alertMail.findMany()).toMatchObject([{ state: 'obsolete' }]);
  });

  it('keeps a distance of an hour to the one before: a flood is two mails', async () => {
    const shop = await newShop();
    const codes = ['tax.rate', 'payment.gateway_unmapped', 'order.totals_mismatch', 'sevdesk.refused'];
    for (const code of codes) {
      await park(shop, code);
      await pass(13);
    }
    await pass(60);
    expect(smtp.mails).toHaveLength(2);
    expect(smtp.mails[1]!.source).toContain('3 Punkte');
  });

  it.each([
    ['daily', ['2 Punkte']],
    ['none', []],
  ] as const)('comes %s when the merchant wants it so', async (mails, told) => {
    const shop = await newShop();
    await database.db.settings.create({ data: { shopId: shop.id, value: { alerts: { mails } } } });
    await park(shop, 'tax.rate');
    await minute();
    await pass(15);
    expect(smtp.mails).toEqual([]);
    await park(shop, 'payment.gateway_unmapped');
    await minute();
    clock.jumpTo(new Date(`${nextDay()}T07:01:00Z`));
    await sendMails(ports());
    expect(smtp.mails.map(({ source }) => /\d Punkte/.exec(source)?.[0])).toEqual(told);
  });
});

const nextDay = () => new Date(clock.now().getTime() + 86_400_000).toISOString().slice(0, 10);

describe('when the mail server fails', () => {
  const mailOf = () => database.db.alertMail.findFirstOrThrow();
  async function dueMail() {
    const shop = await newShop();
    await park(shop, 'tax.rate');
    await watchAlerts(ports());
    clock.jumpTo(new Date(clock.now().getTime() + 11 * 60_000));
  }

  it('a mail that certainly did not leave is tried again later', async () => {
    await dueMail();
    smtp.fault = 'busy';
    await sendMails(ports());
    expect(await mailOf()).toMatchObject({ state: 'planned', attempts: 1 });
    smtp.fault = null;
    await sendMails(ports());
    expect(smtp.mails).toEqual([]);
    clock.jumpTo((await mailOf()).dueAt);
    await sendMails(ports());
    expect(smtp.mails).toHaveLength(1);
    expect(await mailOf()).toMatchObject({ state: 'sent', attempts: 2 });
  });

  it('and goes on failing, the mail is given up', async () => {
    await dueMail();
    smtp.fault = 'busy';
    for (let tries = 0; tries < 8; tries++) {
      await sendMails(ports());
      clock.jumpTo((await mailOf()).dueAt);
    }
    expect(await mailOf()).toMatchObject({ state: 'failed', attempts: 6 });
  });

  it.each(['no_relay', 'unknown_sender', 'unwanted'] as const)(
    'what the operator has to mend is tried until it is mended, and counts: %s',
    async (fault) => {
      await dueMail();
      smtp.fault = fault;
      for (let tries = 0; tries < 10; tries++) {
        await sendMails(ports());
        clock.jumpTo((await mailOf()).dueAt);
      }
      expect(await mailOf()).toMatchObject({ state: 'planned', attempts: 10 });
      expect((await renderMetrics()).body).toMatch(/alert_mails_refused_total\{whose="operator"\} [1-9]/);
      const before = smtp.mails.length;
      smtp.fault = null;
      await sendMails(ports());
      expect(smtp.mails).toHaveLength(before + 1);
      expect(await mailOf()).toMatchObject({ state: 'sent' });
    },
  );

  it('an address that nobody has is not tried again', async () => {
    await dueMail();
    smtp.fault = 'unknown_recipient';
    await sendMails(ports());
    expect(await mailOf()).toMatchObject({ state: 'failed', attempts: 1 });
  });

  it('after it took the mail, nobody sends it a second time', async () => {
    await dueMail();
    smtp.fault = 'silent_after_data';
    await sendMails(ports());
    smtp.fault = null;
    await pass(30);
    expect(smtp.mails).toHaveLength(1);
    expect(await mailOf()).toMatchObject({ state: 'unclear', attempts: 1 });
  });

  it('two workers at once send one mail', async () => {
    await dueMail();
    await Promise.all([sendMails(ports()), sendMails(ports()), sendMails(ports())]);
    expect(smtp.mails).toHaveLength(1);
  });

  it('or the worker dies while it sends, the mail is not sent again', async () => {
    await dueMail();
    const dying: AlertPorts = { ...ports(), mailer: { send: () => Promise.reject(new Error('killed')) } };
    await expect(sendMails(dying)).rejects.toThrow('killed');
    expect(await mailOf()).toMatchObject({ state: 'requested' });
    await pass(12);
    expect(smtp.mails).toEqual([]);
    expect(await mailOf()).toMatchObject({ state: 'unclear' });
  });
});
