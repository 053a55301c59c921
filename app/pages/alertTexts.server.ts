import { alertText } from '../alerts/alertTexts.ts';
import type { OpenAlert } from '../alerts/openAlerts.server.ts';
import type { ShownAlert } from '../ui/home/AlertBanner.tsx';
import { formatDateTime } from '../ui/format.ts';

/** An alert with its words in both languages; see problemTexts. */
export function shownAlert(alert: OpenAlert, timeZone: string): ShownAlert {
  const { id, cause, subject, level, openedAt } = alert;
  const text = (language: 'de' | 'en') =>
    alertText(alert, language, (iso) => formatDateTime(iso, language, timeZone));
  return { id, cause, subject, level, openedAt, text: { de: text('de'), en: text('en') } };
}
