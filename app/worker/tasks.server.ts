import type { TaskList } from 'graphile-worker';
import { jobs, type JobName, type JobPayload } from '../platform/jobs.server.ts';
import { addContactDetails } from '../sync/contactDetails.server.ts';
import { checkAllSettings, checkShopSettings } from '../sync/alerts/checkAll.server.ts';
import type { CarePorts } from '../sync/alerts/ports.server.ts';
import { sendMails } from '../sync/alerts/sendMails.server.ts';
import { watchAlerts } from '../sync/alerts/watchAlerts.server.ts';
import type { RunSignals, SyncPorts } from '../sync/ports.server.ts';
import { runOrder } from '../sync/runOrder.server.ts';
import { syncOrder } from '../sync/syncOrder.server.ts';

type Tasks = { [Name in JobName]: (payload: JobPayload<Name>) => Promise<unknown> };

/** What runs by the clock (UTC), once among all workers. */
export const crontab = ['* * * * * watch_alerts ?max=1', '23 1 * * * check_all_settings ?max=1'].join('\n');

/** Every job of the catalogue and what it calls. */
export function makeTasks(ports: SyncPorts, care: CarePorts, signals: RunSignals): TaskList {
  const tasks: Tasks = {
    sync_order: (payload) => syncOrder(ports, payload, signals),
    resume_order: ({ shopId, orderGid }) => runOrder(ports, shopId, orderGid, signals),
    contact_details: (payload) => addContactDetails(ports, payload, signals.hard),
    watch_alerts: async () => {
      await watchAlerts(care);
      await sendMails(care);
    },
    check_all_settings: () => checkAllSettings(care),
    check_settings: ({ shopId }) => checkShopSettings(care, shopId, signals.hard),
  };
  return Object.fromEntries(
    Object.entries(tasks).map(([name, task]) => [
      name,
      guarded(ports, name as JobName, task as (payload: never) => Promise<unknown>),
    ]),
  );
}

/** A payload that does not parse will not parse the next time either: noted and done with. */
function guarded(ports: SyncPorts, name: JobName, task: (payload: never) => Promise<unknown>) {
  return async (payload: unknown) => {
    const parsed = jobs[name].safeParse(payload);
    if (!parsed.success) return ports.log.error('job.unreadable', { operation: name });
    try {
      await task(parsed.data as never);
    } catch (error) {
      ports.log.error('job.failed', { operation: name, error });
      throw error;
    }
  };
}
