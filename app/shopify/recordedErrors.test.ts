import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readGraphql } from './readGraphql.ts';

// Error bodies of a real store, read by the client. The recordings stand beside the project and are no part of it: without
// them these tests are left out. The twin plays the same (tests/twins/shopify/graphql/errorBody.test.ts).

const FOLDER = '../shared/data/shopify-recorded';
const present = existsSync(FOLDER);
interface Body {
  errors: { message: string; path?: unknown[]; extensions: { code: string } }[];
  data?: unknown;
}
type Recorded = Record<string, { payload: Body; body: Body }> & { body: Body };
const recorded = (file: string) => JSON.parse(readFileSync(`${FOLDER}/${file}.json`, 'utf8')) as Recorded;
const meaning = (body: unknown) => readGraphql(body).answer;

it.skipIf(!present)('26-error-access-denied: the merchant can grant it', () => {
  expect(meaning(recorded('26-error-access-denied').body)).toMatchObject({
    kind: 'refused',
    why: 'access_denied',
  });
});

it.skipIf(!present)('27-error-internal: passes, whatever it is', () => {
  expect(meaning(recorded('27-error-internal').body)).toMatchObject({
    kind: 'unclear',
    cause: 'server_error',
  });
});

it.skipIf(!present)('28-error-validation: our own mistake, each of the three', () => {
  const bodies = recorded('28-error-validation');
  const told = ['unknownRoot', 'missingVariable', 'syntax'].map((name) => meaning(bodies[name]!.payload));
  expect(told).toMatchObject(Array.from({ length: 3 }, () => ({ kind: 'refused', why: 'invalid' })));
});

it.skipIf(!present)(
  '29-error-partial-data-two-codes: half an answer is none, and the worse code counts',
  () => {
    const { accessDeniedAndNotFound, internalWithPath } = recorded('29-error-partial-data-two-codes');
    expect(meaning(accessDeniedAndNotFound!.body)).toMatchObject({ kind: 'refused', why: 'access_denied' });
    expect(meaning(internalWithPath!.body)).toMatchObject({ kind: 'unclear', cause: 'server_error' });
  },
);
