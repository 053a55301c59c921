import type { Alert } from '@prisma/client';
import { alertText } from './alertTexts.ts';
import { alertFacts, levels, type Level } from './causes.ts';

interface About {
  language: 'de' | 'en';
  now: Date;
  timeZone: string;
  shopName: string;
  /** Where the app is opened in Shopify's admin. */
  appUrl: string;
}

const words = {
  de: {
    one: (title: string, shop: string) => `${title} (${shop})`,
    several: (count: number, shop: string) => `${count} Punkte brauchen Ihre Aufmerksamkeit (${shop})`,
    hello: (shop: string) =>
      `Guten Tag,\n\nbei der Übertragung Ihrer Bestellungen aus „${shop}“ nach sevdesk gibt es etwas zu tun.`,
    todo: 'Was Sie tun können:',
    old: 'Offen seit mehr als 24 Stunden.',
    growing: 'Es werden gerade schnell mehr.',
    end: 'Diese Nachricht kommt je Vorfall einmal. Wohin und wie oft die App schreibt, ändern Sie in der App unter „Einstellungen › Benachrichtigungen“.',
  },
  en: {
    one: (title: string, shop: string) => `${title} (${shop})`,
    several: (count: number, shop: string) => `${count} points need your attention (${shop})`,
    hello: (shop: string) =>
      `Hello,\n\nthere is something to do about bringing your orders from “${shop}” to sevdesk.`,
    todo: 'What you can do:',
    old: 'Open for more than 24 hours.',
    growing: 'Their number is growing quickly.',
    end: 'You get this message once for each alert. Where and how often the app writes is changed in the app under “Settings › Notifications”.',
  },
};

type Told = Pick<Alert, 'cause' | 'subject' | 'level' | 'facts'>;

/** Subject and text of a mail that tells of alerts, the gravest first. Nothing of any buyer is in it. */
export function alertMailText(alerts: Told[], about: About): { subject: string; text: string } {
  const { language, shopName, appUrl, timeZone } = about;
  const say = words[language];
  const time = (iso: string) =>
    new Intl.DateTimeFormat(language === 'de' ? 'de-DE' : 'en-GB', {
      dateStyle: 'medium',
      timeStyle: 'short',
      timeZone,
    }).format(new Date(iso));
  const sorted = alerts.toSorted((a, b) => rank(b) - rank(a));
  const told = sorted.map((alert) => ({
    ...alertText({ ...alert, facts: alertFacts.parse(alert.facts) }, language, time),
    note: noteOf(alert, say),
  }));
  const single = told.length === 1;
  const parts = told.map(({ title, text, note, fix, page }, index) =>
    [
      single ? title : `${index + 1}. ${title}`,
      [text, note].filter(Boolean).join(' '),
      fix && `${say.todo} ${fix}`,
      `${appUrl}${page}`,
    ]
      .filter(Boolean)
      .join('\n'),
  );
  const subject = single ? say.one(told[0]!.title, shopName) : say.several(told.length, shopName);
  return { subject: oneLine(subject), text: [say.hello(shopName), ...parts, say.end].join('\n\n') };
}

const rank = ({ level }: Told) => levels.indexOf(level as Level);

function noteOf({ cause, level }: Told, say: { old: string; growing: string }): string {
  if (cause !== 'problem' || level === 'warning') return '';
  return level === 'escalated' ? say.old : say.growing;
}

/** A shop's name is the merchant's own; no line break of it may begin another header. */
const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ').slice(0, 200);
