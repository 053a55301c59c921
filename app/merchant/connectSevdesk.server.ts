import type { Tx } from '../platform/database.server.ts';
import { checkConnection, type ConnectionCheck } from '../sevdesk/checkConnection.server.ts';
import type { CheckAccount } from '../sevdesk/client.ts';
import { recordAudit } from './audit.server.ts';
import { tokenContext } from '../platform/encryptionContexts.ts';
import type { Acting, MerchantPorts } from './ports.server.ts';
import { readSettings } from './settings.server.ts';

/** Why a key was not taken. `old_version`: the account still has sevdesk's bookkeeping system 1.0. */
type KeyFault = 'format' | 'rejected' | 'old_version' | 'unreachable';

export type ConnectedSevdesk =
  | { kind: 'connected'; accountKey: string; regime: 'regular' | 'small_business' }
  | { kind: 'key_refused'; why: KeyFault }
  /** Another account than before, in which `documents` documents of this shop stand. Asks to be confirmed. */
  | { kind: 'other_account'; documents: number };

type GoodAccount = Extract<ConnectionCheck, { kind: 'ok' }>;

/** An API token of sevdesk: 32 hexadecimal digits (facts: sevdesk API). */
const TOKEN = /^[0-9a-f]{32}$/i;

/**
 * Takes a sevdesk API token into use: asks sevdesk whether it works and what account it opens, then stores it
 * encrypted. A former key is replaced. Another account than the one used before must be confirmed, because the
 * shop's documents stay in the former one; the clearing accounts must then be chosen anew.
 */
export async function connectSevdesk(
  ports: MerchantPorts,
  acting: Acting,
  entered: string,
  options: { confirmed: boolean },
): Promise<ConnectedSevdesk> {
  const token = entered.trim();
  if (!TOKEN.test(token)) return { kind: 'key_refused', why: 'format' };
  const checked = await checkConnection(ports.sevdesk(token));
  if (checked.kind !== 'ok') return { kind: 'key_refused', why: faultOf(checked) };
  const { accountKey } = checked.lookups;

  return ports.db.$transaction(async (tx): Promise<ConnectedSevdesk> => {
    const former = await formerAccount(tx, acting.shopId);
    const changed = former !== null && former !== accountKey;
    if (changed && !options.confirmed) {
      const where = { shopId: acting.shopId, accountKey: former, sevdeskId: { not: null } };
      return { kind: 'other_account', documents: await tx.document.count({ where }) };
    }
    await store(tx, ports, acting, token, checked);
    await forgetGoneAccounts(tx, acting.shopId, checked.checkAccounts);
    await adoptRegime(tx, acting.shopId, checked.regime);
    return { kind: 'connected', accountKey, regime: checked.regime };
  });
}

/** The merchant's page has its own words for what can be wrong with a key. */
function faultOf(check: Exclude<ConnectionCheck, { kind: 'ok' }>): KeyFault {
  if (check.kind === 'unclear') return 'unreachable';
  const { code } = check.problem;
  if (code === 'sevdesk.key_rejected') return 'rejected';
  return code === 'sevdesk.system_version' ? 'old_version' : 'unreachable';
}

/** The account this shop is or last was connected with, also after a disconnection. */
async function formerAccount(tx: Tx, shopId: string): Promise<string | null> {
  const connection = await tx.sevdeskConnection.findUnique({
    where: { shopId },
    select: { accountKey: true },
  });
  if (connection) return connection.accountKey;
  const where = { shopId, sevdeskId: { not: null } };
  const newest = await tx.document.findFirst({ where, orderBy: { createdAt: 'desc' } });
  return newest?.accountKey ?? null;
}

/** A mapping of the account before would book money on whatever has the same id in this one. */
async function forgetGoneAccounts(tx: Tx, shopId: string, accounts: CheckAccount[]) {
  const accountIds = accounts.map(({ id }) => id);
  await tx.gatewayAccount.deleteMany({ where: { shopId, checkAccountId: { notIn: accountIds } } });
}

/** Until the merchant has looked at the settings, the account says how the shop is taxed. */
async function adoptRegime(tx: Tx, shopId: string, regime: GoodAccount['regime']) {
  const settings = await readSettings(tx, shopId);
  if (settings.reviewed || settings.regime === regime) return;
  const value = { ...settings, regime };
  await tx.settings.upsert({ where: { shopId }, create: { shopId, value }, update: { value } });
}

async function store(
  tx: Tx,
  ports: MerchantPorts,
  { shopId, actor }: Acting,
  token: string,
  good: GoodAccount,
) {
  const at = ports.clock.now();
  const { accountKey, contactPersonId } = good.lookups;
  const row = {
    tokenEncrypted: ports.encryption.encrypt(token, tokenContext(shopId)),
    tokenLast4: token.slice(-4),
    state: 'ok',
    accountKey,
    systemVersion: good.systemVersion,
    regime: good.regime,
    contactPersonId,
    facts: { ...good.lookups },
    checkedAt: at,
  };
  await tx.sevdeskConnection.upsert({
    where: { shopId },
    create: { shopId, connectedAt: at, ...row },
    update: row,
  });
  const detail = { accountKey, regime: good.regime };
  await recordAudit(tx, { shopId, at, actor, action: 'connect_sevdesk', detail });
}
