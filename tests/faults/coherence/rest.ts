import type { Sim } from '../world/sim.ts';
import { buyersWords } from '../world/drawOrder.ts';
import { finding, type Finding } from './findings.ts';

// What must hold beside the orders: deliveries are kept, nothing stays locked, nothing personal is logged.

/** Every webhook that was answered with 200 is on record. */
export async function judgeDeliveries({ machine, acknowledged }: Sim): Promise<Finding[]> {
  const rows = await machine.db.webhookDelivery.findMany({ select: { shopDomain: true, webhookId: true } });
  const stored = new Set(rows.map(({ shopDomain, webhookId }) => `${shopDomain} ${webhookId}`));
  return [...acknowledged]
    .filter((one) => !stored.has(one))
    .map((one) => finding('lost', `webhook ${one} was acknowledged, but is not stored`));
}

/** Nothing is held by anybody who is not there: no job, no lease, no right to number credit notes. */
export async function judgeLocks({ machine, timeline }: Sim): Promise<Finding[]> {
  const now = timeline.clock.toISOString();
  const { rows } = await machine.client.query<{ what: string }>(
    `select 'job ' || coalesce(key, id::text) || ' locked by ' || locked_by as what from graphile_worker._private_jobs j
       where locked_by is not null and not exists (select 1 from public.worker_heartbeat h
         where h.pool_id = j.locked_by and h.seen_at > $1::timestamptz - interval '30 seconds')
     union all select 'lease of ' || order_gid || ' by ' || lease_owner from public.order_sync where lease_until > $1::timestamptz
     union all select 'numbering of ' || account_key from public.sevdesk_account where numbering_until > $1::timestamptz
       and exists (select 1 from public.document d where d.order_sync_id = numbering_owner::uuid and d.state = 'finalise_requested')`,
    [now],
  );
  return rows.map(({ what }) => finding('unfinished', what));
}

/** Rows of one shop never point at another one's. */
export async function judgeTenants({ machine }: Sim): Promise<Finding[]> {
  const { rows } = await machine.client.query<{ what: string }>(
    `select 'document ' || d.marker as what from public.document d join public.order_sync o on o.id = d.order_sync_id where o.shop_id <> d.shop_id
     union all select 'booking ' || b.id from public.booking b join public.document d on d.id = b.document_id where d.shop_id <> b.shop_id
     union all select 'event ' || e.id from public.event e join public.order_sync o on o.id = e.order_sync_id where o.shop_id <> e.shop_id`,
  );
  return rows.map(({ what }) => finding('leak', `${what} belongs to two shops`));
}

const EMAIL = /[\w.+-]+@[\w-]+\.[\w.]+/;
const SHOPIFY_TOKEN = /shp[a-z]{2,4}_\w+/;

/** No secret and nobody's name or address in a line of the log. */
export function judgeLog({ logged, shops }: Sim): Finding[] {
  const secrets = [...shops.flatMap(({ keys }) => keys), ...buyersWords];
  const tells = (line: string) =>
    EMAIL.test(line) || SHOPIFY_TOKEN.test(line) || secrets.some((secret) => line.includes(secret));
  return logged.filter(tells).map((line) => finding('leak', `the log says ${line.slice(0, 200)}`));
}

/** A run that throws is a bug of ours, whatever was done to it: faults are answers, and the database's are known. */
export const judgeThrows = ({ logged }: Sim): Finding[] =>
  logged
    .filter((line) => line.includes('sync.program_error'))
    .map((line) => finding('wrong', `a run threw: ${line}`));
