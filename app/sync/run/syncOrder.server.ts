import { recordHint } from '../schedule/recordHint.server.ts';
import { applyBackpressure } from '../schedule/applyBackpressure.server.ts';
import { runOrder, type RunResult } from './runOrder.server.ts';
import type { RunSignals, SyncPorts } from '../ports.server.ts';

/** Something happened to an order: note it, then bring it to where it should be. */
export async function syncOrder(
  ports: SyncPorts,
  { shopId, orderGid }: { shopId: string; orderGid: string },
  signals: RunSignals,
): Promise<RunResult> {
  await recordHint(ports.db, { shopId, orderGid, cause: null, at: ports.clock.now() });
  const result = await runOrder(ports, shopId, orderGid, signals);
  if (result === 'not_taken') await applyBackpressure(ports, shopId);
  return result;
}
