import { describe, expect, it } from 'vitest';
import { placeOf } from './territories.ts';
import { addressOf } from './testing/sketchOrder.ts';

/** "third_country CH", "member_state FR monaco (rates of FR)", or why it cannot be told. */
function inWords(address: string): string {
  const reading = placeOf(addressOf(address));
  if (reading.kind !== 'place') return [reading.kind, ...Object.values(reading).slice(1)].join(' ');
  const { zone, country, area, special } = reading.place;
  return [zone, country, special, area === null || area === country ? null : `(${area})`]
    .filter(Boolean)
    .join(' ');
}

describe('where an address lies for VAT', () => {
  it.each([
    ['DE 10115', 'germany DE'],
    ['DE', 'germany DE'],
    ['DE 78266', 'third_country DE buesingen'],
    ['DE D-78266', 'third_country DE buesingen'],
    ['DE 78267', 'germany DE'],
    ['DE 27498', 'third_country DE helgoland'],
    ['DE 27499', 'germany DE'],
    ['FR 75001', 'member_state FR'],
    ['FR 20000', 'member_state FR corsica (FR-20R)'],
    ['FR 20260', 'member_state FR corsica (FR-20R)'],
    ['FR 21000', 'member_state FR'],
    ['FR 12000', 'member_state FR'],
    ['FR 97100', 'third_country FR french_overseas'],
    ['FR 97680', 'third_country FR french_overseas'],
    ['FR 97890', 'third_country FR french_overseas'],
    ['FR 98400', 'third_country FR french_overseas'],
    ['FR 98890', 'third_country FR french_overseas'],
    ['FR 98000', 'member_state FR monaco'],
    ['FR 96000', 'member_state FR'],
    ['FR 19712', 'member_state FR'],
    ['MC 98000', 'member_state FR monaco'],
    ['MC', 'member_state FR monaco'],
    ['ES 28001', 'member_state ES'],
    ['ES 35001', 'third_country ES canary_islands'],
    ['ES 38911', 'third_country ES canary_islands'],
    ['ES 36001', 'member_state ES'],
    ['ES 13500', 'member_state ES'],
    ['ES 51002', 'third_country ES ceuta'],
    ['ES 52006', 'third_country ES melilla'],
    ['ES 15100', 'member_state ES'],
    ['ES 15200', 'member_state ES'],
    ['ES /GC', 'third_country ES canary_islands'],
    ['ES /TF', 'third_country ES canary_islands'],
    ['ES /CE', 'third_country ES ceuta'],
    ['ES /ML', 'third_country ES melilla'],
    ['ES /B', 'member_state ES'],
    ['IC 35001', 'third_country IC'],
    ['EA 51001', 'third_country EA'],
    ['IT 00118', 'member_state IT'],
    ['IT 23041', 'third_country IT livigno'],
    ['IT 23030 livigno', 'third_country IT livigno'],
    ['IT 23030 Valfurva', 'member_state IT'],
    ['IT 20100 Via Livigno', 'member_state IT'],
    ['IT 47890', 'third_country IT san_marino'],
    ['IT 47899', 'third_country IT san_marino'],
    ['IT 47900', 'member_state IT'],
    ['IT 40010 San Marino', 'member_state IT'],
    ['IT 00120', 'third_country IT vatican_city'],
    ['IT 00121', 'member_state IT'],
    ['IT 22061', 'third_country IT campione'],
    ['IT 22060 Campione d’Italia', 'third_country IT campione'],
    ["IT 22060 Campione d'Italia", 'third_country IT campione'],
    ['IT 22060 Campione d Italia', 'third_country IT campione'],
    ['GR 10431', 'member_state GR'],
    ['GR 63086', 'third_country GR mount_athos'],
    ['GR 63087', 'third_country GR mount_athos'],
    ['GR 63088', 'member_state GR'],
    ['FI 00100', 'member_state FI'],
    ['FI 22100', 'third_country FI aland'],
    ['FI 12210', 'member_state FI'],
    ['FI FI-22100', 'third_country FI aland'],
    ['AX 22100', 'third_country AX'],
    ['DK 2100', 'member_state DK'],
    ['DK 3900', 'third_country DK greenland'],
    ['DK 3800', 'member_state DK'],
    ['DK 100', 'third_country DK faroe_islands'],
    ['FO 100', 'third_country FO'],
    ['GL 3900', 'third_country GL'],
    ['PT 1000-001', 'member_state PT'],
    ['PT 9000-123', 'member_state PT madeira (PT-30)'],
    ['PT 9400-001', 'member_state PT madeira (PT-30)'],
    ['PT 9500-321', 'member_state PT azores (PT-20)'],
    ['PT 9980-001', 'member_state PT azores (PT-20)'],
    ['PT /PT-30', 'member_state PT madeira (PT-30)'],
    ['PT /PT-20', 'member_state PT azores (PT-20)'],
    ['PT', 'member_state PT'],
    ['AT 6991', 'member_state AT'],
    ['CY 1010', 'member_state CY'],
    ['CY 9901', 'member_state CY'],
    ['CY 99010', 'unclear CY north_cyprus'],
    ['GB SW1A 1AA', 'third_country GB'],
    ['GB BT1 1AA', 'northern_ireland GB northern_ireland (XI)'],
    ['GB BT48 6AA', 'northern_ireland GB northern_ireland (XI)'],
    ['GB /NIR', 'northern_ireland GB northern_ireland (XI)'],
    ['GB B1 1AA', 'third_country GB'],
    ['GB BF1 3AA', 'unclear GB military_mail'],
    ['GB /BFP', 'unclear GB military_mail'],
    ['GB /ENG', 'third_country GB'],
    ['GB /SCT', 'third_country GB'],
    ['GB /WLS', 'third_country GB'],
    ['GB', 'postcode_missing GB'],
    ['GB /XXX', 'postcode_missing GB'],
    ['IM IM1 1AA', 'third_country IM'],
    ['US 90210', 'third_country US'],
    ['US 96601', 'unclear US military_mail'],
    ['US 34012', 'unclear US military_mail'],
    ['US 09012', 'unclear US military_mail'],
    ['US 10901', 'third_country US'],
    ['US /AA', 'unclear US military_mail'],
    ['US /AE', 'unclear US military_mail'],
    ['US /AP', 'unclear US military_mail'],
    ['US /CA', 'third_country US'],
    ['XK', 'third_country XK'],
    ['ZZ', 'unknown_country ZZ'],
    ['', 'no_country'],
  ])('%s: %s', (address, place) => expect(inWords(address)).toBe(place));

  it('knows every other member state', () => {
    const states = 'AT BE BG CY CZ DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ');
    expect(states.map(inWords)).toEqual(states.map((state) => `member_state ${state}`));
  });

  it('knows every country of ISO 3166 that has a name', () => {
    const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('');
    const codes = letters.flatMap((first) => letters.map((second) => first + second));
    // Groups of countries, withdrawn and made-up codes, and an uninhabited rock without ISO code.
    const none = new Set(
      'AN BU CP CS DD DG DY EU EZ FQ FX HV JT MI NH NQ NT PC PU PZ QO RH SU TP UK UN VD WK XA XB YD YU ZR ZZ CQ'.split(
        ' ',
      ),
    );
    const unknown = codes.filter(
      (code) => names.of(code) && !none.has(code) && inWords(code).startsWith('unknown'),
    );
    expect(unknown).toEqual([]);
  });

  it('does not mind small letters, blanks and missing fields', () => {
    const place = { zone: 'germany', country: 'DE', area: 'DE', special: null };
    expect(placeOf({ countryCode: ' de ', zip: null, provinceCode: null, city: null })).toEqual({
      kind: 'place',
      place,
    });
    expect(placeOf({ countryCode: 'IT', zip: null, provinceCode: null, city: null })).toMatchObject({
      place: { zone: 'member_state', special: null },
    });
    const livigno = placeOf({ countryCode: 'IT', zip: null, provinceCode: null, city: ' Livigno (SO)' });
    expect(livigno).toMatchObject({ place: { special: 'livigno' } });
  });
});
