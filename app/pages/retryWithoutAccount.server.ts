import type { Acting } from '../merchant/ports.server.ts';
import { syncAgain } from '../orders/actions/syncAgain.server.ts';
import type { Services } from './services.server.ts';

/** The orders that were held back for want of a clearing account are tried again once there is one. */
export async function retryWithoutAccount(ports: Services['ports'], acting: Acting): Promise<void> {
  const everything = { search: null, gateway: null, from: null, to: null };
  const problemCode = 'payment.gateway_unmapped';
  await syncAgain(ports, acting, { filter: { view: 'attention', ...everything, problemCode } });
}
