import { z } from 'zod';
import { berlinDay } from '../accounting/day.ts';
import type { Day } from '../accounting/documents.ts';
import { parseCents, type Cents } from '../accounting/money.ts';
import type { AdminClient } from './adminClient.server.ts';
import { done, refused, type ShopifyAnswer } from './answer.ts';
import { listPayoutsOperation, readPayoutOperation } from './operations/payouts.ts';
import { flag, instant, page, pageInfo, text, textOrNull, word } from './parse/values.ts';

const STATUSES = ['scheduled', 'in_transit', 'paid', 'failed', 'canceled', 'unknown'] as const;

/** A payout of Shopify Payments; amounts in its own currency, which is not always the shop's. */
export interface Payout {
  gid: string;
  /** Numeric, as text. */
  id: string;
  day: Day;
  status: (typeof STATUSES)[number];
  /** Negative where Shopify takes money from the bank. */
  net: Cents;
  currency: string;
  /** By which the bank's statement names it. */
  traceId: string | null;
}

/** A movement on Shopify's balance. Amounts are in the currency of the payout. */
export interface BalanceTransaction {
  gid: string;
  /** Shopify's own word for what it is, e.g. CHARGE. */
  type: string;
  /** Before the fee. Money that leaves the balance is negative. */
  amount: Cents;
  /** Taken off the amount; negative where one is given back. */
  fee: Cents;
  net: Cents;
  currency: string;
  day: Day;
  test: boolean;
  /** The payment or refund of an order behind it; null where there is none. */
  transactionGid: string | null;
  orderName: string | null;
  /** Shopify's words for an adjustment. */
  reason: string | null;
}

/**
 * Needs read_shopify_payments_accounts and read_shopify_payments_payouts: `refused: access_denied` without. Null where the
 * shop has no Shopify Payments.
 */
export interface PayoutReader {
  /** The newest first, 50 on a page. */
  list(
    shopId: string,
    after: string | null,
    signal?: AbortSignal,
  ): Promise<ShopifyAnswer<{ payouts: Payout[]; next: string | null } | null>>;
  /** A payout with all its transactions; `refused: not_found` where the shop has no such payout. */
  read(
    shopId: string,
    id: string,
    signal?: AbortSignal,
  ): Promise<ShopifyAnswer<{ payout: Payout; transactions: BalanceTransaction[] }>>;
}

const money = z
  .object({ amount: text, currencyCode: text })
  .transform(({ amount, currencyCode }, context) => {
    const size = parseCents(amount);
    if (size !== null) return { size, currency: currencyCode };
    context.addIssue({ code: 'custom', message: 'an amount that is not in whole cents' });
    return z.NEVER;
  });

const payout = z
  .object({
    id: text,
    legacyResourceId: text,
    issuedAt: instant,
    status: word(STATUSES, 'unknown'),
    externalTraceId: textOrNull,
    net: money,
  })
  .transform(({ id, legacyResourceId, issuedAt, status, externalTraceId, net }): Payout => ({
    gid: id,
    id: legacyResourceId,
    day: berlinDay(issuedAt),
    status,
    net: net.size,
    currency: net.currency,
    traceId: externalTraceId,
  }));

const transaction = z
  .object({
    id: text,
    type: text,
    transactionDate: instant,
    test: flag,
    sourceOrderTransactionId: z.union([text, z.int()]).nullable(),
    adjustmentReason: textOrNull,
    amount: money,
    fee: money,
    net: money,
    associatedOrder: z.object({ name: text }).nullable(),
    associatedPayout: z.object({ id: text.nullable() }).nullable(),
  })
  .transform((one, context) => {
    const { amount, fee, net } = one;
    if (fee.currency !== amount.currency || net.currency !== amount.currency)
      context.addIssue({ code: 'custom', message: 'a movement in several currencies' });
    const source = one.sourceOrderTransactionId;
    return {
      payoutGid: one.associatedPayout?.id ?? null,
      transaction: {
        gid: one.id,
        type: one.type,
        amount: amount.size,
        fee: fee.size,
        net: net.size,
        currency: amount.currency,
        day: berlinDay(one.transactionDate),
        test: one.test,
        transactionGid: source === null ? null : `gid://shopify/OrderTransaction/${source}`,
        orderName: one.associatedOrder?.name ?? null,
        reason: one.adjustmentReason,
      } satisfies BalanceTransaction,
    };
  });

const listed = z.object({ shopifyPaymentsAccount: z.object({ payouts: page(payout) }).nullable() });
const read = z.object({
  // What is no payout of this shop comes as null, or as a node without fields.
  payout: payout.nullable().catch(null),
  shopifyPaymentsAccount: z
    .object({ balanceTransactions: z.object({ pageInfo, nodes: z.array(transaction) }) })
    .nullable(),
});

/** 250 movements on each: a payout of a whole week of a large shop. */
const MOST_PAGES = 40;

export function createPayoutReader(client: AdminClient): PayoutReader {
  return {
    async list(shopId, after, signal) {
      const answer = await client.query(shopId, listPayoutsOperation, { after }, listed, signal);
      if (answer.kind !== 'done') return answer;
      const account = answer.value.shopifyPaymentsAccount;
      if (!account) return done(null);
      const { nodes, pageInfo: info } = account.payouts;
      return done({ payouts: nodes, next: info.hasNextPage ? (info.endCursor ?? null) : null });
    },
    async read(shopId, id, signal) {
      const gid = `gid://shopify/ShopifyPaymentsPayout/${id}`;
      const transactions: BalanceTransaction[] = [];
      let after: string | null = null;
      for (let pages = 0; pages < MOST_PAGES; pages++) {
        const variables = { id: gid, query: `payments_transfer_id:${id}`, after };
        const answer: ShopifyAnswer<z.output<typeof read>> = await client.query(
          shopId,
          readPayoutOperation,
          variables,
          read,
          signal,
        );
        if (answer.kind !== 'done') return answer;
        const found: z.output<typeof read> = answer.value;
        if (!found.payout || !found.shopifyPaymentsAccount) return refused('not_found', 'no such payout');
        const {
          nodes,
          pageInfo: info,
        }: { nodes: z.output<typeof transaction>[]; pageInfo: z.output<typeof pageInfo> } =
          found.shopifyPaymentsAccount.balanceTransactions;
        transactions.push(
          ...nodes.filter(({ payoutGid }) => payoutGid === gid).map((one) => one.transaction),
        );
        if (!info.hasNextPage) return done({ payout: found.payout, transactions });
        after = info.endCursor ?? null;
      }
      return refused('unreadable', 'more movements than a payout has');
    },
  };
}
