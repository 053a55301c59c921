import type { ShopSpec } from '../types.ts';
import type { BusinessEntity, Order } from './order.ts';
import type { BalanceTransaction, Payout } from './payouts.ts';
import type { Ids } from './ids.ts';
import { instant } from './instant.ts';

/** One shop with everything in it. */
export interface Shop {
  domain: string;
  /** The part before .myshopify.com, as in the admin's address. */
  handle: string;
  id: string;
  name: string;
  currency: string;
  country: string;
  timezone: string;
  taxesIncluded: boolean;
  email: string;
  ownerName: string;
  plan: NonNullable<ShopSpec['plan']>;
  businessEntity: BusinessEntity;
  createdAt: string;
  installed: boolean;
  scopes: string[];
  customerDataApproved: boolean;
  orders: Map<string, Order>;
  /** Of Shopify Payments, the oldest first, and what moved on its balance. */
  payouts: Payout[];
  balance: BalanceTransaction[];
  nextOrderNumber: number;
  bucket: { available: number; at: number };
}

/** Points a shop's bucket holds and what comes back per second (recorded on standard stores; plans by Shopify's docs). */
export const limits: Record<Shop['plan'], { maximum: number; restore: number }> = {
  Basic: { maximum: 2000, restore: 100 },
  Grow: { maximum: 2000, restore: 100 },
  Advanced: { maximum: 4000, restore: 200 },
  Plus: { maximum: 20_000, restore: 1000 },
};

export function openShop(spec: ShopSpec, ids: Ids, now: Date, defaultScopes: string[]): Shop {
  if (!/^[a-z0-9][a-z0-9-]*\.myshopify\.com$/.test(spec.domain)) {
    throw new Error(`"${spec.domain}" is no *.myshopify.com domain`);
  }
  const handle = spec.domain.replace('.myshopify.com', '');
  const name = spec.name ?? handle;
  const plan = spec.plan ?? 'Basic';
  const country = spec.country ?? 'DE';
  const installed = spec.installed ?? true;
  return {
    domain: spec.domain,
    handle,
    id: ids.gid('Shop'),
    name,
    currency: spec.currency ?? 'EUR',
    country,
    timezone: spec.timezone ?? 'Europe/Berlin',
    taxesIncluded: spec.taxesIncluded ?? true,
    email: spec.email ?? `info@${handle}.example`,
    ownerName: spec.ownerName ?? 'Erika Mustermann',
    plan,
    businessEntity: {
      id: ids.gid('BusinessEntity'),
      displayName: name,
      companyName: name,
      primary: true,
      address: { countryCode: country },
    },
    createdAt: instant(now),
    installed,
    scopes: installed ? (spec.scopes ?? defaultScopes) : [],
    customerDataApproved: spec.customerDataApproved ?? true,
    orders: new Map(),
    payouts: [],
    balance: [],
    nextOrderNumber: 1001,
    bucket: { available: limits[plan].maximum, at: now.getTime() },
  };
}
