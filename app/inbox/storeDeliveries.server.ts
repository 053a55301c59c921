import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import { enqueueOrdersOf, enqueueReadShopOf } from '../platform/queue/statements.server.ts';
import type { Encryption } from '../platform/encryption.server.ts';
import { log } from '../platform/log.server.ts';
import { bodyContext, subjectContext } from '../platform/encryptionContexts.ts';
import { shopHash, type PrivacyKind } from '../platform/privacyRequest.server.ts';
import { readPrivacySubject } from './privacySubject.ts';
import type { Delivery } from './readDelivery.ts';

/** What became of one delivery: its shop, null when the connector knows none, and whether it was recorded just now. */
export interface Stored {
  repeated: boolean;
  shopId: string | null;
}

// One statement, so that record and job are one transaction in one round trip. Rows and jobs are written in a fixed
// order: two processes with the same orders in hand must not wait for each other. Uninstalled shops are recorded, but
// cause no work. Of a shop that nobody knows nothing is kept: the shop stands in a header that nobody signed, and one
// signed body could fill the table.
const STORE = `
with given as (
  select d.*, shop.id as shop_id from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
    $7::timestamptz[], $8::timestamptz[], string_to_array($9::text, ' '), $10::text[])
    as d(shop_domain, webhook_id, topic, order_gid, event_id, api_version, triggered_at, received_at, body,
      trace_parent)
  join shop on shop.domain = d.shop_domain
), stored as (
  insert into webhook_delivery (shop_domain, webhook_id, shop_id, topic, order_gid, event_id, api_version,
    triggered_at, received_at, body_encrypted, trace_parent)
  select d.shop_domain, d.webhook_id, d.shop_id, d.topic, d.order_gid, d.event_id, d.api_version,
    d.triggered_at, d.received_at, d.body, d.trace_parent
  from given d
  order by d.shop_domain, d.webhook_id
  on conflict (shop_domain, webhook_id) do nothing
  returning shop_domain, webhook_id, shop_id, order_gid
), wanted as (
  select distinct stored.shop_id, stored.order_gid
  from stored join shop on shop.id = stored.shop_id and shop.uninstalled_at is null
  where stored.order_gid is not null
), enqueued as (
  ${enqueueOrdersOf('wanted')}
)
select given.shop_domain, given.webhook_id, given.shop_id::text, stored.webhook_id is not null as fresh
from given left join stored using (shop_domain, webhook_id) cross join enqueued`;

// A delivery that is about the shop itself.
const STORED = `stored as (
  insert into webhook_delivery (shop_domain, webhook_id, shop_id, topic, event_id, api_version,
    triggered_at, received_at, body_encrypted)
  select $1, $2, shop.id, $3, $4, $5, $6::timestamptz, $7::timestamptz, $8 from shop where domain = $1
  on conflict (shop_domain, webhook_id) do nothing
  returning shop_domain, webhook_id, shop_id
)`;

// The same for the end of an installation: it is a hint, too. The shop rests from the moment it is recorded, and keeps its
// tokens: a worker asks Shopify with them, and only Shopify's own 401 ends the installation (privacy/confirmUninstalled).
// A late delivery about an earlier installation changes nothing, nor does one whose signed body is not that of an
// uninstallation of this shop. Who installed again before the delivery came is known by what proves an installation: a
// session token that Shopify issued since (proven_at), or an access token that it granted.
const STORE_UNINSTALLATION = `
with ${STORED}, gone as (
  update shop set uninstalled_at = $7::timestamptz
  from stored
  where shop.id = stored.shop_id and $9::boolean and uninstalled_at is null
    and greatest(installed_at, proven_at) < coalesce($6::timestamptz, $7::timestamptz)
    and not exists (
      select 1 from session granted where granted.shop_id = shop.id and granted.access_token_encrypted <> ''
        and granted.updated_at > coalesce($6::timestamptz, $7::timestamptz))
)
select shop.domain as shop_domain, $2 as webhook_id, shop.id::text as shop_id, stored.webhook_id is not null as fresh
from shop left join stored on stored.shop_id = shop.id where shop.domain = $1`;

// What a shop has granted is asked of Shopify: the body is a hint, like every other.
const STORE_SCOPES = `
with ${STORED}, enqueued as (
  ${enqueueReadShopOf('stored')}
)
select shop.domain as shop_domain, $2 as webhook_id, shop.id::text as shop_id, stored.webhook_id is not null as fresh
from shop left join stored on stored.shop_id = shop.id cross join enqueued where shop.domain = $1`;

// A request for privacy is on record with its delivery, in one commit; a worker answers it. Its body is not kept: it names
// a buyer, and what is needed of it stands in the request, encrypted, until that is answered. The request's id comes from
// what was signed and the day: however often one signed body is sent again, it is one request a day.
const STORE_PRIVACY_REQUEST = `
with known as (
  select id from shop where domain = $1
), stored as (
  insert into webhook_delivery (shop_domain, webhook_id, shop_id, topic, event_id, api_version, triggered_at, received_at)
  select $1, $2, id, $3, $4, $5, $6::timestamptz, $7::timestamptz from known
  on conflict (shop_domain, webhook_id) do nothing
), asked as (
  insert into privacy_request (id, shop_hash, webhook_id, kind, state, subject_encrypted, received_at, run_at)
  values ($8::uuid, $9, $2, $10, $11, $12, $7::timestamptz, $7::timestamptz)
  on conflict do nothing
  returning id
)
select $1 as shop_domain, $2 as webhook_id, (select id from known)::text as shop_id, exists(select 1 from asked) as fresh`;

interface Row {
  shop_domain: string;
  webhook_id: string;
  shop_id: string | null;
  fresh: boolean;
}

export interface DeliveryStore {
  /** Records deliveries and enqueues their orders, all or none. One answer for each, in their order. */
  storeAll(deliveries: Delivery[]): Promise<Stored[]>;
  /** Records that somebody's data are asked for or are to be deleted. */
  storePrivacyRequest(delivery: Delivery, kind: PrivacyKind): Promise<Stored>;
  /** Records that a shop's grants have changed, and that they are to be read again. */
  storeScopes(delivery: Delivery): Promise<Stored>;
  /** Records the uninstallation of a shop and carries it out. */
  storeUninstallation(delivery: Delivery): Promise<Stored>;
}

export function createDeliveryStore(pool: Pool, encryption: Encryption): DeliveryStore {
  const seal = (delivery: Delivery) => encryption.encrypt(delivery.body, bodyContext(delivery));
  const named = ({
    shopDomain,
    webhookId,
    topic,
    eventId,
    apiVersion,
    triggeredAt,
    receivedAt,
  }: Delivery) => [
    ...[shopDomain, webhookId, topic, eventId, apiVersion],
    triggeredAt?.toISOString() ?? null,
    receivedAt.toISOString(),
  ];
  /** A row of webhook_delivery, but for the order. */
  const cellsOf = (delivery: Delivery) => [...named(delivery), seal(delivery)];
  return {
    async storeAll(deliveries) {
      const column = <T>(of: (delivery: Delivery) => T) => deliveries.map(of);
      const values = [
        column((one) => one.shopDomain),
        column((one) => one.webhookId),
        column((one) => one.topic),
        column((one) => one.orderGid),
        column((one) => one.eventId),
        column((one) => one.apiVersion),
        column((one) => one.triggeredAt?.toISOString() ?? null),
        column((one) => one.receivedAt.toISOString()),
        // One text instead of an array: the driver would search every sealed body for quotes to escape.
        column(seal).join(' '),
        // Short, while nothing is traced: unnest fills up with nulls.
        deliveries.some((one) => one.traceparent) ? column((one) => one.traceparent) : [],
      ];
      const { rows } = await pool.query<Row>({ name: 'store-deliveries', text: STORE, values });
      return matchUp(deliveries, rows);
    },
    async storePrivacyRequest(delivery, kind) {
      const { shopDomain, webhookId, topic, receivedAt, body } = delivery;
      const id = requestId(kind, body, receivedAt);
      const subject = readPrivacySubject(kind, body);
      if (!subject) log.error('privacy request unreadable', { deliveryId: webhookId, topic });
      const { rows } = await pool.query<Row>(STORE_PRIVACY_REQUEST, [
        ...named(delivery),
        id,
        shopHash(subject?.domain ?? shopDomain),
        kind,
        subject ? 'open' : 'unreadable',
        // An unreadable one is kept as it came, for somebody to read.
        encryption.encrypt(subject ? JSON.stringify(subject) : body, subjectContext(id)),
      ]);
      return matchUp([delivery], rows)[0]!;
    },
    async storeScopes(delivery) {
      const { rows } = await pool.query<Row>(STORE_SCOPES, cellsOf(delivery));
      return matchUp([delivery], rows)[0]!;
    },
    async storeUninstallation(delivery) {
      const isItsOwn = delivery.uninstalledDomain === delivery.shopDomain;
      const { rows } = await pool.query<Row>(STORE_UNINSTALLATION, [...cellsOf(delivery), isItsOwn]);
      return matchUp([delivery], rows)[0]!;
    },
  };
}

/** The database answers for the shops that it knows; of several alike in one batch the first one counts as new. */
function matchUp(deliveries: Delivery[], rows: Row[]): Stored[] {
  const known = new Map(rows.map((row) => [`${row.shop_domain} ${row.webhook_id}`, { ...row }]));
  return deliveries.map(({ shopDomain, webhookId }) => {
    const row = known.get(`${shopDomain} ${webhookId}`);
    const fresh = row?.fresh ?? false;
    if (row) row.fresh = false;
    return { repeated: !fresh, shopId: row?.shop_id ?? null };
  });
}

/** A uuid that is the same for the same request on the same day. */
function requestId(kind: PrivacyKind, body: string, receivedAt: Date): string {
  const day = receivedAt.toISOString().slice(0, 10);
  const hex = createHash('sha256').update(`${kind} ${day} ${body}`).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
