import { expect, it } from 'vitest';
import { findForbidden } from './licences.ts';

const lockOf = (license: string | undefined, dev = false) =>
  JSON.stringify({
    packages: { '': {}, 'node_modules/a/node_modules/@x/y': { ...(license && { license }), dev } },
  });

it('finds nothing to object to among the installed packages', () => expect(findForbidden()).toEqual([]));

it.each(['GPL-3.0', 'AGPL-3.0-only', '(MIT AND GPL-2.0)', 'SEE LICENSE IN X', 'UNLICENSED', undefined])(
  'objects to %s',
  (license) =>
    expect(findForbidden(lockOf(license))).toEqual([{ name: '@x/y', licence: license ?? 'none named' }]),
);

it('takes one of two licences, and weak copyleft only in tools', () => {
  expect(findForbidden(lockOf('(GPL-2.0 OR MIT)'))).toEqual([]);
  expect(findForbidden(lockOf('MPL-2.0', true))).toEqual([]);
  expect(findForbidden(lockOf('MPL-2.0'))).toHaveLength(1);
});
