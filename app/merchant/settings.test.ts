import { expect, it } from 'vitest';
import { merchantWorld } from '../../tests/support/merchant.ts';
import { readSettings, saveSettings } from './settings.server.ts';
import { checkSettings } from './settings.ts';

const world = merchantWorld();
const today = '2026-11-24';

it('begins with choices that fit most shops', async () => {
  const { shopId } = await world.newShop();
  expect(await readSettings(world.ports.db, shopId)).toMatchObject({
    regime: 'regular',
    ossFrom: null,
    finalise: true,
    language: null,
    reviewed: false,
    skip: { testOrders: true, posOrders: true, zeroTotals: true, tags: [] },
  });
});

it('saves what was chosen and writes down what changed, not the words', async () => {
  const acting = await world.newShop();
  const settings = await readSettings(world.ports.db, acting.shopId);
  const texts = { ...settings.texts, foot: { de: 'Danke {name}', en: null } };
  const saved = await saveSettings(world.ports, acting, { ...settings, ossFrom: '2026-01-01', texts });
  expect(saved.kind).toBe('good');
  expect(await readSettings(world.ports.db, acting.shopId)).toMatchObject({ ossFrom: '2026-01-01', texts });
  const [entry] = await world.ports.db.auditEntry.findMany({ where: { shopId: acting.shopId } });
  expect(entry).toMatchObject({ actor: 'user:1', action: 'save_settings' });
  expect(entry!.detail).toEqual({ changed: ['ossFrom', 'texts.foot.de'] });
});

it('writes nothing down when nothing changed', async () => {
  const acting = await world.newShop();
  await saveSettings(world.ports, acting, await readSettings(world.ports.db, acting.shopId));
  expect(await world.ports.db.auditEntry.count({ where: { shopId: acting.shopId } })).toBe(0);
});

it.each([
  [{ shipsFrom: 'AT' }, { path: 'shipsFrom', fault: 'ships_from' }],
  [{ ossFrom: '2021-06-30' }, { path: 'ossFrom', fault: 'oss_from' }],
  [{ ossFrom: '2027-11-25' }, { path: 'ossFrom', fault: 'in_future' }],
  [{ ossFrom: '24.11.2026' }, { path: 'ossFrom', fault: 'oss_from' }],
  [{ ownVatId: 'DE123' }, { path: 'ownVatId', fault: 'own_vat_id' }],
  [{ ownVatId: 'FR40303265045' }, { path: 'ownVatId', fault: 'own_vat_id' }],
  [
    { productNatures: [{ by: 'tag', value: ' ', nature: 'digital' }] },
    { path: 'productNatures.0.value', fault: 'empty' },
  ],
  [
    { texts: { header: { de: 'Zu {ordre}', en: null } } },
    { path: 'texts.header.de', fault: 'unknown_placeholder' },
  ],
  [{ texts: { intro: { de: 'x'.repeat(2001), en: null } } }, { path: 'texts.intro.de', fault: 'too_long' }],
  [{ skip: { tags: ['x'.repeat(256)] } }, { path: 'skip.tags.0', fault: 'too_long' }],
])('refuses %j and names the field', (entered, fault) => {
  expect(checkSettings(entered, today)).toEqual({ kind: 'faulty', faults: [fault] });
});

it('saves nothing while a field is faulty', async () => {
  const acting = await world.newShop();
  await saveSettings(world.ports, acting, { showSku: false, ossFrom: 'soon' });
  expect(await readSettings(world.ports.db, acting.shopId)).toMatchObject({ showSku: true, ossFrom: null });
});

it('keeps the choices of two shops apart', async () => {
  const [mine, theirs] = [await world.newShop(), await world.newShop()];
  await saveSettings(world.ports, theirs, { showSku: false });
  expect(await readSettings(world.ports.db, mine.shopId)).toMatchObject({ showSku: true });
});
