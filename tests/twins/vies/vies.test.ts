import { afterEach, expect, test } from 'vitest';
import { systemClock } from '../../../app/platform/clock.ts';
import { askVies } from '../../../app/sync/askVies.server.ts';
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
  const ask = (vatId: string, patienceMs = 5_000) =>
    askVies(
      { clock: systemClock, url: `${twin.apiUrl}/check-vat-number` },
      vatId,
      AbortSignal.timeout(patienceMs),
    );
  return { twin, post, ask };
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
  expect(await strict.ask('ATU57477929')).toMatchObject({ kind: 'done', value: { valid: false } });
  const friendly = await start({ otherwise: 'valid' });
  expect(await friendly.ask('ATU57477929')).toMatchObject({ kind: 'done', value: { valid: true } });
  const silent = await start({ otherwise: 'MS_UNAVAILABLE' });
  expect(await silent.ask('ATU57477929')).toMatchObject({
    kind: 'unclear',
    message: expect.stringContaining('MS_UNAVAILABLE'),
  });
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

test.each([
  ['wrapped, as recorded', 'wrappers'],
  ['beside valid:false, which is no verdict', 'user_error'],
] as const)('an overloaded member state is unclear: %s', async (_, errorShape) => {
  const { twin, ask } = await start({ otherwise: 'valid' });
  twin.setWeather({ error: 'MS_MAX_CONCURRENT_REQ', errorShape });
  expect(await ask('FR40303265045')).toMatchObject({
    kind: 'unclear',
    message: expect.stringContaining('MS_MAX_CONCURRENT_REQ'),
  });
});

test('down, gone or slow, VIES gives no verdict', async () => {
  const { twin, ask } = await start({ otherwise: 'valid' });
  twin.setWeather({ down: '503' });
  expect(await ask('FR40303265045')).toMatchObject({ kind: 'unclear' });
  twin.setWeather({ down: 'refuse' });
  expect(await ask('FR40303265045')).toMatchObject({ kind: 'unclear' });
  twin.setWeather({ slowMs: 2_000 });
  expect(await ask('FR40303265045', 50)).toMatchObject({ kind: 'unclear' });
  twin.setWeather({});
  expect(await ask('FR40303265045')).toMatchObject({ kind: 'done', value: { valid: true } });
});
