import { z } from 'zod';
import type { CheckName } from '../merchant/judgeSettings.ts';

// Alerts: what a merchant should hear of without looking. Each is open once, told once for each level it reaches,
// and closed when its cause is gone. causes.ts says what there is, judge.ts when, watchAlerts.server.ts keeps them,
// planMails and sendMails tell them, alertTexts.ts has the words.

export const causes = [
  /** sevdesk turned the key away. */
  'sevdesk_key',
  /** Shopify does not let the app act until it is opened. */
  'shopify_token',
  /** The breaker has been open for long. */
  'sevdesk_down',
  /** Orders that need somebody; the subject is the problem's code. */
  'problem',
  /** Mails to buyers that failed or whose fate is unclear. */
  'mails',
  /** The shop sold, but Shopify did not say so. */
  'webhooks',
  /** Settings that do not fit together; the subject is the point of the check. */
  'settings',
] as const;

export type Cause = (typeof causes)[number];

/** Rising. An open alert never falls back to a lower one. */
export const levels = ['warning', 'critical', 'escalated'] as const;
export type Level = (typeof levels)[number];

export const higher = (a: Level, b: Level): Level => (levels.indexOf(a) >= levels.indexOf(b) ? a : b);

/** Figures for the words: counts, times as ISO text. Which there are depends on the cause. */
export const alertFacts = z.object({
  count: z.number().optional(),
  inLastHour: z.number().optional(),
  since: z.string().optional(),
});

export type AlertFacts = z.output<typeof alertFacts>;

/** What should be an open alert. */
export interface Wanted {
  cause: Cause;
  /** A problem's code, a point of the settings check, or empty. */
  subject: string;
  level: Level;
  facts: AlertFacts;
}

/** One alert is open once. */
export const openKeyOf = ({ cause, subject }: Pick<Wanted, 'cause' | 'subject'>): string =>
  `${cause}:${subject}`;

/** The points of the settings check that no other cause tells of. */
export const settingsSubjects = [
  'version',
  'regime',
  'tax',
  'oss',
  'accounts',
  'currency',
  'country',
  'scopes',
] as const satisfies readonly CheckName[];
