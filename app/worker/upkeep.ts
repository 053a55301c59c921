import type { Day } from '../accounting/documents.ts';
import { RATES_READ } from '../accounting/tax/euRates.ts';
import { API_VERSION } from '../shopify/apiVersion.ts';

// What the program knows of the outside world grows old: the EU's VAT rates, and the version of Shopify's API.

const DAY_MS = 24 * 3_600_000;
/** Member states announce changes of their rates some months ahead. */
export const RATES_GOOD_FOR_DAYS = 120;
/** Time to read what changed, to change over and to roll out. */
export const API_NOTICE_DAYS = 90;

export interface Upkeep {
  /** Whole days since somebody last read the sources of the rate table. */
  ratesAgeDays: number;
  ratesDue: boolean;
  /** Whole days until Shopify may stop to serve the version; negative afterwards. */
  apiDaysLeft: number;
  apiDue: boolean;
}

/** What is due on that day; the third and fourth argument are for tests. */
export function upkeepOn(today: Date, ratesRead: Day = RATES_READ, apiVersion: string = API_VERSION): Upkeep {
  const ratesAgeDays = daysBetween(new Date(`${ratesRead}T00:00:00Z`), today);
  const apiDaysLeft = daysBetween(today, endOfVersion(apiVersion));
  return {
    ratesAgeDays,
    ratesDue: ratesAgeDays > RATES_GOOD_FOR_DAYS,
    apiDaysLeft,
    apiDue: apiDaysLeft < API_NOTICE_DAYS,
  };
}

/** Shopify serves a version for twelve months at least (shopify.dev, "API versioning"). */
export function endOfVersion(version: string): Date {
  const [year, month] = version.split('-').map(Number);
  return new Date(Date.UTC(year! + 1, month! - 1, 1));
}

const daysBetween = (from: Date, to: Date): number => Math.floor((to.getTime() - from.getTime()) / DAY_MS);
