import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readAppToml } from './subscriptions.ts';

test('the registration of the app is read from shopify.app.toml', () => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'toml-')), 'shopify.app.toml');
  writeFileSync(
    file,
    `# a comment with topics = ["wrong"]
name = "Demo # 1"
handle = "demo-app"

[access_scopes]
scopes = "read_orders, write_orders"
optional_scopes = [ "read_returns" ]

[webhooks]
api_version = "2026-10"

  [[webhooks.subscriptions]]
  name = "orders"   # shown in X-Shopify-Name
  topics = [
    "orders/paid", # the main one
    'orders/updated',
  ]
  uri = "/webhooks/orders"
  include_fields = ["id", "updated_at"]

  [[webhooks.subscriptions]]
  compliance_topics = ["shop/redact"]
  uri = "/webhooks/compliance"
`,
  );
  expect(readAppToml(file)).toEqual({
    name: 'Demo # 1',
    handle: 'demo-app',
    scopes: ['read_orders', 'write_orders'],
    optionalScopes: ['read_returns'],
    subscriptions: [
      {
        name: 'orders',
        topics: ['orders/paid', 'orders/updated'],
        uri: '/webhooks/orders',
        includeFields: ['id', 'updated_at'],
      },
      { topics: ['shop/redact'], uri: '/webhooks/compliance' },
    ],
  });
});

test('without a file the given subscriptions count, else all topics an app like this wants', () => {
  const own = [{ topics: ['orders/paid'], uri: '/x' }];
  expect(readAppToml('/nowhere/shopify.app.toml', own).subscriptions).toBe(own);
  expect(readAppToml(null).subscriptions.flatMap((one) => one.topics)).toContain('orders/paid');
});
