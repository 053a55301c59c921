import { numericPart } from '../store/ids.ts';
import type { RequestContext } from './context.ts';
import type { Args, Resolver } from './lookup.ts';
import { paginate, type PageArgs } from './paginate.ts';

// Shopify Payments. Who may see the account stands in the schema: without read_shopify_payments or
// read_shopify_payments_accounts the answer is ACCESS_DENIED, also with read_shopify_payments_payouts alone (recorded:
// shopify-payments-account-access-denied, 2026-07-19).

const account = (_: never, _args: Args, { shop }: RequestContext) => ({
  id: `gid://shopify/ShopifyPaymentsAccount/${numericPart(shop.id)}`,
  activated: true,
  country: shop.country,
  defaultCurrency: shop.currency,
  onboardable: false,
});

const payouts = (_: never, args: Args, { shop }: RequestContext) =>
  paginate([...shop.payouts], args as PageArgs, ({ issuedAt, id }) => [
    Date.parse(issuedAt),
    numericPart(id),
  ]);

/** A filter that is not known here is none: everything comes back. */
function balanceTransactions(_: never, args: Args, { shop }: RequestContext) {
  const { query } = args;
  const wanted = typeof query === 'string' && /payments_transfer_id:"?(\d+)"?/.exec(query)?.[1];
  const found = shop.balance.filter(
    ({ associatedPayout }) => !wanted || numericPart(associatedPayout.id) === wanted,
  );
  return paginate(found, args as PageArgs, ({ transactionDate, id }) => [
    Date.parse(transactionDate),
    numericPart(id),
  ]);
}

export const payments: Record<string, Resolver> = {
  'QueryRoot.shopifyPaymentsAccount': account,
  'ShopifyPaymentsAccount.payouts': payouts,
  'ShopifyPaymentsAccount.balanceTransactions': balanceTransactions,
};
