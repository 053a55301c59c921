import { alertText, type AlertText } from '../../sync/alerts/alertTexts.ts';
import type { OpenAlert } from '../../sync/alerts/openAlerts.server.ts';
import type { Bilingual } from '../../ui/bilingual.ts';
import { formatDateTime } from '../../ui/format.ts';

export type ShownAlert = Pick<OpenAlert, 'id' | 'cause' | 'subject' | 'level' | 'openedAt'> & {
  text: Bilingual<AlertText>;
};

/** An incident with its words in both languages; see problemTexts. */
export function shownAlert(alert: OpenAlert, timeZone: string): ShownAlert {
  const { id, cause, subject, level, openedAt } = alert;
  const text = (language: 'de' | 'en') =>
    alertText(alert, language, (iso) => formatDateTime(iso, language, timeZone));
  return { id, cause, subject, level, openedAt, text: { de: text('de'), en: text('en') } };
}
