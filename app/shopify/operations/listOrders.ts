import { operation } from '../operation.ts';

/** One page of what changed, oldest change first; just enough to see whether an order differs from what was booked. */
export const listOrdersOperation = operation(`# cost: 29
query ListOrders($query: String!, $after: String) {
  orders(first: 100, after: $after, query: $query, sortKey: UPDATED_AT) {
    pageInfo { hasNextPage endCursor }
    nodes {
      id name test createdAt processedAt updatedAt cancelledAt edited displayFinancialStatus fullyPaid
      currentTotalPriceSet { shopMoney { amount } }
      totalRefundedSet { shopMoney { amount } }
      refunds(first: 100) { id }
      transactions(first: 100) { kind status createdAt processedAt }
    }
  }
}`);

/** Which gateways the newest orders were paid through. */
export const listGatewaysOperation = operation(`# cost: 20
query ListGateways($query: String!, $after: String) {
  orders(first: 100, after: $after, query: $query, sortKey: CREATED_AT, reverse: true) {
    pageInfo { hasNextPage endCursor }
    nodes { transactions(first: 10) { kind status gateway formattedGateway manualPaymentGateway } }
  }
}`);

/** What the newest orders hold, as far as it tells what is sold without shipping. */
export const listUnshippedOperation = operation(`# cost: 79
query ListUnshipped($query: String!, $after: String, $products: Boolean!) {
  orders(first: 50, after: $after, query: $query, sortKey: CREATED_AT, reverse: true) {
    pageInfo { hasNextPage endCursor }
    nodes {
      lineItems(first: 10) {
        nodes {
          name quantity requiresShipping isGiftCard vendor
          product @include(if: $products) { productType tags }
        }
      }
    }
  }
}`);

/** How many orders two searches find. */
export const countOrdersOperation = operation(`# cost: 2
query CountOrders($any: String!, $each: String!) {
  any: ordersCount(query: $any, limit: null) { count }
  each: ordersCount(query: $each, limit: null) { count }
}`);
