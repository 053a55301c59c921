import { expect, it } from 'vitest';
import { counter, gauge, histogram, renderMetrics } from './metrics.server.ts';

it('counts, measures and shows levels under the names of the domain', async () => {
  counter('test_orders_total', 'Orders.', ['outcome']).add({ outcome: 'synced' });
  histogram('test_wait_seconds', 'Waiting.', ['step'], [1, 10]).observe({ step: 'read' }, 3);
  gauge('test_letters', 'Dead letters.', ['class'], (set) => set({ class: 'key' }, 7));
  const { body, contentType } = await renderMetrics();
  expect(contentType).toContain('text/plain');
  expect(body).toContain('sevdesk_connector_test_orders_total{outcome="synced"} 1');
  expect(body).toContain('sevdesk_connector_test_wait_seconds_bucket{le="10",step="read"} 1');
  expect(body).toContain('sevdesk_connector_test_letters{class="key"} 7');
});

it('is one metric however often it is asked for, as the bundled pages do', async () => {
  for (let copy = 0; copy < 3; copy++) counter('test_copies_total', 'Copies.', []).add({});
  expect((await renderMetrics()).body).toContain('sevdesk_connector_test_copies_total 3');
});

it('still answers when a level cannot be read, and then leaves it out', async () => {
  gauge('test_unreadable', 'Needs the database.', [], () => Promise.reject(new Error('database down')));
  const { body } = await renderMetrics();
  expect(body).toContain('# TYPE sevdesk_connector_test_unreadable gauge');
  expect(body).not.toMatch(/^sevdesk_connector_test_unreadable \d/m);
});
