/** For each public address the request that costs a server most, as far as it is known: long, deep, or many at once. */
export const expensiveRequests: { path: string; init?: RequestInit }[] = [
  { path: `/__manifest?p=${'/a'.repeat(3_700)}` },
  { path: `/__manifest?${'p=/app/orders&'.repeat(550)}version=x` },
  { path: `/${'a/'.repeat(3_700)}` },
  { path: `/app/orders/${'%41'.repeat(2_500)}` },
  { path: `/app/orders.data?_routes=${'routes/app,'.repeat(650)}` },
  { path: `/app?shop=victim.myshopify.com&host=${'A'.repeat(7_000)}` },
  { path: `/app/orders?${'state=problem&'.repeat(520)}q=${'x'.repeat(200)}` },
  { path: `/auth/session-token?shop=victim.myshopify.com&shopify-reload=${'%2F'.repeat(2_300)}` },
  { path: `/auth/exit-iframe?shop=victim.myshopify.com&exitIframe=${'%252F'.repeat(1_400)}` },
  { path: `/api/extension/print?ticket=v1.k1.${'A'.repeat(7_000)}` },
  { path: '/api/extension/print', init: { method: 'POST', body: '['.repeat(500_000) } },
  { path: '/app/settings', init: { method: 'POST', body: `{"a":${'['.repeat(400_000)}` } },
  { path: '/app', init: { headers: { 'accept-language': 'de-a,'.repeat(2_500) } } },
  { path: '/app', init: { headers: { authorization: `Bearer ${'e30.'.repeat(3_000)}` } } },
  { path: '/app/orders.csv', init: { headers: { cookie: 'a=b;'.repeat(3_000) } } },
  { path: '/', init: { headers: { accept: 'text/html,'.repeat(1_300) } } },
];
