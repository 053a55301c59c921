import type { DatabaseOrTx } from '../platform/database.server.ts';
import { grantedScopes } from './grantedScopes.server.ts';

/** What Shopify shows an app of a shop's orders. */
const DAYS_SHOWN = 60;
/** With `read_all_orders`; what is older is in the annual accounts already. */
const DAYS_OF_ALL = 365;

/** Whether the shop lets the app see orders of any age, which Shopify has to approve of for the app first. */
const seesAllOrders = async (db: DatabaseOrTx, shopId: string): Promise<boolean> =>
  (await grantedScopes(db, shopId)).has('read_all_orders');

/** How many days back booking can start. */
export const daysBack = async (db: DatabaseOrTx, shopId: string): Promise<number> =>
  (await seesAllOrders(db, shopId)) ? DAYS_OF_ALL : DAYS_SHOWN;
