import { expect, it } from 'vitest';
import { merchantWorld } from '../../tests/support/merchant.ts';
import { connectSevdesk } from './connectSevdesk.server.ts';
import { createClearingAccount } from './createClearingAccount.server.ts';
import { recommended } from '../accounting/gatewayChoice.ts';
import { mapGateways, readGateways } from './gateways.server.ts';
import { readAccounts } from './readAccounts.server.ts';
import { saveTokens } from '../shopify/saveTokens.server.ts';
import { readSetup } from './setup.server.ts';
import { saveSettings } from './settings.server.ts';
import { switchSync } from './switchSync.server.ts';

const world = merchantWorld();

/** A shop whose sevdesk account is connected, with its check accounts by name. */
async function connectedShop() {
  const acting = await world.newShop();
  const token = world.newAccount();
  await connectSevdesk(world.ports, acting, token, { confirmed: false });
  const read = await readAccounts(world.ports, acting.shopId);
  if (read?.kind !== 'accounts') throw new Error('the accounts could not be read');
  const idOf = (name: string) => read.accounts.find((account) => account.name === name)!.id;
  return { acting, token, idOf };
}

it('maps each gateway to a clearing account, and the rest to the default', async () => {
  const { acting, idOf } = await connectedShop();
  const [base, clearing] = [idOf('Basiskonto'), idOf('Verrechnungskonto Shopify')];
  expect(await mapGateways(world.ports, acting, { '*': clearing, paypal: base, manual: null })).toEqual({
    kind: 'saved',
  });
  expect(await readGateways(world.ports.db, acting.shopId)).toEqual([
    {
      gateway: '*',
      handling: 'clear',
      checkAccountId: clearing,
      checkAccountName: 'Verrechnungskonto Shopify',
    },
    { gateway: 'paypal', handling: 'clear', checkAccountId: base, checkAccountName: 'Basiskonto' },
  ]);
});

it('matches a gateway with the statement of an online account, or leaves it open', async () => {
  const { acting, idOf } = await connectedShop();
  const [bank, clearing] = [idOf('Geschäftskonto'), idOf('Verrechnungskonto Shopify')];
  const mapping = { '*': clearing, Vorkasse: `match:${bank}`, cash: 'leave_open' };
  expect(await mapGateways(world.ports, acting, mapping)).toEqual({ kind: 'saved' });
  expect(await readGateways(world.ports.db, acting.shopId)).toMatchObject([
    { gateway: '*', handling: 'clear' },
    { gateway: 'Vorkasse', handling: 'match', checkAccountId: bank },
    { gateway: 'cash', handling: 'leave_open', checkAccountId: null },
  ]);
  const wrong = { '*': `match:${bank}`, Vorkasse: `match:${clearing}` };
  expect(await mapGateways(world.ports, acting, wrong)).toMatchObject({
    faults: [
      { gateway: '*', fault: 'default_clears' },
      { gateway: 'Vorkasse', fault: 'offline' },
    ],
  });
});

it.each([
  [{ gateway: 'Vorkasse', manual: true }, ['Geschäftskonto'], 'match'],
  [{ gateway: 'Vorkasse', manual: true }, [], 'clear'],
  [{ gateway: 'Vorkasse', manual: true }, ['PayPal'], 'clear'],
  [{ gateway: 'paypal', manual: false }, ['PayPal Business'], 'match'],
  [{ gateway: 'paypal', manual: false }, ['Geschäftskonto'], 'clear'],
  [{ gateway: 'shopify_payments', manual: false }, ['Geschäftskonto'], 'clear'],
] as const)('recommends for %o beside the online accounts %o: %s', (used, names, best) => {
  expect(
    recommended(
      used,
      names.map((name) => ({ name, type: 'online' as const })),
    ),
  ).toBe(best);
});

it('takes no account that sevdesk would not book on', async () => {
  const { acting, idOf } = await connectedShop();
  expect(await mapGateways(world.ports, acting, { '*': idOf('Geschäftskonto'), paypal: '1' })).toEqual({
    kind: 'faulty',
    faults: [
      { gateway: '*', fault: 'online' },
      { gateway: 'paypal', fault: 'gone' },
    ],
  });
  expect(await readGateways(world.ports.db, acting.shopId)).toEqual([]);
});

it('does not map accounts of a shop without a connection', async () => {
  expect(await mapGateways(world.ports, await world.newShop(), { '*': '1' })).toEqual({
    kind: 'not_connected',
  });
});

it('creates a clearing account once, however often the button is pressed', async () => {
  const { acting, token } = await connectedShop();
  const first = await createClearingAccount(world.ports, acting, ' PayPal Verrechnung ');
  expect(first).toMatchObject({ kind: 'created', account: { name: 'PayPal Verrechnung', type: 'offline' } });
  const second = await createClearingAccount(world.ports, acting, 'PayPal Verrechnung');
  expect(second).toMatchObject({ kind: 'existed' });
  expect(await readGateways(world.ports.db, acting.shopId)).toMatchObject([{ gateway: '*' }]);
  const [account] = world.twin.state({ account: token }).accounts;
  expect(account!.checkAccounts.filter(({ name }) => name === 'PayPal Verrechnung')).toHaveLength(1);
  expect(await createClearingAccount(world.ports, acting, '  ')).toEqual({ kind: 'name_missing' });
});

it('leads through setting up, step by step', async () => {
  const fresh = await world.newShop();
  expect(await readSetup(world.ports.db, fresh.shopId)).toEqual({
    done: { connect: false, accounts: false, review: false, switch_on: false },
    complete: false,
  });
  expect(await switchSync(world.ports, fresh, new Date())).toEqual({ kind: 'refused', why: 'not_connected' });

  const { acting, idOf } = await connectedShop();
  expect(await switchSync(world.ports, acting, new Date())).toEqual({ kind: 'refused', why: 'no_account' });
  await mapGateways(world.ports, acting, { '*': idOf('Basiskonto') });
  await saveSettings(world.ports, acting, { reviewed: true });
  const setup = await readSetup(world.ports.db, acting.shopId);
  expect(setup.done).toEqual({ connect: true, accounts: true, review: true, switch_on: false });

  const now = new Date();
  expect(await switchSync(world.ports, acting, now)).toEqual({ kind: 'on', from: now });
  expect((await readSetup(world.ports.db, acting.shopId)).complete).toBe(true);
  expect(await switchSync(world.ports, acting, null)).toEqual({ kind: 'off' });
});

it('books no orders that Shopify does not show, nor any of the future', async () => {
  const { acting, idOf } = await connectedShop();
  await mapGateways(world.ports, acting, { '*': idOf('Basiskonto') });
  const daysAway = (days: number) => new Date(Date.now() + days * 86_400_000);
  expect(await switchSync(world.ports, acting, daysAway(-61))).toEqual({ kind: 'refused', why: 'too_old' });
  expect(await switchSync(world.ports, acting, daysAway(1))).toEqual({ kind: 'refused', why: 'in_future' });
  expect(await switchSync(world.ports, acting, daysAway(-59))).toMatchObject({ kind: 'on' });
  const tokens = { accessToken: 'a', refreshToken: null, expires: null, refreshTokenExpires: null };
  const scope = 'read_orders,read_all_orders';
  const { domain } = await world.ports.db.shop.findUniqueOrThrow({ where: { id: acting.shopId } });
  const shop = { id: acting.shopId, domain };
  await saveTokens(world.ports.db, world.ports.encryption, shop, { ...tokens, scope });
  expect(await switchSync(world.ports, acting, daysAway(-61))).toMatchObject({ kind: 'on' });
});
