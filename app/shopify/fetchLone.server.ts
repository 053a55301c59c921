import { z } from 'zod';
import type { Refund, Transaction } from '../accounting/order.ts';
import type { AdminClient } from './adminClient.server.ts';
import { done, refused, type ShopifyAnswer, type ShopifyFailure } from './answer.ts';
import { readLonePaymentOperation, readLoneRefundOperation } from './operations/orderQuery.ts';
import { transaction } from './parse/parts.ts';
import { refundSchema } from './parse/refund.ts';
import { readRefundPages } from './readRefundPages.ts';

/**
 * Reads a refund or a payment by its own id, where Shopify no longer shows the order: older than 60 days, and the app has
 * no `read_all_orders`. Whether Shopify still shows these is not documented (schema 2026-10, QueryRoot.refund and
 * QueryRoot.node name the same scope as for the order): `refused: not_found` is as good an answer as the thing itself.
 */
export interface LoneReader {
  refund(shopId: string, gid: string, signal?: AbortSignal): Promise<ShopifyAnswer<Refund>>;
  payment(shopId: string, gid: string, signal?: AbortSignal): Promise<ShopifyAnswer<Transaction>>;
}

const NOT_SHOWN = refused('not_found', 'Shopify does not show it');

class Failed extends Error {
  readonly failure: ShopifyFailure;
  constructor(failure: ShopifyFailure) {
    super(failure.message);
    this.failure = failure;
  }
}

export function createLoneReader(client: AdminClient): LoneReader {
  return {
    async refund(shopId, gid, signal) {
      const schema = z.object({ refund: refundSchema.nullable() });
      try {
        const refund = await readRefundPages(async (after) => {
          const answer = await client.query(
            shopId,
            readLoneRefundOperation,
            { id: gid, after },
            schema,
            signal,
          );
          if (answer.kind !== 'done') throw new Failed(answer);
          if (answer.value.refund === null) throw new Failed(NOT_SHOWN);
          return answer.value.refund;
        });
        return done(refund);
      } catch (thrown) {
        if (thrown instanceof Failed) return thrown.failure;
        throw thrown;
      }
    },
    async payment(shopId, gid, signal) {
      const schema = z.object({ node: transaction.nullable() });
      const answer = await client.query(shopId, readLonePaymentOperation, { id: gid }, schema, signal);
      if (answer.kind !== 'done') return answer;
      return answer.value.node ? done(answer.value.node) : NOT_SHOWN;
    },
  };
}
