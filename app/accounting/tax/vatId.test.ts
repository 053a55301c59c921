import { describe, expect, it } from 'vitest';
import { maskVatId, readVatId } from './vatId.ts';

describe('VAT ids without asking anybody', () => {
  // One well-known or computed id of each country that VIES knows.
  it.each([
    ['AT', 'ATU12345675'],
    ['BE', 'BE0411905847'],
    ['BG', 'BG175074752'],
    ['CY', 'CY10259033P'],
    ['CZ', 'CZ25123891'],
    ['DE', 'DE136695976'],
    ['DK', 'DK13585628'],
    ['EE', 'EE100594102'],
    ['ES', 'ESB58378431'],
    ['FI', 'FI20774740'],
    ['FR', 'FR40303265045'],
    ['GR', 'EL094259216'],
    ['HR', 'HR33392005961'],
    ['HU', 'HU12892312'],
    ['IE', 'IE6433435F'],
    ['IT', 'IT00743110157'],
    ['LT', 'LT119511515'],
    ['LU', 'LU26375245'],
    ['LV', 'LV40003521600'],
    ['MT', 'MT11679112'],
    ['NL', 'NL004495445B01'],
    ['NL', 'NL000099998B57'],
    ['PL', 'PL8567346215'],
    ['PT', 'PT501964843'],
    ['RO', 'RO18547290'],
    ['SE', 'SE556188840401'],
    ['SI', 'SI50223054'],
    ['SK', 'SK2022749619'],
    ['XI', 'XI110305878'],
  ])('knows an id of %s: %s', (issuer, id) =>
    expect(readVatId(id)).toEqual({ kind: 'well_formed', id, issuer }),
  );

  it.each([
    ['small letters and blanks', ' fr 40 303 265 045 '],
    ['dots, dashes and slashes', 'FR-40.303/265-045'],
    ['a tab', 'FR40\t303265045'],
  ])('reads through %s', (_, entered) =>
    expect(readVatId(entered)).toEqual({ kind: 'well_formed', id: 'FR40303265045', issuer: 'FR' }),
  );

  it('takes GR for the Greek prefix EL, but only at the beginning', () => {
    expect(readVatId('GR094259216')).toEqual({ kind: 'well_formed', id: 'EL094259216', issuer: 'GR' });
    expect(readVatId('ATGR0942592')).toMatchObject({ kind: 'malformed', id: 'ATGR0942592' });
  });

  it.each([
    ['a digit too few', 'DE13669597'],
    ['no country', '136695976'],
    ['a letter and a digit', 'F40303265045'],
    ['words', 'DE folgt'],
  ])('refuses %s', (_, entered) => expect(readVatId(entered)?.kind).toBe('malformed'));

  it('leaves a wrong check digit to VIES: registers hold ids that break their rule', () => {
    expect(readVatId('FR41303265045')).toMatchObject({ kind: 'well_formed', issuer: 'FR' });
  });

  it.each(['GB110305878', 'CHE123456788', 'NO974760673MVA', 'US123456789', 'XX123'])(
    '%s is not of the EU',
    (id) => expect(readVatId(id)).toEqual({ kind: 'not_eu', id }),
  );

  it.each([null, '', '  ', ' - '])('nothing entered: %j', (entered) => expect(readVatId(entered)).toBeNull());

  it('shows and logs only the country and the last two characters', () =>
    expect(maskVatId('FR40303265045')).toBe('FR…45'));
});
