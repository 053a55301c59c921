// What every encrypted value is bound to, and where all of them lie. A value that is copied into another row, column or
// shop does not decrypt. The catalogue below is what key rotation goes through; a test holds it against the database.

export const shopEmailPlace = (shopId: string) => `shop.email:${shopId}`;
export const alertEmailPlace = (shopId: string) => `settings.alert_email:${shopId}`;
export const accessTokenPlace = (shopId: string) => `session.access_token:${shopId}`;
export const refreshTokenPlace = (shopId: string) => `session.refresh_token:${shopId}`;
export const tokenPlace = (shopId: string) => `sevdesk_connection.token:${shopId}`;
export const bodyPlace = ({ shopDomain, webhookId }: { shopDomain: string; webhookId: string }) =>
  `webhook_delivery.body:${shopDomain}:${webhookId}`;
export const buyerPlace = (shopId: string, orderGid: string) => `order_sync.buyer:${shopId}:${orderGid}`;
export const snapshotPlace = (shopId: string, orderGid: string) =>
  `order_sync.snapshot:${shopId}:${orderGid}`;
export const evidencePlace = (shopId: string, orderGid: string) =>
  `order_sync.evidence:${shopId}:${orderGid}`;
export const vatPlace = (shopId: string, orderGid: string) => `order_sync.vat_check:${shopId}:${orderGid}`;
export const contactPlace = (shopId: string, customerNumber: string) =>
  `contact_link.details:${shopId}:${customerNumber}`;
export const planPlace = (shopId: string, marker: string) => `document.plan:${shopId}:${marker}`;
export const mailPlace = (shopId: string, documentId: string) => `outgoing_mail.to:${shopId}:${documentId}`;
export const exportPlace = (shopId: string, reference: string) =>
  `privacy_export.content:${shopId}:${reference}`;
export const subjectPlace = (requestId: string) => `privacy_request.subject:${requestId}`;
export const keyCheckPlace = (keyId: string) => `key_check.value:${keyId}`;

/** Where the fingerprints of a shop's buyers are bound to. */
export const buyerWordPlace = (shopId: string) => `order_sync.buyer_index:${shopId}`;

/** A column of encrypted values. */
export interface EncryptedColumn {
  table: string;
  column: string;
  /** The primary key, with its types. */
  key: { name: string; type: 'uuid' | 'text' | 'bigint' }[];
  /** Further columns that the place is made of. */
  more: string[];
  /** The place of a row's value; columns by their database names. */
  place: (row: Record<string, string>) => string;
}

const id = (type: 'uuid' | 'text' | 'bigint' = 'uuid') => [{ name: 'id', type }];
const order = { table: 'order_sync', key: id(), more: ['shop_id', 'order_gid'] };
const session = { table: 'session', key: id('text'), more: ['shop_id'] };
type Row = Record<string, string>;

export const encryptedColumns: EncryptedColumn[] = [
  {
    table: 'shop',
    column: 'email_encrypted',
    key: id(),
    more: [],
    place: (row) => shopEmailPlace(row['id']!),
  },
  {
    table: 'settings',
    column: 'alert_email_encrypted',
    key: [{ name: 'shop_id', type: 'uuid' }],
    more: [],
    place: (row) => alertEmailPlace(row['shop_id']!),
  },
  { ...session, column: 'access_token_encrypted', place: (row) => accessTokenPlace(row['shop_id']!) },
  { ...session, column: 'refresh_token_encrypted', place: (row) => refreshTokenPlace(row['shop_id']!) },
  {
    table: 'sevdesk_connection',
    column: 'token_encrypted',
    key: [{ name: 'shop_id', type: 'uuid' }],
    more: [],
    place: (row) => tokenPlace(row['shop_id']!),
  },
  {
    table: 'webhook_delivery',
    column: 'body_encrypted',
    key: id('bigint'),
    more: ['shop_domain', 'webhook_id'],
    place: (row) => bodyPlace({ shopDomain: row['shop_domain']!, webhookId: row['webhook_id']! }),
  },
  { ...order, column: 'buyer_encrypted', place: ofOrder(buyerPlace) },
  { ...order, column: 'snapshot_encrypted', place: ofOrder(snapshotPlace) },
  { ...order, column: 'evidence_encrypted', place: ofOrder(evidencePlace) },
  { ...order, column: 'vat_check_encrypted', place: ofOrder(vatPlace) },
  {
    table: 'contact_link',
    column: 'details_encrypted',
    key: [
      { name: 'shop_id', type: 'uuid' },
      { name: 'account_key', type: 'text' },
      { name: 'customer_number', type: 'text' },
    ],
    more: [],
    place: (row) => contactPlace(row['shop_id']!, row['customer_number']!),
  },
  {
    table: 'document',
    column: 'plan_encrypted',
    key: id(),
    more: ['shop_id', 'marker'],
    place: (row) => planPlace(row['shop_id']!, row['marker']!),
  },
  {
    table: 'outgoing_mail',
    column: 'to_encrypted',
    key: id(),
    more: ['shop_id', 'document_id'],
    place: (row) => mailPlace(row['shop_id']!, row['document_id']!),
  },
  {
    table: 'privacy_export',
    column: 'content_encrypted',
    key: id(),
    more: ['shop_id', 'reference'],
    place: (row) => exportPlace(row['shop_id']!, row['reference']!),
  },
  {
    table: 'privacy_request',
    column: 'subject_encrypted',
    key: id(),
    more: [],
    place: (row) => subjectPlace(row['id']!),
  },
];

function ofOrder(place: (shopId: string, orderGid: string) => string) {
  return (row: Row) => place(row['shop_id']!, row['order_gid']!);
}
