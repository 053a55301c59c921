/** Requests about buyers' data as the merchant sees them. Nothing personal. */
export interface PrivacyView {
  requests: {
    id: string;
    kind: 'data_request' | 'redact_customer' | 'redact_shop';
    state: 'open' | 'done' | 'kept' | 'unreadable';
    byMerchant: boolean;
    orders: number;
    receivedAt: string;
    doneAt: string | null;
  }[];
  exports: { id: string; reference: string; orders: number; createdAt: string; expiresAt: string }[];
}
