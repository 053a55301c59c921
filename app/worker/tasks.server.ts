import type { TaskList } from 'graphile-worker';
import { jobs, type JobName, type JobPayload } from '../platform/queue/jobs.server.ts';
import { traced, type SpanOptions } from '../platform/tracing.server.ts';
import { addContactDetails } from '../sync/steps/contactDetails.server.ts';
import { checkAllSettings, checkShopSettings } from '../alerts/checkAll.server.ts';
import type { AlertCheckPorts } from '../alerts/ports.server.ts';
import { sendMails } from '../alerts/sendMails.server.ts';
import { watchAlerts } from '../alerts/watchAlerts.server.ts';
import type { RunSignals } from '../sync/ports.server.ts';
import { reconcileDue } from '../reconcile/reconcileDue.server.ts';
import { reconcileShop } from '../reconcile/reconcileShop.server.ts';
import { forgetOld } from '../privacy/forgetOld.server.ts';
import { runOrder } from '../sync/run/runOrder.server.ts';
import { syncOrder } from '../sync/run/syncOrder.server.ts';
import type { WorkerPorts } from './ports.server.ts';
import { readShopAgain } from './readShop.server.ts';
import { traceOrder } from './traceOrder.server.ts';

type Tasks = { [Name in JobName]: (payload: JobPayload<Name>) => Promise<unknown> };

/** Every job of the catalogue and what it calls. */
export function makeTasks(ports: WorkerPorts, alerting: AlertCheckPorts, signals: RunSignals): TaskList {
  const tasks: Tasks = {
    sync_order: (payload) =>
      traceOrder(ports.db, 'sync_order', payload, () => syncOrder(ports, payload, signals)),
    resume_order: (payload) =>
      traceOrder(ports.db, 'resume_order', payload, () => {
        return runOrder(ports, payload.shopId, payload.orderGid, signals);
      }),
    contact_details: (payload) => addContactDetails(ports, payload, signals.hard),
    watch_alerts: async () => {
      await watchAlerts(alerting);
      await sendMails(alerting);
    },
    check_all_settings: () => checkAllSettings(alerting),
    check_settings: ({ shopId }) => checkShopSettings(alerting, shopId, signals.hard),
    read_shop: ({ shopId }) => readShopAgain(alerting, shopId, signals.hard),
    reconcile_shop: ({ shopId }) => reconcileShop(ports, shopId, signals),
    reconcile_due: () => reconcileDue(ports),
    forget_old: () => forgetOld(ports, signals.soft),
  };
  return Object.fromEntries(
    Object.entries(tasks).map(([name, task]) => [
      name,
      guarded(ports, name as JobName, task as (payload: never) => Promise<unknown>),
    ]),
  );
}

/** Those bring a span of their own, within the trace of their webhook. */
const isOfOrder = (name: JobName) => name === 'sync_order' || name === 'resume_order';
const jobSpan = (job: JobName): SpanOptions => ({ kind: 'consumer', parent: null, facts: { job } });

/** A payload that does not parse will not parse the next time either: noted and done with. */
function guarded(ports: WorkerPorts, name: JobName, task: (payload: never) => Promise<unknown>) {
  return async (payload: unknown) => {
    const parsed = jobs[name].safeParse(payload);
    if (!parsed.success) return ports.log.error('job.unreadable', { operation: name });
    const work = () => task(parsed.data as never);
    try {
      await (isOfOrder(name) ? work() : traced(`job ${name}`, jobSpan(name), work));
    } catch (error) {
      ports.log.error('job.failed', { operation: name, error });
      throw error;
    }
  };
}
