import type { SqlQuery } from '@prisma/driver-adapter-utils';
import type { PlannedDocument } from '../../../app/accounting/documents.ts';
import type { Answer } from '../../../app/sevdesk/answer.ts';
import type { DocumentState, SevdeskClient } from '../../../app/sevdesk/client.ts';
import type { SimPorts } from './ports.ts';
import type { FaultKind } from './faultPlan.ts';

// "It bites": the product's protections, each of which can be taken away at the simulation's edge, so that the simulation
// can prove that it would notice. Nothing in app/ knows of it.

/** One protection taken away, for one schedule. */
export interface Removal {
  /** Changes a statement on its way. */
  rewrite?(query: SqlQuery): SqlQuery;
  ports?(ports: SimPorts): SimPorts;
  /** Done to the empty database before, and undone after. */
  schema?: { remove: string; restore: string }[];
  /** Sends a statement of the inbox as several. */
  inbox?(text: string, send: SendStatement): Promise<unknown>;
}

type SendStatement = (text: string, values?: unknown[]) => Promise<{ rows: unknown[] }>;

export const protections = [
  'look-up',
  'read-back',
  'unique-key',
  'lease',
  'fencing-token',
  'state-before-write',
  'enqueue-in-transaction',
  'patience',
  'free-number',
  'last-check',
  'database-clock',
] as const;
export type Protection = (typeof protections)[number];

/** What each protection is there for: the faults by which its absence shows soonest; null: any mix of faults. */
export const faultsFor: Record<Protection, readonly FaultKind[] | null> = {
  'look-up': ['timeout_after', 'reset_mid_body', 'server_error_after', 'truncated', 'crash_request_sent'],
  'read-back': ['other_sums'],
  'unique-key': ['webhook_doubled', 'sync_again'],
  lease: [
    'slow_request',
    'slow_answer',
    'late_effect',
    'list_lag',
    'deploy',
    'webhook_doubled',
    'webhook_delayed',
    'webhook_new_id',
    'sync_again',
  ],
  'fencing-token': [
    'process_freeze',
    'slow_statement',
    'webhook_doubled',
    'webhook_delayed',
    'webhook_new_id',
    'sync_again',
  ],
  'state-before-write': ['crash_request_sent', 'crash_after_answer'],
  'enqueue-in-transaction': [
    'crash_before_statement',
    'crash_after_statement',
    'cut_before_statement',
    'cut_after_statement',
  ],
  patience: ['late_effect'],
  'free-number': ['server_error_after', 'server_error_before', 'number_taken'],
  'last-check': ['process_freeze', 'webhook_doubled', 'webhook_delayed', 'webhook_new_id', 'sync_again'],
  'database-clock': ['clock_far', 'crash_again', 'deploy'],
};

export function takeAway(protection: Protection): Removal {
  switch (protection) {
    case 'look-up':
      return withClient((client) => ({
        ...client,
        findByMarker: () => Promise.resolve({ kind: 'done', value: [] }),
        newestOfContact: () => Promise.resolve({ kind: 'done', value: [] }),
      }));
    case 'read-back':
      return withClient(believeSums(new Map()));
    case 'unique-key':
      return { schema: uniqueKeys.map(asSchema) };
    case 'lease':
      return {
        rewrite: replacing(
          /\(o\.lease_until is null or o\.lease_until <= (\S+::timestamp with time zone)\)\s+and \(select/,
          '(o.lease_until <= $1 or true) and (select',
        ),
      };
    case 'fencing-token':
      return { rewrite: anyFence };
    case 'state-before-write':
      return { rewrite: forgetRequests };
    case 'enqueue-in-transaction':
      return { inbox: storeThenEnqueue };
    case 'patience':
      return { rewrite: requestedLongAgo };
    case 'free-number':
      return withClient(believeNumbers);
    case 'last-check':
      return {
        ports: (ports) => ({
          ...ports,
          openSevdesk: ({ mayLeave: _unasked, ...access }) => ports.openSevdesk(access),
        }),
      };
    case 'database-clock':
      return { ports: (ports) => ({ ...ports, clock: { ...ports.clock, set: () => Promise.resolve() } }) };
  }
}

const withClient = (change: (client: SevdeskClient) => SevdeskClient): Removal => ({
  ports: (ports) => ({ ...ports, openSevdesk: (access) => change(ports.openSevdesk(access)) }),
});

/** Whatever sevdesk made of a document, its sums are taken for those that were asked for. */
function believeSums(wanted: Map<string, PlannedDocument>): (client: SevdeskClient) => SevdeskClient {
  const believe = (seen: DocumentState): DocumentState => {
    const plan = wanted.get(seen.id);
    return plan ? { ...seen, gross: plan.gross, tax: plan.tax } : seen;
  };
  const one = (answer: Answer<DocumentState>) =>
    answer.kind === 'done' ? { ...answer, value: believe(answer.value) } : answer;
  return (client) => ({
    ...client,
    async saveDraft(document, refs) {
      const answer = await client.saveDraft(document, refs);
      if (answer.kind === 'done') wanted.set(answer.value.id, document);
      return one(answer);
    },
    get: async (kind, id) => one(await client.get(kind, id)),
    finalise: async (kind, id) => one(await client.finalise(kind, id)),
    async findByMarker(kind, marker) {
      const answer = await client.findByMarker(kind, marker);
      return answer.kind === 'done' ? { ...answer, value: answer.value.map(believe) } : answer;
    },
  });
}

const uniqueKeys = [
  {
    name: 'document_shop_id_order_gid_kind_source_gid_key',
    on: 'document (shop_id, order_gid, kind, source_gid)',
  },
  { name: 'document_shop_id_marker_key', on: 'document (shop_id, marker)' },
  { name: 'booking_document_id_transaction_gid_key', on: 'booking (document_id, transaction_gid)' },
  { name: 'outgoing_mail_document_id_key', on: 'outgoing_mail (document_id)' },
];
const asSchema = ({ name, on }: (typeof uniqueKeys)[number]) => ({
  remove: `drop index public.${name}`,
  restore: `create unique index ${name} on public.${on}`,
});

const replacing =
  (pattern: RegExp, replacement: string) =>
  (query: SqlQuery): SqlQuery => ({ ...query, sql: query.sql.replace(pattern, replacement) });

/** Owner and token may be anybody's. */
const anyFence = replacing(
  /lease_owner = (\$\d+::text)\s+and (o\.)?fence = (\$\d+)::bigint/g,
  '(lease_owner = $1 or true) and ($2fence = $3::bigint or true)',
);

const REQUESTS = new Set<unknown>([
  'write_requested',
  'finalise_requested',
  'requested',
  'discard_requested',
]);

/** The rows of one ledger table that a statement changes, and what becomes of them here. */
function changing(query: SqlQuery, change: (set: Record<string, unknown>) => object | null): SqlQuery {
  if (!query.sql.includes('document_changed as')) return query;
  const changed = (value: unknown) => {
    if (typeof value !== 'string' || !value.startsWith('[{"id"')) return value;
    const rows = JSON.parse(value) as { id: string; set: Record<string, unknown> }[];
    return JSON.stringify(
      rows.flatMap(({ id, set }) => {
        const kept = change(set);
        return kept ? [{ id, set: kept }] : [];
      }),
    );
  };
  return { ...query, args: query.args.map(changed) };
}

/** That something is about to be asked of sevdesk is not written down. */
const forgetRequests = (query: SqlQuery): SqlQuery =>
  changing(query, (set) => (REQUESTS.has(set['state']) ? null : set));

const HOUR_MS = 3_600_000;
const hourAgo = (at: unknown) =>
  typeof at === 'string' ? new Date(Date.parse(at) - HOUR_MS).toISOString() : at;

/** Whatever was sent counts as sent so long ago that nothing can come of it any more. */
const requestedLongAgo = (query: SqlQuery): SqlQuery =>
  replacing(
    /requested_at = (\$\d+::timestamp with time zone)/g,
    "requested_at = $1 - interval '1 hour'",
  )(
    changing(query, (set) =>
      'requested_at' in set ? { ...set, requested_at: hourAgo(set['requested_at']) } : set,
    ),
  );

/** A draft's number is taken for free as long as the draft stands. */
function believeNumbers(client: SevdeskClient): SevdeskClient {
  let drafted: string | null = null;
  const remember = ({ kind, status, number }: DocumentState) => {
    if (kind === 'credit_note' && status === 'draft') drafted = number;
  };
  return {
    ...client,
    async findByMarker(kind, marker) {
      const answer = await client.findByMarker(kind, marker);
      if (answer.kind === 'done') answer.value.forEach(remember);
      return answer;
    },
    async saveDraft(document, refs) {
      const answer = await client.saveDraft(document, refs);
      if (answer.kind === 'done') remember(answer.value);
      return answer;
    },
    async nextCreditNoteNumber() {
      const believed = drafted;
      drafted = null;
      return believed === null ? client.nextCreditNoteNumber() : { kind: 'done', value: believed };
    },
  };
}

const ENQUEUE = `
select graphile_worker.add_job('sync_order', json_build_object('shopId', d.shop_id, 'orderGid', d.order_gid),
  job_key := 'order:' || d.shop_id || ':' || d.order_gid)
from public.webhook_delivery d join public.shop on shop.id = d.shop_id and shop.uninstalled_at is null
where d.webhook_id = any($1) and d.order_gid is not null`;

const WANTED = 'where stored.order_gid is not null';

/** A delivery is stored first, and its job is put into the queue afterwards: once, as one that is repeated gets none. */
async function storeThenEnqueue(text: string, send: SendStatement): Promise<unknown> {
  if (!text.includes(WANTED)) return send(text);
  const stored = await send(text.replace(WANTED, `${WANTED} and false`));
  const fresh = (stored.rows as { webhook_id: string; fresh: boolean }[]).filter((row) => row.fresh);
  await send(ENQUEUE, [fresh.map(({ webhook_id }) => webhook_id)]);
  return stored;
}
