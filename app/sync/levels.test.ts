import { expect, it } from 'vitest';
import { useDatabase } from '../../tests/support/database.ts';
import { renderMetrics } from '../platform/metrics.server.ts';
import { watchLevels } from './levels.server.ts';

const database = useDatabase();

it('says how dead letters, incidents, breakers and mails stand', async () => {
  const { db } = database;
  watchLevels(db);
  const now = new Date();
  const hourAgo = new Date(now.getTime() - 3_600_000);
  const shop = await db.shop.create({ data: { domain: 'levels.myshopify.com' } });
  const order = await db.orderSync.create({
    data: {
      shopId: shop.id,
      orderGid: 'gid://shopify/Order/1',
      orderId: '1',
      state: 'parked',
      problemCode: 'tax.rate',
      firstSeenAt: now,
      changedAt: now,
      listedAt: now,
    },
  });
  const letter = { shopId: shop.id, orderSyncId: order.id, hint: {}, error: {}, retryCount: 0, steps: [] };
  await db.deadLetter.create({ data: { ...letter, class: 'data', createdAt: hourAgo } });
  await db.alert.create({ data: { shopId: shop.id, cause: 'problem', level: 'critical', openedAt: now } });
  await db.breaker.create({ data: { key: 'host', state: 'open', changedAt: now } });
  await db.breakerChange.create({ data: { key: 'host', at: now, from: 'closed', to: 'open', cause: '' } });
  await db.alertMail.create({ data: { shopId: shop.id, state: 'failed', createdAt: now, dueAt: now } });

  const { body } = await renderMetrics();
  const levels = [
    'dead_letters{class="data"} 1',
    'orders_needing_attention{code="tax.rate"} 1',
    'alerts{level="critical"} 1',
    'alert_mails{state="failed"} 1',
    'breakers{state="open"} 1',
    'breaker_changes{to="open"} 1',
    'host_breaker_open 1',
  ];
  for (const level of levels) expect(body).toContain(`sevdesk_connector_${level}`);
  const [, age] = /^sevdesk_connector_dead_letter_oldest_seconds (\d+)/m.exec(body)!;
  expect(Number(age)).toBeGreaterThan(3_590);
});
