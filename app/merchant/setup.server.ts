import type { DatabaseOrTx } from '../platform/database.server.ts';
import { everyOther } from './gateways.server.ts';
import { readSettings } from './settings.server.ts';

/** The steps of setting up, in their order. */
export type SetupStep = 'connect' | 'accounts' | 'review' | 'switch_on';

/** How far a shop is; each step proves itself by what is stored, so that setting up can be left and resumed. */
export interface Setup {
  done: Record<SetupStep, boolean>;
  complete: boolean;
}

export async function readSetup(db: DatabaseOrTx, shopId: string): Promise<Setup> {
  const shop = await db.shop.findUniqueOrThrow({
    where: { id: shopId },
    select: {
      syncFrom: true,
      connection: { select: { state: true } },
      gatewayAccounts: { where: { gateway: everyOther }, select: { gateway: true } },
    },
  });
  const done = {
    connect: shop.connection !== null,
    accounts: shop.gatewayAccounts.length > 0,
    review: (await readSettings(db, shopId)).reviewed,
    switch_on: shop.syncFrom !== null,
  };
  return { done, complete: Object.values(done).every(Boolean) };
}
