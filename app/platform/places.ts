// What every encrypted value is bound to: one that is copied into another row, column or shop does not decrypt.

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

/** Where the fingerprints of a shop's buyers are bound to. */
export const buyerWordPlace = (shopId: string) => `order_sync.buyer_index:${shopId}`;
