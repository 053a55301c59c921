import { expect, it } from 'vitest';
import { useTwins } from '@twins/sevdesk/testing';
import { DEFAULT_TOKEN } from '@twins/sevdesk';
import { checkConnection } from './checkConnection.server.ts';
import { createSevdeskClient } from './createClient.server.ts';

const start = useTwins();

async function check(
  definition: object = {},
  token: string = DEFAULT_TOKEN,
  prepare = (_twin: Twin) => undefined as void,
) {
  const twin = await start({ tenants: [{ name: 'demo', ...definition }] });
  prepare(twin);
  const client = createSevdeskClient({
    baseUrl: twin.apiUrl,
    token,
    pace: async () => undefined,
    timeoutMs: 1000,
    fetch: twin.fetch,
  });
  return checkConnection(client);
}
type Twin = Awaited<ReturnType<typeof start>>;

it('shows what account a key opens: regime, look-ups, accounts', async () => {
  expect(await check({ regime: 'small_business' })).toMatchObject({
    kind: 'ok',
    systemVersion: '2.0',
    regime: 'small_business',
    lookups: { unityId: '1', onlinePaymentMethodId: '114251', transferPaymentMethodId: '21919' },
    checkAccounts: [
      { name: 'Geschäftskonto', type: 'online' },
      { name: 'Basiskonto', type: 'offline' },
      { name: 'Verrechnungskonto Shopify', type: 'offline', active: true, currency: 'EUR' },
    ],
  });
});

it('takes Great Britain for the whole kingdom, not for England', async () => {
  const result = await check();
  if (result.kind !== 'ok') throw new Error(result.kind);
  expect(result.lookups.countries['GB']).not.toBe('1001');
  expect(Object.keys(result.lookups.countries).length).toBeGreaterThan(200);
});

it.each([
  ['a wrong key', 'f'.repeat(32)],
  ['a key with characters that no key has', 'Schlüssel'],
])('names %s', async (_case, token) => {
  expect(await check({}, token)).toMatchObject({
    kind: 'problem',
    problem: { code: 'sevdesk.key_rejected' },
  });
});

it('names the old bookkeeping system', async () => {
  expect(await check({ version: '1.0' })).toMatchObject({
    kind: 'problem',
    problem: { code: 'sevdesk.system_version', facts: { version: '1.0' } },
  });
});

it('names a limit that was hit', async () => {
  const limit = (twin: Twin) => twin.addFault({ fault: { kind: '429' }, match: { path: '/SevUser' } });
  expect(await check({}, DEFAULT_TOKEN, limit)).toMatchObject({ problem: { code: 'sevdesk.rate_limited' } });
});

it('is unclear when sevdesk does not answer as it should', async () => {
  const break_ = (twin: Twin) =>
    twin.addFault({ fault: { kind: 'html' }, match: { path: '/ReceiptGuidance/*' } });
  expect(await check({}, DEFAULT_TOKEN, break_)).toMatchObject({ kind: 'unclear', cause: 'unreadable' });
  const refuse = (twin: Twin) =>
    twin.addFault({ fault: { kind: '400_before' }, match: { path: '/CheckAccount' } });
  expect(await check({}, DEFAULT_TOKEN, refuse)).toMatchObject({ kind: 'unclear', status: 400 });
});
