import { z } from 'zod';
import { settingsSchema } from '../accounting/settings.ts';
import { checkPlaceholders } from '../accounting/texts/placeholders.ts';

// Everything a merchant can choose: what accounting needs, and what only the pages need. One JSON value, parsed with
// defaults; accounting reads its own part of the same value.

export const merchantSettingsSchema = settingsSchema.extend({
  /** Language of the pages; null follows the Shopify admin. */
  language: z.enum(['de', 'en']).nullable().default(null),
  /** Mails about what needs somebody: soon (several in one), once a day unless it is urgent, or none. */
  alerts: z.object({ mails: z.enum(['soon', 'daily', 'none']).default('soon') }).prefault({}),
  /** The merchant has looked at the choices at least once; a step of setting up. */
  reviewed: z.boolean().default(false),
});

export type MerchantSettings = z.output<typeof merchantSettingsSchema>;

type SettingsFault = 'too_long' | 'unknown_placeholder' | 'not_supported' | 'in_future' | 'invalid';

/** A value that cannot be saved: the field's path ("texts.header.de") and what is wrong with it. */
export interface FaultyField {
  path: string;
  fault: SettingsFault;
}

export type CheckedSettings =
  { kind: 'good'; settings: MerchantSettings } | { kind: 'faulty'; faults: FaultyField[] };

/** Checks what a merchant entered, the same in the browser and on the server. `today` is yyyy-mm-dd. */
export function checkSettings(entered: unknown, today: string): CheckedSettings {
  const parsed = merchantSettingsSchema.safeParse(entered);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => ({
      path: issue.path.join('.'),
      fault: faultOf(issue.code),
    }));
    return { kind: 'faulty', faults };
  }
  const faults = [
    ...countryFaults(parsed.data),
    ...ossFaults(parsed.data, today),
    ...textFaults(parsed.data),
  ];
  return faults.length > 0 ? { kind: 'faulty', faults } : { kind: 'good', settings: parsed.data };
}

function faultOf(code: string): SettingsFault {
  return code === 'too_big' ? 'too_long' : 'invalid';
}

const countryFaults = ({ shipsFrom }: MerchantSettings): FaultyField[] =>
  shipsFrom === 'DE' ? [] : [{ path: 'shipsFrom', fault: 'not_supported' }];

// OSS as it is now began on 1 July 2021; a registration that lies ahead is entered when it has begun to count.
function ossFaults({ ossFrom }: MerchantSettings, today: string): FaultyField[] {
  if (ossFrom === null) return [];
  if (ossFrom < '2021-07-01') return [{ path: 'ossFrom', fault: 'invalid' }];
  return ossFrom > oneYearAfter(today) ? [{ path: 'ossFrom', fault: 'in_future' }] : [];
}

const oneYearAfter = (day: string) => `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`;

function textFaults({ texts }: MerchantSettings): FaultyField[] {
  return Object.entries(texts).flatMap(([part, byLanguage]) =>
    Object.entries(byLanguage).flatMap(([language, text]): FaultyField[] => {
      const unknown = checkPlaceholders(text ?? '');
      return unknown.length > 0 ? [{ path: `texts.${part}.${language}`, fault: 'unknown_placeholder' }] : [];
    }),
  );
}
