import type { Address } from '../order.ts';
import type { AreaName } from '../texts/words.ts';

// Where an address lies for VAT. Countries of the address are not countries of the VAT law: Monaco is France, the
// Canary Islands are no part of the EU, Northern Ireland is the EU for goods and the United Kingdom for services.
// Law: art. 5 to 7 of directive 2006/112/EC, § 1 (2) and (2a) UStG, Windsor Framework art. 8.

export type PostalAddress = Pick<Address, 'countryCode' | 'zip' | 'provinceCode' | 'city'>;

export interface Place {
  zone: 'germany' | 'member_state' | 'northern_ireland' | 'third_country';
  /** Country that owns the tax, ISO 3166: FR for Monaco, GB for Northern Ireland, else the address's own. */
  country: string;
  /** Key of the rate table; null outside the EU. */
  area: string | null;
  /** Name of a special area, for the evidence. */
  special: AreaName | null;
}

export type PlaceReading =
  | { kind: 'place'; place: Place }
  | { kind: 'no_country' }
  | { kind: 'unknown_country'; country: string }
  /** The country has areas of its own law and the address does not tell which. */
  | { kind: 'postcode_missing'; country: string }
  /** Military mail, the north of Cyprus: the address does not tell where the goods go. */
  | { kind: 'unclear'; country: string; special: AreaName };

const MEMBER_STATES = new Set(
  'AT BE BG CY CZ DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '),
);

/** Outside the EU: every other country of ISO 3166, and the codes Shopify adds (AC, TA, XK; IC and EA for Spain's). */
const THIRD_COUNTRIES = new Set(
  (
    'AC AD AE AF AG AI AL AM AO AQ AR AS AU AW AX AZ BA BB BD BF BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA ' +
    'CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX DJ DM DO DZ EA EC EG EH ER ET FJ FK FM FO GA GB GD GE GF GG ' +
    'GH GI GL GM GN GP GQ GS GT GU GW GY HK HM HN HT IC ID IL IM IN IO IQ IR IS JE JM JO JP KE KG KH KI KM KN KP ' +
    'KR KW KY KZ LA LB LC LI LK LR LS LY MA MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MU MV MW MX MY MZ NA NC NE ' +
    'NF NG NI NO NP NR NU NZ OM PA PE PF PG PH PK PM PN PR PS PW PY QA RE RS RU RW SA SB SC SD SG SH SJ SL SM SN ' +
    'SO SR SS ST SV SX SY SZ TA TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI ' +
    'VN VU WF WS XK YE YT ZA ZM ZW'
  ).split(' '),
);

interface SpecialArea {
  country: string;
  /** Against the postal code without blanks, dashes and a leading country code. */
  zip?: RegExp;
  provinces?: string[];
  city?: RegExp;
  name: AreaName;
  /** `outside`: no part of the EU's VAT area. `unclear`: cannot be told. Else the key of the rate table. */
  is: 'outside' | 'unclear' | { area: string; country?: string };
}

const SPECIAL_AREAS: SpecialArea[] = [
  { country: 'DE', zip: /^78266$/, name: 'buesingen', is: 'outside' },
  { country: 'DE', zip: /^27498$/, name: 'helgoland', is: 'outside' },
  { country: 'ES', zip: /^(35|38)\d{3}$/, provinces: ['GC', 'TF'], name: 'canary_islands', is: 'outside' },
  { country: 'ES', zip: /^51\d{3}$/, provinces: ['CE'], name: 'ceuta', is: 'outside' },
  { country: 'ES', zip: /^52\d{3}$/, provinces: ['ML'], name: 'melilla', is: 'outside' },
  { country: 'IT', zip: /^23041$/, city: /^livigno\b/i, name: 'livigno', is: 'outside' },
  { country: 'IT', zip: /^22061$/, city: /^campione d.? ?italia\b/i, name: 'campione', is: 'outside' },
  // States of their own with Italian post codes; buyers and address books take them for Italy.
  { country: 'IT', zip: /^4789\d$/, name: 'san_marino', is: 'outside' },
  { country: 'IT', zip: /^00120$/, name: 'vatican_city', is: 'outside' },
  { country: 'GR', zip: /^6308[67]$/, name: 'mount_athos', is: 'outside' },
  { country: 'FI', zip: /^22\d{3}$/, name: 'aland', is: 'outside' },
  { country: 'DK', zip: /^39\d{2}$/, name: 'greenland', is: 'outside' },
  { country: 'DK', zip: /^\d{3}$/, name: 'faroe_islands', is: 'outside' },
  { country: 'FR', zip: /^(97[1-8]|98[4-8])\d{2}$/, name: 'french_overseas', is: 'outside' },
  { country: 'FR', zip: /^980\d{2}$/, name: 'monaco', is: { area: 'FR' } },
  { country: 'MC', name: 'monaco', is: { area: 'FR', country: 'FR' } },
  { country: 'FR', zip: /^20\d{3}$/, name: 'corsica', is: { area: 'FR-20R' } },
  { country: 'PT', zip: /^9[0-4]\d{5}$/, provinces: ['PT-30'], name: 'madeira', is: { area: 'PT-30' } },
  { country: 'PT', zip: /^9[5-9]\d{5}$/, provinces: ['PT-20'], name: 'azores', is: { area: 'PT-20' } },
  { country: 'GB', zip: /^BT\d/, provinces: ['NIR'], name: 'northern_ireland', is: { area: 'XI' } },
  // Mail to the north of Cyprus has five digits beginning with 99; the EU's rules are suspended there (protocol 10).
  { country: 'CY', zip: /^99\d{3}$/, name: 'north_cyprus', is: 'unclear' },
  { country: 'GB', zip: /^BF\d/, provinces: ['BFP'], name: 'military_mail', is: 'unclear' },
  {
    country: 'US',
    zip: /^(09\d|340|96[2-6])\d{2}/,
    provinces: ['AA', 'AE', 'AP'],
    name: 'military_mail',
    is: 'unclear',
  },
];

const BRITISH_PROVINCES = new Set(['ENG', 'SCT', 'WLS']);

/** Where an address lies for VAT. Never guesses: what cannot be told is said so. */
export function placeOf(address: PostalAddress): PlaceReading {
  const country = address.countryCode?.trim().toUpperCase() ?? '';
  if (country === '') return { kind: 'no_country' };
  const zip = bareZip(country, address.zip ?? '');
  const special = SPECIAL_AREAS.find((area) => area.country === country && lies(address, zip, area));
  if (special) return readSpecial(country, special);
  if (country === 'DE') return place('germany', 'DE', 'DE');
  if (MEMBER_STATES.has(country)) return place('member_state', country, country);
  if (!THIRD_COUNTRIES.has(country)) return { kind: 'unknown_country', country };
  if (country === 'GB' && zip === '' && !BRITISH_PROVINCES.has(address.provinceCode ?? '')) {
    return { kind: 'postcode_missing', country };
  }
  return place('third_country', country, null);
}

/** "D-78266", "AX 22 100" and "9000-123" as they are compared. British codes keep their letters. */
function bareZip(country: string, zip: string): string {
  const bare = zip.toUpperCase().replace(/[^A-Z0-9]/g, '');
  return country === 'GB' ? bare : bare.replace(/^[A-Z]+/, '');
}

/** A postal code decides alone; without one the province does, and where codes are unreliable the town. */
function lies(address: PostalAddress, zip: string, area: SpecialArea): boolean {
  if (!area.zip) return true;
  if (area.zip.test(zip)) return true;
  if (area.city?.test(address.city?.trim() ?? '')) return true;
  return area.provinces?.includes(address.provinceCode ?? '') ?? false;
}

function readSpecial(country: string, { name, is }: SpecialArea): PlaceReading {
  if (is === 'unclear') return { kind: 'unclear', country, special: name };
  if (is === 'outside') return place('third_country', country, null, name);
  const zone = is.area === 'XI' ? 'northern_ireland' : 'member_state';
  return place(zone, is.country ?? country, is.area, name);
}

const place = (
  zone: Place['zone'],
  country: string,
  area: string | null,
  special: AreaName | null = null,
): PlaceReading => ({ kind: 'place', place: { zone, country, area, special } });
