import type { SyncPorts } from '../ports.server.ts';
import { wakeForgotten } from './dueOrders.server.ts';
import { wakeUnblocked } from './wakeUnblocked.server.ts';
import { requeueDue } from './requeueDue.server.ts';

/** What a sweep found to do. */
export interface Swept {
  lifted: number;
  requeued: number;
  woken: number;
}

/** Picks up what no job and no event picks up: run every few seconds, by any number of workers. */
export async function sweep(ports: Pick<SyncPorts, 'db' | 'clock'>): Promise<Swept> {
  const lifted = await wakeUnblocked(ports);
  const requeued = await requeueDue(ports);
  const woken = await wakeForgotten(ports.db, ports.clock.now());
  return { lifted, requeued, woken };
}
