import type { Order } from '../accounting/order.ts';
import { placeOf } from '../accounting/tax/territories.ts';
import { fits } from '../accounting/tax/natureOf.ts';
import type { UnshippedProduct } from '../shopify/listUnshipped.server.ts';
import type { AccountFault } from './accountFault.ts';
import type { MerchantSettings } from './settings.ts';

// Whether Shopify's, the app's and sevdesk's settings fit together. Pure: what they are is handed in.

export type CheckName =
  | 'connection'
  | 'version'
  | 'regime'
  | 'tax'
  | 'oss'
  | 'unshipped'
  | 'shopify_invoices'
  | 'prices'
  | 'accounts'
  | 'currency'
  | 'country'
  | 'scopes'
  | 'old_orders'
  | 'webhooks';

/** `note`: nothing is amiss, but it is good to know. `unknown`: it could not be found out right now. */
type CheckState = 'good' | 'note' | 'warning' | 'wrong' | 'unknown';

export interface Finding {
  check: CheckName;
  state: CheckState;
  /** Names and figures for the text. */
  facts: Record<string, string>;
}

/** What was found out; null where nobody answered. */
export interface SettingsFacts {
  connection: 'none' | 'rejected' | 'unreachable' | 'ok';
  version: string | null;
  accountRegime: MerchantSettings['regime'] | null;
  settings: MerchantSettings;
  /** Mapped clearing accounts with what is wrong with each; null when sevdesk did not show its accounts. */
  accounts: { gateway: string; name: string; fault: AccountFault | 'gone' | null }[] | null;
  /** Gateways that neither have an account nor fall back to a default. */
  unmapped: string[];
  shop: { currency: string; country: string | null; taxesIncluded: boolean } | null;
  missingScopes: string[];
  /** Orders older than 60 days are shown, too. */
  seesAllOrders: boolean;
  /** What was sold without shipping; null when Shopify did not show it. */
  unshipped: Pick<UnshippedProduct, 'type' | 'vendor' | 'tags' | 'example'>[] | null;
  /** The newest orders, whole. */
  orders: Order[] | null;
  lastWebhookAt: Date | null;
}

/** Longer than Shopify takes with a sale in a shop (POS orders come 15 minutes late), so that a silence means something. */
const SILENCE_MS = 30 * 60_000;

export function judgeSettings(facts: SettingsFacts): Finding[] {
  return [
    judgeConnection(facts),
    judgeVersion(facts),
    judgeRegime(facts),
    judgeTax(facts),
    judgeOss(facts),
    judgeUnshipped(facts),
    judgeShopifyInvoices(facts),
    judgePrices(facts),
    judgeAccounts(facts),
    judgeShop(facts, 'currency', 'EUR'),
    judgeShop(facts, 'country', 'DE'),
    judgeScopes(facts),
    judgeOldOrders(facts),
    judgeWebhooks(facts),
  ];
}

const finding = (check: CheckName, state: CheckState, facts: Finding['facts'] = {}): Finding => ({
  check,
  state,
  facts,
});

function judgeConnection({ connection }: SettingsFacts): Finding {
  if (connection === 'ok') return finding('connection', 'good');
  return finding('connection', connection === 'unreachable' ? 'unknown' : 'wrong');
}

function judgeVersion({ version }: SettingsFacts): Finding {
  if (version === null) return finding('version', 'unknown');
  return finding('version', version.startsWith('2') ? 'good' : 'wrong', { version });
}

function judgeRegime({ accountRegime, settings }: SettingsFacts): Finding {
  if (accountRegime === null) return finding('regime', 'unknown');
  return finding('regime', accountRegime === settings.regime ? 'good' : 'wrong');
}

/** A small business charges no VAT; any other shop does, at least on some of its sales at home. */
function judgeTax({ orders, settings }: SettingsFacts): Finding {
  if (orders === null || orders.length === 0) return finding('tax', 'unknown');
  const taxed = orders.filter((order) => order.totals.tax > 0);
  if (settings.regime === 'small_business') {
    return finding('tax', taxed.length === 0 ? 'good' : 'wrong', { order: taxed[0]?.name ?? '' });
  }
  const home = orders.filter((order) => countryOf(order) === 'DE' && order.totals.total > 0);
  return finding('tax', home.length === 0 || taxed.length > 0 ? 'good' : 'warning');
}

/** Rates of other member states need the One Stop Shop; German ones on sales abroad say that it is not used. */
function judgeOss({ orders, settings }: SettingsFacts): Finding {
  if (orders === null) return finding('oss', 'unknown');
  const abroad = orders.filter((order) => order.totals.tax > 0 && isEuAbroad(order));
  const german = (order: Order) => order.taxLines.every(({ rate }) => rate === 1900 || rate === 700);
  const foreign = abroad.find((order) => !german(order));
  if (settings.ossFrom === null && foreign) return finding('oss', 'wrong', { order: foreign.name });
  const atHome = settings.ossFrom !== null ? abroad.find(german) : undefined;
  return atHome ? finding('oss', 'warning', { order: atHome.name }) : finding('oss', 'good');
}

/** What is sold without shipping and is neither goods nor anything else yet: sales abroad wait for the answer. */
function judgeUnshipped({ unshipped, settings }: SettingsFacts): Finding {
  if (settings.unshippedLines !== 'undecided') return finding('unshipped', 'good');
  if (unshipped === null) return finding('unshipped', 'unknown');
  const open = unshipped.filter((product) => !settings.productNatures.some((told) => fits(told, product)));
  const names = open.map(({ type, example }) => type ?? example);
  return finding('unshipped', open.length === 0 ? 'good' : 'warning', {
    names: [...new Set(names)].slice(0, 5).join(', '),
  });
}

/**
 * Shopify can send VAT invoices of its own. Whether it does, no API tells; with both on, the buyer holds two invoices, and
 * the tax is owed twice (§ 14c (1) UStG). So the merchant is asked.
 */
function judgeShopifyInvoices({ settings }: SettingsFacts): Finding {
  const state = { off: 'good', unknown: 'warning', on: 'wrong' } as const;
  return finding('shopify_invoices', state[settings.shopifyInvoices]);
}

/**
 * Prices that VAT is put on top of are booked just as well, but consumers must be shown what they pay (§ 3 PAngV). Only
 * the merchant knows whether there are any among the customers, so this is no alert.
 */
function judgePrices({ shop, settings }: SettingsFacts): Finding {
  if (shop === null) return finding('prices', 'unknown');
  const fits = shop.taxesIncluded || settings.regime === 'small_business';
  return finding('prices', fits ? 'good' : 'warning');
}

function judgeAccounts({ accounts, unmapped }: SettingsFacts): Finding {
  if (accounts === null) return finding('accounts', 'unknown');
  const faulty = accounts.filter(({ fault }) => fault !== null);
  if (faulty.length > 0)
    return finding('accounts', 'wrong', { names: faulty.map(({ name }) => name).join(', ') });
  return unmapped.length > 0 ? finding('accounts', 'warning') : finding('accounts', 'good');
}

function judgeShop({ shop }: SettingsFacts, check: 'currency' | 'country', wanted: string): Finding {
  const found = shop?.[check];
  if (!found) return finding(check, 'unknown');
  return finding(check, found === wanted ? 'good' : 'wrong', { found });
}

function judgeScopes({ missingScopes }: SettingsFacts): Finding {
  return finding('scopes', missingScopes.length === 0 ? 'good' : 'wrong', {
    names: missingScopes.join(', '),
  });
}

/** Without the leave for all orders nothing is booked wrong; what happens to old ones may have to be booked by hand. */
const judgeOldOrders = ({ seesAllOrders }: SettingsFacts): Finding =>
  finding('old_orders', seesAllOrders ? 'good' : 'note');

/** The shop sold, but Shopify did not say so. Reconciliation finds such orders too, only later. */
function judgeWebhooks({ orders, lastWebhookAt }: SettingsFacts): Finding {
  if (orders === null) return finding('webhooks', 'unknown');
  const newest = Math.max(0, ...orders.map((order) => Date.parse(order.createdAt)));
  const heard = lastWebhookAt?.getTime() ?? 0;
  return finding('webhooks', newest - heard > SILENCE_MS ? 'warning' : 'good');
}

const addressOf = (order: Order) => order.shippingAddress ?? order.billingAddress;
const countryOf = (order: Order) => addressOf(order)?.countryCode ?? null;

/** Another member state, as the law draws its borders (no Canary Islands, no Büsingen). */
function isEuAbroad(order: Order): boolean {
  const address = addressOf(order);
  const reading = address && placeOf(address);
  return reading?.kind === 'place' && reading.place.zone === 'member_state';
}
