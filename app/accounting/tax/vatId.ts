// The package is CommonJS: at run time Node sees only its default export, whatever the types say.
// oxlint-disable import/default, import/no-named-as-default-member
import jsvat from 'jsvat-next';

/** What can be said about a VAT id without asking anybody. */
export type VatIdReading =
  /** Right form; `issuer` is the country of the EU that gave it, XI for Northern Ireland. */
  | { kind: 'well_formed'; id: string; issuer: string }
  | { kind: 'malformed'; id: string }
  /** Begins with letters that no EU country uses (GB, CHE, NO, ...). */
  | { kind: 'not_eu'; id: string };

/** Prefix of the VAT ids of a country; only Greece (EL) and Northern Ireland (XI) differ from ISO 3166. */
const ISSUERS = new Map<string, string>([
  ...'AT BE BG CY CZ DE DK EE ES FI FR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK XI'
    .split(' ')
    .map((code): [string, string] => [code, code]),
  ['EL', 'GR'],
]);

/**
 * Reads a VAT id as typed by a buyer: blanks, dots, dashes and slashes do not matter, Greek ids may begin with GR.
 * Null for an empty entry. An id without its country is malformed: to guess one could exempt a sale wrongly.
 */
export function readVatId(entered: string | null): VatIdReading | null {
  const id = (entered ?? '')
    .toUpperCase()
    .replace(/[\s./-]/g, '')
    .replace(/^GR/, 'EL');
  if (id === '') return null;
  const prefix = id.slice(0, 2);
  const issuer = ISSUERS.get(prefix);
  if (!issuer) return { kind: /^[A-Z]{2}/.test(prefix) ? 'not_eu' : 'malformed', id };
  // A check digit may only ask: registers hold ids that break their rule. Whether the id is one, VIES tells.
  return jsvat.checkVAT(id, jsvat.countries).isValidFormat
    ? { kind: 'well_formed', id, issuer }
    : { kind: 'malformed', id };
}

/** A VAT id that may be shown and logged: country and last two characters ("FR…65"). */
export const maskVatId = (id: string): string => `${id.slice(0, 2)}…${id.slice(-2)}`;
