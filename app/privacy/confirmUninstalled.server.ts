import type { PrivacyPorts } from './ports.server.ts';

const AT_A_TIME = 20;

/**
 * An uninstallation is a hint: Shopify is asked with the tokens that were kept. Where it still takes them the shop goes on
 * as if nothing had been said; where it refuses them they are dropped, and the shop is gone. Where it says nothing it is
 * asked again with the next round.
 */
export async function confirmUninstalled({ db, log, isInstalled }: PrivacyPorts): Promise<void> {
  const said = await db.shop.findMany({
    where: { uninstalledAt: { not: null }, sessions: { some: {} } },
    select: { id: true, uninstalledAt: true },
    take: AT_A_TIME,
  });
  for (const { id, uninstalledAt } of said) {
    const installed = await isInstalled(id);
    if (installed === null) continue;
    // Who opened the app meanwhile has taken the mark away and brought new tokens.
    const same = { id, uninstalledAt };
    if (installed) await db.shop.updateMany({ where: same, data: { uninstalledAt: null } });
    else await db.session.deleteMany({ where: { shop: same } });
    log.info('privacy.uninstallation', { shopId: id, outcome: installed ? 'not_true' : 'confirmed' });
  }
}
