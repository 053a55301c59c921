import type { ProblemCode } from '../../accounting/catalogue.ts';
import type { Acting } from '../../merchant/ports.server.ts';
import { syncAgain } from '../../sync/syncAgain.server.ts';
import type { Services } from './services.server.ts';

const curable: ProblemCode[] = [
  'payment.gateway_unmapped',
  'sevdesk.account_online',
  'sevdesk.account_missing',
];

/** The orders that were held back for want of a clearing account are tried again once there is one. */
export async function retryWithoutAccount(ports: Services['ports'], acting: Acting): Promise<void> {
  const everything = { search: null, gateway: null, from: null, to: null };
  for (const problemCode of curable) {
    await syncAgain(ports, acting, { filter: { view: 'attention', ...everything, problemCode } });
  }
}
