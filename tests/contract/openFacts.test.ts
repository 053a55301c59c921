import { expect, it } from 'vitest';
import { createShopifyFetch } from '../../app/shopify/fetch.server.ts';
import { DEFAULT_TOKEN } from '@twins/sevdesk';
import { startShopifyTwin, tokenExchange } from '@twins/shopify';
import { useTwins } from '@twins/sevdesk/testing';
import { notSeen, reportOf, settle } from './openFacts/openFact.ts';
import { visitSevdesk } from './openFacts/sevdeskAccount.ts';
import { sevdeskDraftFacts } from './openFacts/sevdeskDraftFacts.ts';
import { sevdeskNumberedFacts } from './openFacts/sevdeskNumberedFacts.ts';
import { shopifyFacts } from './openFacts/shopifyFacts.ts';
import { visitShopify } from './openFacts/shopifyStore.ts';

// The twin answers every question, so that on a real account no question fails for a fault of its own.

const facts = [...sevdeskDraftFacts, ...sevdeskNumberedFacts];
const start = useTwins();
const visit = async (expendable: boolean) => {
  const twin = await start();
  const target = { apiUrl: twin.apiUrl, token: DEFAULT_TOKEN, expendable, gapMs: 0 };
  return { twin, account: await visitSevdesk(target) };
};

it('settles all that can be settled with drafts, and leaves nothing behind', async () => {
  const { twin, account } = await visit(false);
  const settled = await settle(facts, account, false);
  expect(await account.leave()).toEqual([]);
  expect(
    twin
      .state()
      .accounts.map(({ invoices, creditNotes, contacts }) => [...invoices, ...creditNotes, ...contacts]),
  ).toEqual([[]]);
  const open = settled.filter(({ finding }) => !finding.settled).map(({ id }) => id);
  expect(open).not.toContain('lists-drafts');
  expect(settled.filter(({ finding }) => !finding.settled && finding.why.startsWith('broke off'))).toEqual(
    [],
  );
});

it('settles the rest where documents may stay', async () => {
  const { account } = await visit(true);
  const settled = await settle(facts, account, true);
  expect(settled.filter(({ finding }) => !finding.settled).map(({ id }) => id)).toEqual([
    'small-business',
    'e-invoice',
    'vat-period',
    'line-break',
  ]);
  expect(reportOf('One account', settled)).toMatch(/\*\*finalise-twice\*\* .*the number stays/);
});

it('a question that breaks off stays open and says why', async () => {
  const until = 'nothing is done.';
  const broken = { id: 'a', question: 'Is it?', until, ask: () => Promise.reject(new Error('no answer')) };
  expect(await settle([broken], null, true)).toEqual([
    { id: 'a', question: 'Is it?', until, finding: notSeen('broke off: no answer') },
  ]);
});

it('asks a store nothing that the schema does not know, and settles what a store can show', async () => {
  const domain = 'demo.myshopify.com';
  const [apiKey, apiSecret] = ['client-id', 'client-secret-of-tests'];
  const twin = await startShopifyTwin({
    ...{ apiKey, apiSecret, appUrl: 'http://app.example', shops: [{ domain }] },
    deliver: () => Promise.resolve({ status: 200 }),
  });
  try {
    twin.createOrder(domain, { lines: [{ title: 'Tasse', price: '19.99' }] });
    const fetch = createShopifyFetch({ twinUrl: twin.url });
    const exchanged = await fetch(`https://${domain}/admin/oauth/access_token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        client_id: apiKey,
        client_secret: apiSecret,
        ...tokenExchange(twin.idToken(domain)),
      }),
    });
    const { access_token: token } = (await exchanged.json()) as { access_token: string };
    const idToken = twin.idToken(domain);
    const store = await visitShopify({ ...{ domain, apiKey, apiSecret, token, idToken, fetch } });
    const settled = await settle(shopifyFacts, store, false);
    const report = reportOf('One store', settled);
    expect(report).not.toMatch(/broke off|undefinedField|doesn.t exist|Cannot query field|Unknown argument/);
    expect(report).toMatch(/\*\*operations\*\* .*ReadOrder: taken \(cost \d+\)\./);
    expect(report).toMatch(/\*\*token-exchange\*\* .*200: access_token/);
    expect(report).toMatch(/\*\*status-any\*\* .*any 1/);
    expect(report).not.toContain(token);
  } finally {
    await twin.close();
  }
});
