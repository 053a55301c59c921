import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.server.ts';
import { gauge } from '../platform/metrics.server.ts';
import { API_VERSION } from '../shopify/apiVersion.ts';
import { upkeepOn } from './upkeep.ts';

const DAY_MS = 24 * 3_600_000;

/** Makes the age of what the program knows part of the metrics, and of the log where it is due: now and once a day. */
export function watchUpkeep(clock: Clock, log: Log): void {
  gauge('vat_rates_age_days', 'Days since the sources of the table of VAT rates were last read', [], (set) =>
    set({}, upkeepOn(clock.now()).ratesAgeDays),
  );
  gauge('shopify_api_days_left', 'Days until Shopify may stop to serve the version in use', [], (set) =>
    set({}, upkeepOn(clock.now()).apiDaysLeft),
  );
  const say = () => {
    const { ratesDue, ratesAgeDays, apiDue, apiDaysLeft } = upkeepOn(clock.now());
    if (ratesDue) log.warn('vat rates must be read again', { count: ratesAgeDays });
    if (apiDue) log.warn('shopify api version ends', { apiVersion: API_VERSION, count: apiDaysLeft });
  };
  say();
  setInterval(say, DAY_MS).unref();
}
