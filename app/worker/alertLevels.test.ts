import { expect, it } from 'vitest';
import { useDatabase } from '../../tests/support/database.ts';
import { renderMetrics } from '../platform/metrics.server.ts';
import { watchAlertLevels } from './alertLevels.server.ts';

const database = useDatabase();

it('says how problems, alerts, breakers and mails stand', async () => {
  const { db } = database;
  watchAlertLevels(db);
  const now = new Date();
  const shop = await db.shop.create({ data: { domain: 'levels.myshopify.com' } });
  await db.orderSync.create({
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
  await db.alert.create({ data: { shopId: shop.id, cause: 'problem', level: 'critical', openedAt: now } });
  await db.breakerChange.create({ data: { key: 'host', at: now, from: 'closed', to: 'open', cause: '' } });
  await db.alertMail.create({ data: { shopId: shop.id, state: 'failed', createdAt: now, dueAt: now } });

  const { body } = await renderMetrics();
  const levels = [
    'orders_needing_attention{code="tax.rate"} 1',
    'alerts{level="critical"} 1',
    'alert_mails{state="failed"} 1',
    'breaker_changes{to="open"} 1',
  ];
  for (const level of levels) expect(body).toContain(`sevdesk_connector_${level}`);
});
