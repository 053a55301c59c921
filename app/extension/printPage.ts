import type { Language } from '../ui/language.ts';

// What stands in the place of the document when it cannot be had: Shopify's preview shows whatever is answered.

const texts = {
  expired: {
    de: 'Diese Druckansicht ist abgelaufen. Schließen Sie sie und öffnen Sie sie neu.',
    en: 'This print preview has expired. Close it and open it again.',
  },
  nothing: {
    de: 'Hier gibt es keinen fertigen Beleg zum Drucken.',
    en: 'There is no finished document to print here.',
  },
  unavailable: {
    de: 'sevdesk hat {number} gerade nicht herausgegeben. Versuchen Sie es in einer Minute noch einmal.',
    en: 'sevdesk did not hand out {number} just now. Try again in a minute.',
  },
  gone: {
    de: 'sevdesk gibt {number} nicht mehr heraus. Wurde der Beleg dort gelöscht?',
    en: 'sevdesk no longer hands out {number}. Was it deleted there?',
  },
  key: {
    de: 'sevdesk nimmt den API-Token nicht mehr an. Öffnen Sie die App und hinterlegen Sie einen neuen.',
    en: 'sevdesk no longer accepts the API token. Open the app and enter a new one.',
  },
};

export type PrintNotice = keyof typeof texts;

const statuses: Record<PrintNotice, number> = {
  expired: 401,
  nothing: 404,
  unavailable: 503,
  gone: 502,
  key: 502,
};

/** A page that says why there is no document. `number` is the document's. */
export function noticePage(notice: PrintNotice, language: Language, number = ''): Response {
  const text = escape(texts[notice][language].replace('{number}', number));
  const page = `<!doctype html><html lang="${language}"><meta charset="utf-8"><title>sevdesk</title><p>${text}</p></html>`;
  return new Response(page, {
    status: statuses[notice],
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': "default-src 'none'",
    },
  });
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string) => text.replaceAll(/[&<>"]/g, (character) => entities[character]!);
