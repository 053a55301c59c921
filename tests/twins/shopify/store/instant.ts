/** A time as Shopify writes it: to the second. Two changes within one second carry the same updatedAt. */
export const instant = (date: Date): string => `${date.toISOString().slice(0, 19)}Z`;
