import { expect, it } from 'vitest';
import { startSevdeskTwin, DEFAULT_TOKEN } from '@twins/sevdesk';
import { readAccounts } from './readAccounts.ts';
import { openSevdeskApi } from './sevdeskApi.ts';

it('reads from sevdesk what moved on each account, and what is on nothing', async () => {
  const twin = await startSevdeskTwin();
  const ask = async (path: string, body: object) => {
    const answer = await fetch(`${twin.apiUrl}${path}`, {
      method: 'POST',
      headers: { authorization: DEFAULT_TOKEN, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return ((await answer.json()) as { objects: { id: string } }).objects;
  };
  const { id } = await ask('/CheckAccount/Factory/fileImportAccount', {
    name: 'Shopify Payments EUR',
    importType: 'CSV',
  });
  for (const amount of [119, -2.8, -116.2]) {
    await ask('/CheckAccountTransaction', {
      objectName: 'CheckAccountTransaction',
      mapAll: true,
      checkAccount: { id: Number(id), objectName: 'CheckAccount' },
      amount,
      valueDate: '2026-11-24T12:00:00+01:00',
      payeePayerName: 'Shopify',
      paymtPurpose: 'part',
      status: 100,
    });
  }
  const api = openSevdeskApi(twin.apiUrl, DEFAULT_TOKEN);
  expect(await readAccounts(api, new Map(), new Date('2026-11-30T10:00:00Z'))).toEqual([
    {
      name: 'Shopify Payments EUR',
      kind: 'import',
      openingCents: 0,
      inCents: 11_900,
      outCents: 11_900,
      closingCents: 0,
      unclearedCents: 0,
    },
  ]);
  const [owed] = await readAccounts(api, new Map([[id, 'gift_card']]), new Date('2026-11-24T10:00:00Z'));
  expect(owed).toMatchObject({ kind: 'liability' });
  await twin.close();
});
