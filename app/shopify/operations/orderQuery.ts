import { operation } from '../operation.ts';
import { lineFragments, orderFragments, refundFragments, saleFragments } from './fragments.ts';

/** A plain order in one request: its lines and the sales ledger come along, as far as the first pages reach. */
export const readOrderOperation = operation(`# cost: 93
query ReadOrder($id: ID!, $products: Boolean!) {
  order(id: $id) {
    id legacyResourceId name createdAt processedAt updatedAt cancelledAt cancelReason test edited
    sourceName tags note poNumber email customerLocale
    customAttributes { key value }
    currencyCode presentmentCurrencyCode taxesIncluded taxExempt estimatedTaxes dutiesIncluded
    displayFinancialStatus fullyPaid paymentGatewayNames
    totalPriceSet { shopMoney { amount } presentmentMoney { amount } }
    originalTotalPriceSet { ...Amount }
    currentTotalPriceSet { ...Amount }
    totalTaxSet { ...Amount }
    currentTotalTaxSet { ...Amount }
    totalShippingPriceSet { ...Amount }
    totalDiscountsSet { ...Amount }
    totalTipReceivedSet { ...Amount }
    originalTotalDutiesSet { ...Amount }
    originalTotalAdditionalFeesSet { ...Amount }
    totalReceivedSet { ...Amount }
    totalRefundedSet { ...Amount }
    totalOutstandingSet { ...Amount }
    totalCashRoundingAdjustment { paymentSet { ...Amount } refundSet { ...Amount } }
    taxLines { ...Tax }
    additionalFees { id name price { ...Amount } taxLines { ...Tax } }
    billingAddress { ...Place }
    shippingAddress { ...Place }
    customer {
      id legacyResourceId firstName lastName taxExempt taxExemptions
      taxSettings { taxId }
      defaultEmailAddress { emailAddress }
    }
    purchasingEntity {
      ... on PurchasingCompany {
        company { name }
        location { taxSettings { taxRegistrationId taxExempt taxExemptions } }
      }
    }
    merchantBusinessEntity { id displayName primary address { countryCode } }
    lineItems(first: 20) { pageInfo { hasNextPage endCursor } nodes { ...Line } }
    shippingLines(first: 10, includeRemovals: true) {
      pageInfo { hasNextPage }
      nodes {
        id title deliveryCategory isRemoved
        originalPriceSet { ...Amount }
        discountedPriceSet { ...Amount }
        taxLines { ...Tax }
      }
    }
    transactions(first: 100) { ...Payment fees { amount { amount currencyCode } taxAmount { amount currencyCode } } }
    refunds(first: 100) { id }
    fulfillments(first: 50) { createdAt status }
    agreements(first: 2) {
      pageInfo { hasNextPage endCursor }
      edges {
        cursor
        node {
          __typename id happenedAt
          ... on RefundAgreement { refund { id } }
          sales(first: 33) { pageInfo { hasNextPage endCursor } nodes { ...Entry } }
        }
      }
    }
  }
}${orderFragments}`);

export const readLinesOperation = operation(`# cost: 69
query ReadOrderLines($id: ID!, $after: String, $products: Boolean!) {
  order(id: $id) {
    updatedAt
    lineItems(first: 250, after: $after) { pageInfo { hasNextPage endCursor } nodes { ...Line } }
  }
}${lineFragments}`);

export const readAgreementsOperation = operation(`# cost: 115
query ReadOrderAgreements($id: ID!, $after: String) {
  order(id: $id) {
    updatedAt
    agreements(first: 10, after: $after) {
      pageInfo { hasNextPage endCursor }
      edges {
        cursor
        node {
          __typename id happenedAt
          ... on RefundAgreement { refund { id } }
          sales(first: 33) { pageInfo { hasNextPage endCursor } nodes { ...Entry } }
        }
      }
    }
  }
}${saleFragments}`);

/** More sales of one agreement: the one that follows the cursor `agreement`. */
export const readSalesOperation = operation(`# cost: 50
query ReadAgreementSales($id: ID!, $agreement: String, $after: String) {
  order(id: $id) {
    updatedAt
    agreements(first: 1, after: $agreement) {
      nodes { id sales(first: 250, after: $after) { pageInfo { hasNextPage endCursor } nodes { ...Entry } } }
    }
  }
}${saleFragments}`);

const refundContent = `
    id createdAt processedAt note
    totalRefundedSet { ...Amount }
    duties { amountSet { ...Amount } originalDuty { id } }
    refundLineItems(first: 100, after: $after) {
      pageInfo { hasNextPage endCursor }
      nodes {
        id quantity restockType
        subtotalSet { ...Amount }
        totalTaxSet { ...Amount }
        lineItem { id }
      }
    }
    refundShippingLines(first: 10) {
      pageInfo { hasNextPage }
      nodes { id subtotalAmountSet { ...Amount } taxAmountSet { ...Amount } shippingLine { id } }
    }
    orderAdjustments(first: 20) {
      pageInfo { hasNextPage }
      nodes { id reason amountSet { ...Amount } taxAmountSet { ...Amount } }
    }
    transactions(first: 20) { pageInfo { hasNextPage } nodes { ...Payment } }`;

export const readRefundOperation = operation(`# cost: 48
query ReadRefund($id: ID!, $after: String) {
  refund(id: $id) {${refundContent}
    order { updatedAt }
  }
}${refundFragments}`);

/** The refund of an order that Shopify may not show any more: nothing is asked about the order. */
export const readLoneRefundOperation = operation(`# cost: 47
query ReadLoneRefund($id: ID!, $after: String) {
  refund(id: $id) {${refundContent}
  }
}${refundFragments}`);

/** A payment of such an order. */
export const readLonePaymentOperation = operation(`# cost: 1
query ReadLonePayment($id: ID!) {
  node(id: $id) { ...Payment }
}${refundFragments}`);
