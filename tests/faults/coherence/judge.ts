import type { Sim } from '../world/sim.ts';
import { judgeAccount, judgeBooks } from './books.ts';
import { gatherEvidence, type OrderEvidence } from './evidence.ts';
import type { Finding } from './findings.ts';
import { judgeOrder } from './orders.ts';
import { judgeDeliveries, judgeLocks, judgeLog, judgeTenants, judgeThrows } from './rest.ts';

/** Everything that is not as it must be once faults have stopped; nothing, when the world is coherent. */
export async function judge(sim: Sim, { strict }: { strict: boolean }): Promise<Finding[]> {
  const evidence = await gatherEvidence(sim);
  return [
    ...evidence.flatMap((one) => [
      ...judgeOrder(one, { strict, touched: isTouched(sim, one) }),
      ...judgeBooks(one),
    ]),
    ...sim.shops.flatMap((shop) =>
      judgeAccount(sim, shop, sim.sevdesk.state({ account: shop.account }).accounts[0]!),
    ),
    ...(await judgeDeliveries(sim)),
    ...(await judgeLocks(sim)),
    ...(await judgeTenants(sim)),
    ...judgeLog(sim),
    ...judgeThrows(sim),
  ];
}

const isTouched = ({ touched }: Sim, { invoices, ledger }: OrderEvidence): boolean =>
  [...invoices.map(({ marker }) => marker ?? ''), ...ledger.map(({ plan }) => plan.marker)].some((marker) =>
    touched.has(marker),
  );
