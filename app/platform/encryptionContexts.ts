// What every encrypted value is bound to, and where all of them lie. A value that is copied into another row, column or
// shop does not decrypt. The catalogue below is what key rotation goes through; a test holds it against the database.

export const shopEmailContext = (shopId: string) => `shop.email:${shopId}`;
export const alertEmailContext = (shopId: string) => `settings.alert_email:${shopId}`;
export const accessTokenContext = (shopId: string) => `session.access_token:${shopId}`;
export const refreshTokenContext = (shopId: string) => `session.refresh_token:${shopId}`;
export const tokenContext = (shopId: string) => `sevdesk_connection.token:${shopId}`;
export const bodyContext = ({ shopDomain, webhookId }: { shopDomain: string; webhookId: string }) =>
  `webhook_delivery.body:${shopDomain}:${webhookId}`;
export const buyerContext = (shopId: string, orderGid: string) => `order_sync.buyer:${shopId}:${orderGid}`;
export const snapshotContext = (shopId: string, orderGid: string) =>
  `order_sync.snapshot:${shopId}:${orderGid}`;
export const evidenceContext = (shopId: string, orderGid: string) =>
  `order_sync.evidence:${shopId}:${orderGid}`;
export const vatContext = (shopId: string, orderGid: string) => `order_sync.vat_check:${shopId}:${orderGid}`;
export const contactContext = (shopId: string, customerNumber: string) =>
  `contact_link.details:${shopId}:${customerNumber}`;
export const planContext = (shopId: string, marker: string) => `document.plan:${shopId}:${marker}`;
export const mailContext = (shopId: string, documentId: string) => `outgoing_mail.to:${shopId}:${documentId}`;
export const exportContext = (shopId: string, reference: string) =>
  `privacy_export.content:${shopId}:${reference}`;
export const subjectContext = (requestId: string) => `privacy_request.subject:${requestId}`;
export const keyCheckContext = (keyId: string) => `key_check.value:${keyId}`;

/** Where the fingerprints of a shop's buyers are bound to. */
export const buyerWordContext = (shopId: string) => `order_sync.buyer_index:${shopId}`;

/** A column of encrypted values. */
export interface EncryptedColumn {
  table: string;
  column: string;
  /** The primary key, with its types. */
  key: { name: string; type: 'uuid' | 'text' | 'bigint' }[];
  /** Further columns that the context is made of. */
  more: string[];
  /** The context of a row's value; columns by their database names. */
  context: (row: Record<string, string>) => string;
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
    context: (row) => shopEmailContext(row['id']!),
  },
  {
    table: 'settings',
    column: 'alert_email_encrypted',
    key: [{ name: 'shop_id', type: 'uuid' }],
    more: [],
    context: (row) => alertEmailContext(row['shop_id']!),
  },
  { ...session, column: 'access_token_encrypted', context: (row) => accessTokenContext(row['shop_id']!) },
  { ...session, column: 'refresh_token_encrypted', context: (row) => refreshTokenContext(row['shop_id']!) },
  {
    table: 'sevdesk_connection',
    column: 'token_encrypted',
    key: [{ name: 'shop_id', type: 'uuid' }],
    more: [],
    context: (row) => tokenContext(row['shop_id']!),
  },
  {
    table: 'webhook_delivery',
    column: 'body_encrypted',
    key: id('bigint'),
    more: ['shop_domain', 'webhook_id'],
    context: (row) => bodyContext({ shopDomain: row['shop_domain']!, webhookId: row['webhook_id']! }),
  },
  { ...order, column: 'buyer_encrypted', context: ofOrder(buyerContext) },
  { ...order, column: 'snapshot_encrypted', context: ofOrder(snapshotContext) },
  { ...order, column: 'evidence_encrypted', context: ofOrder(evidenceContext) },
  { ...order, column: 'vat_check_encrypted', context: ofOrder(vatContext) },
  {
    table: 'contact_link',
    column: 'details_encrypted',
    key: [
      { name: 'shop_id', type: 'uuid' },
      { name: 'account_key', type: 'text' },
      { name: 'customer_number', type: 'text' },
    ],
    more: [],
    context: (row) => contactContext(row['shop_id']!, row['customer_number']!),
  },
  {
    table: 'document',
    column: 'plan_encrypted',
    key: id(),
    more: ['shop_id', 'marker'],
    context: (row) => planContext(row['shop_id']!, row['marker']!),
  },
  {
    table: 'outgoing_mail',
    column: 'to_encrypted',
    key: id(),
    more: ['shop_id', 'document_id'],
    context: (row) => mailContext(row['shop_id']!, row['document_id']!),
  },
  {
    table: 'privacy_export',
    column: 'content_encrypted',
    key: id(),
    more: ['shop_id', 'reference'],
    context: (row) => exportContext(row['shop_id']!, row['reference']!),
  },
  {
    table: 'privacy_request',
    column: 'subject_encrypted',
    key: id(),
    more: [],
    context: (row) => subjectContext(row['id']!),
  },
];

function ofOrder(context: (shopId: string, orderGid: string) => string) {
  return (row: Row) => context(row['shop_id']!, row['order_gid']!);
}
