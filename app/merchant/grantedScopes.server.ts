import type { DatabaseOrTx } from '../platform/database.server.ts';

/** The scopes that the shop has granted, as Shopify said with the newest token. */
export async function grantedScopes(db: DatabaseOrTx, shopId: string): Promise<Set<string>> {
  const session = await db.session.findFirst({ where: { shopId, isOnline: false }, select: { scope: true } });
  const named = (session?.scope ?? '').split(',').map((scope) => scope.trim());
  // Shopify names only the stronger one of a pair: write_orders includes read_orders.
  const included = named
    .filter((scope) => scope.startsWith('write_'))
    .map((scope) => scope.replace('write_', 'read_'));
  return new Set([...named, ...included].filter((scope) => scope !== ''));
}
