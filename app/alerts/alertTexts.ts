import { catalogue, type ProblemCode } from '../accounting/catalogue.ts';
import { general } from '../accounting/explain.ts';
import type { AlertFacts, Cause, settingsSubjects } from './causes.ts';

type Language = 'de' | 'en';

/** An alert in plain words, the same in the app and in a mail. */
export interface AlertText {
  title: string;
  text: string;
  /** What to do. */
  fix: string;
  /** The page of the app where it is done, below /app. */
  page: string;
}

interface Words {
  title: string;
  text: string;
  fix: string;
}

interface Entry {
  page: string;
  de: Words;
  en: Words;
}

const entries: Record<Exclude<Cause, 'problem' | 'settings'>, Entry> = {
  sevdesk_key: {
    page: '/sevdesk',
    de: {
      title: 'sevdesk nimmt den API-Token nicht mehr an',
      text: 'Es wird nichts gebucht, bis ein neuer API-Token eingetragen ist. Ihre Bestellungen sind gespeichert und werden danach nachgeholt.',
      fix: 'Kopieren Sie in sevdesk unter „Einstellungen › Benutzer“ den API-Token und tragen Sie ihn in der App unter „sevdesk“ ein.',
    },
    en: {
      title: 'sevdesk no longer accepts the API token',
      text: 'Nothing is booked until there is a new API token. Your orders are kept and are caught up after that.',
      fix: 'In sevdesk, under “Settings › Users”, copy the API token and enter it in the app under “sevdesk”.',
    },
  },
  shopify_token: {
    page: '',
    de: {
      title: 'Shopify lässt die App nicht mehr auf Ihre Bestellungen zugreifen',
      text: 'Es wird nichts gebucht, bis Sie die App wieder geöffnet haben. Danach wird alles nachgeholt.',
      fix: 'Öffnen Sie die App einmal in Ihrem Shopify-Admin. Mehr ist nicht zu tun.',
    },
    en: {
      title: 'Shopify no longer lets the app see your orders',
      text: 'Nothing is booked until you have opened the app again. Everything is caught up after that.',
      fix: 'Open the app once in your Shopify admin. There is nothing more to do.',
    },
  },
  sevdesk_down: {
    page: '',
    de: {
      title: 'sevdesk ist seit {since} nicht erreichbar',
      text: 'Ihre Bestellungen sind gespeichert und werden von selbst nachgeholt, sobald sevdesk wieder antwortet.',
      fix: 'Sie müssen nichts tun. Ob sevdesk eine Störung gemeldet hat, steht auf dessen Statusseite.',
    },
    en: {
      title: 'sevdesk has not been reachable since {since}',
      text: 'Your orders are kept and are caught up automatically as soon as sevdesk answers again.',
      fix: 'You do not have to do anything. Whether sevdesk has reported an incident is on its status page.',
    },
  },
  mails: {
    page: '/mails',
    de: {
      title: 'Rechnungen konnten nicht per E-Mail zugestellt werden',
      text: 'Betroffene Rechnungen: {count}. Die Rechnungen selbst sind richtig gebucht; nur der Versand ist fehlgeschlagen oder unklar.',
      fix: 'Sehen Sie in der App nach und senden Sie die E-Mails von Hand noch einmal, oder verwerfen Sie sie.',
    },
    en: {
      title: 'Invoices could not be delivered by e-mail',
      text: 'Invoices affected: {count}. The invoices themselves are booked correctly; only the sending failed or is unclear.',
      fix: 'Look in the app and send the e-mails again by hand, or discard them.',
    },
  },
  webhooks: {
    page: '/check',
    de: {
      title: 'Shopify meldet neue Bestellungen nicht mehr',
      text: 'In Ihrem Shop wurde bestellt, aber keine Meldung kam an. Der regelmäßige Abgleich findet die Bestellungen trotzdem, nur einige Minuten später.',
      fix: 'Öffnen Sie die App einmal in Shopify. Bleibt es dabei, melden Sie sich bitte bei uns.',
    },
    en: {
      title: 'Shopify no longer reports new orders',
      text: 'Your shop sold, but no message arrived. The regular comparison finds the orders nevertheless, only some minutes later.',
      fix: 'Open the app once in Shopify. If it stays that way, please contact us.',
    },
  },
};

type Point = (typeof settingsSubjects)[number];

const points: Record<Point, { de: string; en: string }> = {
  version: { de: 'Buchhaltungssystem in sevdesk', en: 'Bookkeeping system in sevdesk' },
  regime: { de: 'Besteuerung in App und sevdesk', en: 'Kind of taxation in the app and in sevdesk' },
  tax: { de: 'Umsatzsteuer in Shopify', en: 'VAT in Shopify' },
  oss: { de: 'One-Stop-Shop (OSS)', en: 'One Stop Shop (OSS)' },
  accounts: { de: 'Verrechnungskonten', en: 'Clearing accounts' },
  currency: { de: 'Währung des Shops', en: 'Currency of the shop' },
  country: { de: 'Land des Shops', en: 'Country of the shop' },
  scopes: { de: 'Berechtigungen in Shopify', en: 'Permissions in Shopify' },
};

/** The words for an alert. `time` writes a moment as the reader wants it. */
export function alertText(
  { cause, subject, facts }: { cause: string; subject: string; facts: AlertFacts },
  language: Language,
  time: (iso: string) => string,
): AlertText {
  if (cause === 'problem') return problemText(subject, facts.count ?? 1, language);
  if (cause === 'settings') return settingsText(subject as Point, language);
  const { page, [language]: words } = entries[cause as keyof typeof entries];
  const fill = (text: string) =>
    text.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
      if (name === 'since') return facts.since === undefined ? '' : time(facts.since);
      return name === 'count' ? String(facts.count ?? '') : '';
    });
  return { page, title: fill(words.title), text: fill(words.text), fix: fill(words.fix) };
}

function problemText(code: string, count: number, language: Language): AlertText {
  const known = Object.hasOwn(catalogue, code) ? general(code as ProblemCode, language) : null;
  const orders =
    language === 'de'
      ? count === 1
        ? 'Betroffen ist eine Bestellung.'
        : `Betroffen sind ${count} Bestellungen.`
      : count === 1
        ? 'One order is affected.'
        : `${count} orders are affected.`;
  return {
    page: `/orders?view=attention&problem=${encodeURIComponent(code)}`,
    title: known?.title ?? code,
    text: [orders, known?.explanation].filter(Boolean).join(' '),
    fix: known?.fix ?? '',
  };
}

function settingsText(point: Point, language: Language): AlertText {
  const name = points[point][language];
  return language === 'de'
    ? {
        page: '/check',
        title: `Einstellung passt nicht: ${name}`,
        text: 'Shopify, die App und sevdesk sind verschieden eingestellt. Bestellungen können deshalb zurückgestellt werden.',
        fix: 'Öffnen Sie in der App „Einstellungen prüfen“. Dort steht, was zu ändern ist und wo.',
      }
    : {
        page: '/check',
        title: `A setting does not fit: ${name}`,
        text: 'Shopify, the app and sevdesk are set up differently. Orders may be set aside because of it.',
        fix: 'Open “Check the settings” in the app. It says what to change, and where.',
      };
}
