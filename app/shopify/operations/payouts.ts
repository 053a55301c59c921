import { operation } from '../operation.ts';

export const listPayoutsOperation = operation(`# cost: 10
query ListPayouts($after: String) {
  shopifyPaymentsAccount {
    payouts(first: 50, after: $after, sortKey: ISSUED_AT, reverse: true) {
      pageInfo { hasNextPage endCursor }
      nodes { id legacyResourceId issuedAt status externalTraceId net { amount currencyCode } }
    }
  }
}`);

/** A payout with what it is made of. Filters that Shopify does not know return everything: compare each one. */
export const readPayoutOperation = operation(`# cost: 37
query ReadPayout($id: ID!, $query: String!, $after: String) {
  payout: node(id: $id) {
    ... on ShopifyPaymentsPayout {
      id legacyResourceId issuedAt status externalTraceId net { amount currencyCode }
    }
  }
  shopifyPaymentsAccount {
    balanceTransactions(first: 250, after: $after, query: $query, sortKey: PROCESSED_AT) {
      pageInfo { hasNextPage endCursor }
      nodes {
        id type transactionDate test sourceOrderTransactionId adjustmentReason
        amount { amount currencyCode }
        fee { amount currencyCode }
        net { amount currencyCode }
        associatedOrder { id name }
        associatedPayout { id }
      }
    }
  }
}`);
