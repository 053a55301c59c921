import { afterEach, expect, test } from 'vitest';
import { startViesTwin, type ViesTwin, type ViesTwinOptions } from './server.ts';

const open: ViesTwin[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((twin) => twin.close()));
});

async function start(options: ViesTwinOptions = {}) {
  const twin = await startViesTwin(options);
  open.push(twin);
  const post = async (body: object) => {
    const answer = await fetch(`${twin.apiUrl}/check-vat-number`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return (await answer.json()) as Record<string, unknown>;
  };
  return { twin, post };
}

const graz = { countryCode: 'AT', vatNumber: 'U57477929' };
const requester = { requesterMemberStateCode: 'DE', requesterNumber: '123456788' };

test('a qualified question gets a consultation number, any other an empty one', async () => {
  const { twin, post } = await start();
  twin.say({ vatId: 'ATU57477929', valid: true, reference: 'WAPIAAAAXYZ' });
  expect(await post({ ...graz, ...requester })).toMatchObject({
    valid: true,
    requestIdentifier: 'WAPIAAAAXYZ',
    name: '---',
  });
  expect(await post(graz)).toMatchObject({ valid: true, requestIdentifier: '' });
  expect(twin.asked()).toEqual([
    { vatId: 'ATU57477929', requester: 'DE123456788' },
    { vatId: 'ATU57477929', requester: null },
  ]);
});

test('an id that nobody spoke of is not registered, unless the twin is told otherwise', async () => {
  const strict = await start();
  expect(await strict.post(graz)).toMatchObject({ valid: false });
  const friendly = await start({ otherwise: 'valid' });
  expect(await friendly.post(graz)).toMatchObject({ valid: true });
  const silent = await start({ otherwise: 'MS_UNAVAILABLE' });
  expect(await silent.post(graz)).toMatchObject({ errorWrappers: [{ error: 'MS_UNAVAILABLE' }] });
});

test('a requester that its member state does not know is refused in words', async () => {
  const { twin, post } = await start({ otherwise: 'valid' });
  twin.refuseRequester('DE123456788');
  expect(await post({ ...graz, ...requester })).toEqual({
    actionSucceed: false,
    errorWrappers: [{ error: 'INVALID_REQUESTER_INFO' }],
  });
  expect(await post(graz)).toMatchObject({ valid: true });
});

test('a number that is missing or belongs to no member state is no question', async () => {
  const { post } = await start();
  const refused = { errorWrappers: [{ error: 'INVALID_INPUT' }] };
  expect(await post({ countryCode: 'AT' })).toMatchObject(refused);
  expect(await post({ countryCode: 'GB', vatNumber: '123456789' })).toMatchObject(refused);
});
