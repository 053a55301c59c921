import { z } from 'zod';
import { settingsSchema } from '../accounting/settings.ts';
import { readVatId } from '../accounting/tax/vatId.ts';
import { checkPlaceholders } from '../accounting/texts/placeholders.ts';

// Everything a merchant can choose: what accounting needs, and what only the pages need. One JSON value, parsed with
// defaults; accounting reads its own part of the same value.

export const merchantSettingsSchema = settingsSchema.extend({
  /** Language of the pages; null follows the Shopify admin. */
  language: z.enum(['de', 'en']).nullable().default(null),
  /** Mails about what needs somebody: soon (several in one), once a day unless it is urgent, or none. */
  alerts: z.object({ mails: z.enum(['soon', 'daily', 'none']).default('soon') }).prefault({}),
  /** Whether Shopify sends VAT invoices of its own; only the merchant can see that. */
  shopifyInvoices: z.enum(['unknown', 'off', 'on']).default('unknown'),
  /** The merchant has looked at the choices at least once; a step of setting up. */
  reviewed: z.boolean().default(false),
});

export type MerchantSettings = z.output<typeof merchantSettingsSchema>;

type SettingsFault =
  | 'too_long'
  | 'empty'
  | 'unknown_placeholder'
  | 'ships_from'
  | 'oss_from'
  | 'in_future'
  | 'own_vat_id'
  | 'email'
  | 'invalid';

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
      fault: faultOf(issue.code, issue.path),
    }));
    return { kind: 'faulty', faults };
  }
  const faults = [
    ...countryFaults(parsed.data),
    ...ossFaults(parsed.data, today),
    ...vatIdFaults(parsed.data),
    ...textFaults(parsed.data),
  ];
  return faults.length > 0 ? { kind: 'faulty', faults } : { kind: 'good', settings: parsed.data };
}

function faultOf(code: string, path: PropertyKey[]): SettingsFault {
  if (path[0] === 'ossFrom') return 'oss_from';
  if (path[0] === 'ownVatId') return 'own_vat_id';
  if (path[0] === 'shipsFrom') return 'ships_from';
  return code === 'too_big' ? 'too_long' : code === 'too_small' ? 'empty' : 'invalid';
}

const countryFaults = ({ shipsFrom }: MerchantSettings): FaultyField[] =>
  shipsFrom === 'DE' ? [] : [{ path: 'shipsFrom', fault: 'ships_from' }];

// OSS as it is now began on 1 July 2021; a registration that lies ahead is entered when it has begun to count.
function ossFaults({ ossFrom }: MerchantSettings, today: string): FaultyField[] {
  if (ossFrom === null) return [];
  if (ossFrom < '2021-07-01') return [{ path: 'ossFrom', fault: 'oss_from' }];
  return ossFrom > oneYearAfter(today) ? [{ path: 'ossFrom', fault: 'in_future' }] : [];
}

/** Printed on invoices and shown to VIES: one that is mistyped would prove nothing. */
function vatIdFaults({ ownVatId }: MerchantSettings): FaultyField[] {
  if (ownVatId === null) return [];
  const reading = readVatId(ownVatId);
  const good = reading?.kind === 'well_formed' && reading.issuer === 'DE';
  return good ? [] : [{ path: 'ownVatId', fault: 'own_vat_id' }];
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
