import { randomBytes } from 'node:crypto';
import { beforeEach, expect, it } from 'vitest';
import { useDatabase } from '../../tests/support/database.ts';
import { systemClock } from '../platform/clock.ts';
import { createEncryption } from '../platform/encryption.server.ts';
import { log } from '../platform/log.server.ts';
import { saveTokens } from '../shopify/saveTokens.server.ts';
import { deleteUninstalled } from './answerRequests.server.ts';
import { confirmUninstalled } from './confirmUninstalled.server.ts';
import type { PrivacyPorts } from './ports.server.ts';

const DAY_MS = 86_400_000;
const database = useDatabase();
const encryption = createEncryption([{ id: 'k1', key: randomBytes(32) }]);
/** What Shopify says. */
let installed: boolean | null;
const ports = (): PrivacyPorts => {
  const isInstalled = () => Promise.resolve(installed);
  return { db: database.db, encryption, clock: systemClock, log, isInstalled };
};

/** A shop of which an uninstallation was told. */
async function saidToBeGone(agoMs: number): Promise<void> {
  const uninstalledAt = new Date(Date.now() - agoMs);
  const shop = await database.db.shop.create({ data: { domain: 'demo.myshopify.com', uninstalledAt } });
  const lasting = { expires: null, refreshToken: null, refreshTokenExpires: null, scope: null };
  await saveTokens(database.db, encryption, shop, { accessToken: 'shpat_1', ...lasting });
}
const left = async () => ({
  shop: await database.db.shop.findFirst({ select: { uninstalledAt: true } }),
  sessions: await database.db.session.count(),
});

beforeEach(async () => {
  await database.db.shop.deleteMany();
});

it('takes the mark away where Shopify still takes the tokens: somebody sent an old webhook again', async () => {
  await saidToBeGone(1_000);
  installed = true;
  await confirmUninstalled(ports());
  expect(await left()).toEqual({ shop: { uninstalledAt: null }, sessions: 1 });
});

it('drops the tokens where Shopify refuses them, and waits where it says nothing', async () => {
  await saidToBeGone(1_000);
  installed = null;
  await confirmUninstalled(ports());
  expect(await left()).toMatchObject({ shop: { uninstalledAt: expect.any(Date) }, sessions: 1 });
  installed = false;
  await confirmUninstalled(ports());
  expect(await left()).toMatchObject({ shop: { uninstalledAt: expect.any(Date) }, sessions: 0 });
});

it.each([
  ['installed: everything stays', true, 3, { shop: { uninstalledAt: null }, sessions: 1 }],
  ['nothing: everything stays for now', null, 3, { shop: { uninstalledAt: expect.any(Date) } }],
  ['nothing for weeks: it is deleted', null, 21, { shop: null }],
  ['not installed: it is deleted', false, 3, { shop: null }],
] as const)('asks Shopify once more before a shop is deleted; it says %s', async (_, says, days, stays) => {
  await saidToBeGone(days * DAY_MS);
  installed = says;
  await deleteUninstalled(ports());
  expect(await left()).toMatchObject(stays);
});
