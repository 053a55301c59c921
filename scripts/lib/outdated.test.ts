import { expect, it } from 'vitest';
import { readOutdated } from './outdated.ts';

const answer = (what: unknown) => readOutdated({ stdout: JSON.stringify(what) });

it('names each package that has a newer version, once', () => {
  const [old, other] = [
    { current: '1.0.0', wanted: '1.0.0', latest: '2.0.0' },
    { current: '5.9.3', latest: '7.0.2' },
  ];
  expect(
    answer({ zod: old, typescript: [other, other], pinned: { current: '1.0.0', latest: '1.0.0' } }),
  ).toEqual([
    { name: 'zod', current: '1.0.0', latest: '2.0.0' },
    { name: 'typescript', current: '5.9.3', latest: '7.0.2' },
  ]);
});

it('has nothing to name where everything is new', () => expect(readOutdated({ stdout: '' })).toEqual([]));

it.each([
  ['said that it could not ask', JSON.stringify({ error: { code: 'ENOTFOUND' } })],
  ['said something else', '<html>'],
])('knows nothing where npm %s', (_, stdout) => expect(readOutdated({ stdout })).toBeNull());
