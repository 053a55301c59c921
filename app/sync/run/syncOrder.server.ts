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
  const { db, clock } = ports;
  const newest = await db.webhookDelivery.findFirst({
    where: { shopId, orderGid },
    orderBy: { id: 'desc' },
    select: { topic: true },
  });
  const cause = newest?.topic ?? 'app';
  await db.$transaction((tx) => recordHint(tx, { shopId, orderGid, cause, at: clock.now() }));
  const result = await runOrder(ports, shopId, orderGid, signals);
  if (result === 'not_taken') await applyBackpressure(ports, shopId);
  return result;
}
