/**
 * A condition on a time, as Shopify's search reads it. Always quoted: unquoted the time is split at its colons, read in the
 * shop's zone, and the rest is taken for another field (recorded: fulfillment-order-mixed-catalog-lifecycle). Whole
 * seconds, as Shopify keeps these times: from a fraction on, the orders of that second would be left out.
 */
export const searchTime = (field: 'created' | 'updated' | 'processed', is: '>=' | '<', at: Date): string =>
  `${field}_at:${is}'${at.toISOString().slice(0, 19)}Z'`;
