import { expect, it, vi } from 'vitest';
import { createLog } from '../platform/log.server.ts';
import { renderMetrics } from '../platform/metrics.server.ts';
import { systemClock } from '../platform/clock.ts';
import { watchUpkeep } from './watchUpkeep.server.ts';

it('the operator hears of it at the start and every day, and sees it in the metrics', async () => {
  vi.useFakeTimers();
  try {
    const lines: string[] = [];
    const log = createLog({ level: 'info', secrets: [], write: (line) => lines.push(line) });
    let now = new Date('2026-11-30T10:00:00Z');
    watchUpkeep({ ...systemClock, now: () => now }, log);
    expect(lines).toEqual([]);

    now = new Date('2036-11-30T10:00:00Z');
    vi.advanceTimersByTime(24 * 3_600_000);
    const told = lines.map((line) => (JSON.parse(line) as { msg: string }).msg);
    expect(told).toEqual(['vat rates must be read again', 'shopify api version ends']);

    const { body } = await renderMetrics();
    expect(body).toMatch(/^sevdesk_connector_vat_rates_age_days \d{4}$/m);
    expect(body).toMatch(/^sevdesk_connector_shopify_api_days_left -\d{4}$/m);
  } finally {
    vi.useRealTimers();
  }
});
