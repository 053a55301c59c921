import { expect, it } from 'vitest';
import { merchantWorld } from '../../tests/support/merchant.ts';
import { connectSevdesk } from './connectSevdesk.server.ts';
import { connectionFor } from './connection.server.ts';
import { disconnectSevdesk } from './disconnectSevdesk.server.ts';
import { mapGateways, readGateways } from './gateways.server.ts';
import type { Acting } from './ports.server.ts';
import { readAccounts } from './readAccounts.server.ts';
import { readConnection } from './readConnection.server.ts';
import { readSettings, saveSettings } from './settings.server.ts';

const world = merchantWorld();
const connect = (acting: Acting, token: string, confirmed = false) =>
  connectSevdesk(world.ports, acting, token, { confirmed });
const audited = async ({ shopId }: Acting) =>
  (await world.ports.db.auditEntry.findMany({ where: { shopId }, orderBy: { id: 'asc' } })).map(
    (e) => e.action,
  );

it('takes a working key, keeps it encrypted, and shows only its last four characters', async () => {
  const acting = await world.newShop();
  const token = world.newAccount();
  expect(await connect(acting, `  ${token}\n`)).toMatchObject({ kind: 'connected', regime: 'regular' });

  const row = await world.ports.db.sevdeskConnection.findUniqueOrThrow({ where: { shopId: acting.shopId } });
  expect(JSON.stringify(row)).not.toContain(token);
  const view = await readConnection(world.ports.db, acting.shopId);
  expect(view).toMatchObject({ state: 'ok', last4: token.slice(-4), systemVersion: '2.0' });
  expect(JSON.stringify(view)).not.toContain(token);
  const connection = await connectionFor(world.ports.db, world.ports.encryption, acting.shopId);
  expect(connection).toMatchObject({ token, state: 'ok', account: { regime: 'regular' } });
  expect(await audited(acting)).toEqual(['connect_sevdesk']);
});

it.each(['', 'abc', 'g'.repeat(32), `${'a'.repeat(32)}b`])(
  'refuses %j, which is no API token',
  async (text) => {
    const acting = await world.newShop();
    const before = world.twin.state().requests;
    expect(await connect(acting, text)).toEqual({ kind: 'key_refused', why: 'format' });
    expect(world.twin.state().requests).toBe(before);
  },
);

it('refuses a key that sevdesk does not know, and stores nothing', async () => {
  const acting = await world.newShop();
  expect(await connect(acting, 'a'.repeat(32))).toEqual({ kind: 'key_refused', why: 'rejected' });
  expect(await readConnection(world.ports.db, acting.shopId)).toBeNull();
});

it('refuses an account with the old bookkeeping system', async () => {
  const acting = await world.newShop();
  expect(await connect(acting, world.newAccount({ version: '1.0' }))).toEqual({
    kind: 'key_refused',
    why: 'old_version',
  });
});

it('says so when sevdesk does not answer', async () => {
  const acting = await world.newShop();
  const token = world.newAccount();
  world.twin.setDown({ how: '503', account: token });
  expect(await connect(acting, token)).toEqual({ kind: 'key_refused', why: 'unreachable' });
  world.twin.setDown({ how: null, account: token });
});

it('adopts the regime of the account until the merchant has looked at the settings', async () => {
  const acting = await world.newShop();
  await connect(acting, world.newAccount({ regime: 'small_business' }));
  const settings = await readSettings(world.ports.db, acting.shopId);
  expect(settings.regime).toBe('small_business');

  await saveSettings(world.ports, acting, { ...settings, regime: 'regular', reviewed: true });
  await disconnectSevdesk(world.ports, acting);
  await connect(acting, world.newAccount({ regime: 'small_business' }));
  expect(await readSettings(world.ports.db, acting.shopId)).toMatchObject({ regime: 'regular' });
});

it('asks before it connects another account than the one the documents stand in', async () => {
  const acting = await world.newShop();
  await connect(acting, world.newAccount());
  const accounts = await readAccounts(world.ports, acting.shopId);
  const offline = accounts?.kind === 'accounts' && accounts.accounts.find(({ type }) => type === 'offline');
  if (!offline) throw new Error('the twin has an offline account');
  await mapGateways(world.ports, acting, { '*': offline.id });

  const other = world.newAccount();
  expect(await connect(acting, other)).toEqual({ kind: 'other_account', documents: 0 });
  expect(await readGateways(world.ports.db, acting.shopId)).toHaveLength(1);

  expect(await connect(acting, other, true)).toMatchObject({ kind: 'connected' });
  expect(await readGateways(world.ports.db, acting.shopId)).toEqual([]);
});

it('keeps the clearing accounts when the same account gets a new key', async () => {
  const acting = await world.newShop();
  const [first, second] = ['1'.repeat(32), '2'.repeat(32)];
  world.twin.addAccount({ name: 'two keys', tokens: [first, second] });
  await connect(acting, first);
  const accounts = await readAccounts(world.ports, acting.shopId);
  const [, offline] = accounts?.kind === 'accounts' ? accounts.accounts : [];
  await mapGateways(world.ports, acting, { '*': offline!.id });

  expect(await connect(acting, second)).toMatchObject({ kind: 'connected' });
  expect(await readGateways(world.ports.db, acting.shopId)).toHaveLength(1);
});

it('forgets the key when it is disconnected', async () => {
  const acting = await world.newShop();
  await connect(acting, world.newAccount());
  await disconnectSevdesk(world.ports, acting);
  expect(await readConnection(world.ports.db, acting.shopId)).toBeNull();
  await disconnectSevdesk(world.ports, acting);
  expect(await audited(acting)).toEqual(['connect_sevdesk', 'disconnect_sevdesk']);
});

it('pauses the shop when sevdesk turns the key away, until there is a new one', async () => {
  const acting = await world.newShop();
  const token = world.newAccount();
  await connect(acting, token);
  world.twin.revokeTokens({ account: token });
  expect(await readAccounts(world.ports, acting.shopId)).toEqual({ kind: 'failed', why: 'key' });
  expect(await readConnection(world.ports.db, acting.shopId)).toMatchObject({ state: 'key_rejected' });
  const shop = await world.ports.db.shop.findUniqueOrThrow({ where: { id: acting.shopId } });
  expect(shop.pausedBy).toBe('sevdesk_key');
});

it('shows a shop nothing of another shop', async () => {
  const [mine, theirs] = [await world.newShop(), await world.newShop()];
  await connect(theirs, world.newAccount());
  expect(await readConnection(world.ports.db, mine.shopId)).toBeNull();
  expect(await connectionFor(world.ports.db, world.ports.encryption, mine.shopId)).toBeNull();
  expect(await readAccounts(world.ports, mine.shopId)).toBeNull();
});
