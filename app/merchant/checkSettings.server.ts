import type { Order } from '../accounting/order.ts';
import type { Shopify } from '../shopify/shopify.server.ts';
import { connectionFor } from './connection.server.ts';
import type { CheckAccount } from '../sevdesk/client.ts';
import { accountFault } from './accountFault.ts';
import { everyOther, readGateways, type GatewayMapping } from './gateways.server.ts';
import { judgeSettings, type Finding, type SettingsFacts } from './judgeSettings.ts';
import { newestOrders } from './newestOrders.server.ts';
import type { MerchantPorts } from './ports.server.ts';
import { readSettings } from './settings.server.ts';
import { grantedScopes } from './grantedScopes.server.ts';
import { failureOf } from './sevdeskFailure.ts';

export type CheckPorts = MerchantPorts & {
  shopify: Pick<Shopify, 'readShop' | 'readOrder' | 'listOrders' | 'listGateways' | 'listUnshipped'>;
};

/** What the app cannot work without (shopify.app.toml, access_scopes). */
const REQUIRED_SCOPES = ['read_orders', 'read_customers'];
/** Enough orders to see how the shop taxes; each costs the shop some of its Shopify budget. */
const ORDERS = 5;

/** Compares Shopify's, the app's and sevdesk's settings, and says of each point whether it fits. */
export async function checkSettings(
  ports: CheckPorts,
  shopId: string,
  signal: AbortSignal,
): Promise<Finding[]> {
  const { db, shopify } = ports;
  const [account, settings, gateways, shop, used, unshipped, orders, granted, newest] = await Promise.all([
    askSevdesk(ports, shopId),
    readSettings(db, shopId),
    readGateways(db, shopId),
    shopify.readShop(shopId, signal),
    shopify.listGateways(shopId, signal),
    shopify.listUnshipped(shopId, signal),
    readNewest(ports, shopId, signal),
    grantedScopes(db, shopId),
    db.webhookDelivery.findFirst({
      where: { shopId },
      orderBy: { id: 'desc' },
      select: { receivedAt: true },
    }),
  ]);
  const mapped = new Set(gateways.map(({ gateway }) => gateway));
  const covered = (gateway: string) => mapped.has(gateway) || mapped.has(everyOther);
  return judgeSettings({
    ...account,
    settings,
    accounts:
      account.accounts && gateways.map((entry) => ({ ...entry, ...faultOf(account.accounts!, entry) })),
    unmapped:
      used.kind === 'done'
        ? used.value.map(({ gateway }) => gateway).filter((gateway) => !covered(gateway))
        : [],
    shop: shop.kind === 'done' ? shop.value : null,
    missingScopes: REQUIRED_SCOPES.filter((scope) => !granted.has(scope)),
    seesAllOrders: granted.has('read_all_orders'),
    unshipped: unshipped.kind === 'done' ? unshipped.value : null,
    orders,
    lastWebhookAt: newest?.receivedAt ?? null,
  });
}

type Account = Pick<SettingsFacts, 'connection' | 'version' | 'accountRegime'> & {
  accounts: Map<string, CheckAccount> | null;
};

async function askSevdesk(ports: MerchantPorts, shopId: string): Promise<Account> {
  const nothing = { version: null, accountRegime: null, accounts: null };
  const connection = await connectionFor(ports.db, ports.encryption, shopId);
  if (!connection) return { connection: 'none', ...nothing };
  const client = ports.sevdesk(connection.token);
  const version = await client.systemVersion();
  if (version.kind !== 'done') {
    return { connection: failureOf(version) === 'key' ? 'rejected' : 'unreachable', ...nothing };
  }
  const [regime, accounts] = await Promise.all([client.regime(), client.checkAccounts()]);
  return {
    connection: 'ok',
    version: version.value,
    accountRegime: regime.kind === 'done' ? regime.value : null,
    accounts:
      accounts.kind === 'done' ? new Map(accounts.value.map((account) => [account.id, account])) : null,
  };
}

const faultOf = (accounts: NonNullable<Account['accounts']>, mapping: GatewayMapping) => {
  if (mapping.handling === 'leave_open') return { name: '', fault: null };
  const account = accounts.get(mapping.checkAccountId);
  return {
    name: mapping.checkAccountName ?? '',
    fault: account ? accountFault(account, mapping.handling) : ('gone' as const),
  };
};

/** The newest orders, whole; null when Shopify does not show them. */
async function readNewest(ports: CheckPorts, shopId: string, signal: AbortSignal): Promise<Order[] | null> {
  const newest = await newestOrders(ports, shopId, ORDERS, signal);
  if (newest.kind !== 'done') return null;
  const orders: Order[] = [];
  for (const { gid } of newest.value) {
    const answer = await ports.shopify.readOrder(shopId, gid, signal);
    if (answer.kind === 'done') orders.push(answer.value);
  }
  return orders;
}
