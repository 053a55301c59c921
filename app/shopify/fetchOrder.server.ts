import { z } from 'zod';
import type { Order, OrderLine, Refund, Sale } from '../accounting/order.ts';
import type { AdminClient } from './adminClient.server.ts';
import { done, refused, unclear, type ShopifyAnswer, type ShopifyFailure } from './answer.ts';
import type { Operation } from './operation.ts';
import {
  readAgreementsOperation,
  readLinesOperation,
  readOrderOperation,
  readRefundOperation,
  readSalesOperation,
} from './operations/orderQuery.ts';
import { agreementPage, orderSchema, type AgreementEdge, type FirstPage } from './parse/orderPage.ts';
import { orderLine, sale } from './parse/parts.ts';
import { refundOfOrder } from './parse/refund.ts';
import { readRefundPages } from './readRefundPages.ts';
import { toOrder } from './parse/toOrder.ts';
import { instant, page, text } from './parse/values.ts';

/** An order that changes while its pages are read is read again, at most this often. */
const TRIES = 3;

/**
 * Reads an order as it stands now, whole: all lines, refunds with their lines, transactions and the sales ledger. One
 * request for an order of up to 20 lines that was neither edited more than once nor refunded.
 *
 * `refused: not_found`: not an order of this shop, or older than the 60 days Shopify shows. `access_denied`: a scope or
 * the approval for personal data is missing. `foreign_currency`: not in
 * euros, and in amounts that are not whole cents. `unreadable`: euros in fractions of a cent, or a shape unknown here.
 */
export type ReadOrder = (
  shopId: string,
  orderGid: string,
  signal?: AbortSignal,
) => Promise<ShopifyAnswer<Order>>;

export function createOrderReader(client: AdminClient): ReadOrder {
  return async (shopId, orderGid, signal) => {
    for (let attempt = 0; attempt < TRIES; attempt++) {
      try {
        return done(await readPages(pagesOf(client, shopId, orderGid, signal)));
      } catch (thrown) {
        if (thrown instanceof Stopped) return thrown.failure;
        if (!(thrown instanceof ChangedMeanwhile)) throw thrown;
      }
    }
    return unclear('server_error', 'the order changes faster than it can be read');
  };
}

/** Carries a failure out of nested paging; never leaves this file. */
class Stopped extends Error {
  readonly failure: ShopifyFailure;
  constructor(failure: ShopifyFailure) {
    super(failure.message);
    this.failure = failure;
  }
}
class ChangedMeanwhile extends Error {}

type Ask = <T>(operation: Operation, variables: Record<string, unknown>, schema: z.ZodType<T>) => Promise<T>;

interface Pages {
  orderGid: string;
  ask: Ask;
}

function pagesOf(client: AdminClient, shopId: string, orderGid: string, signal?: AbortSignal): Pages {
  const ask: Ask = async (operation, variables, schema) => {
    const answer = await client.query(shopId, operation, variables, schema, signal);
    if (answer.kind !== 'done') throw new Stopped(answer);
    return answer.value;
  };
  return { orderGid, ask };
}

const found = <T>(value: T | null): T => {
  if (value === null) throw new Stopped(refused('not_found', 'Shopify does not show this order'));
  return value;
};

async function readPages(pages: Pages): Promise<Order> {
  const first = await readFirst(pages);
  const more = { pages, updatedAt: first.updatedAt };
  const lines = await readLines(more, first);
  const agreements = await readAgreements(more, first);
  const refunds: Refund[] = [];
  for (const refund of first.refunds) refunds.push(await readRefund(more, refund.id));
  return toOrder(first, { lines, agreements, refunds });
}

async function readFirst({ ask, orderGid: id }: Pages): Promise<FirstPage> {
  try {
    return found((await ask(readOrderOperation, { id }, z.object({ order: orderSchema.nullable() }))).order);
  } catch (thrown) {
    if (!(thrown instanceof Stopped && thrown.failure.kind === 'refused')) throw thrown;
    if (thrown.failure.why !== 'unreadable') throw thrown;
    // Amounts with a third decimal are what other currencies have: then it is the currency that is to be told.
    const schema = z.object({ order: z.object({ currencyCode: text }) });
    const { currencyCode } = (await ask(readOrderOperation, { id }, schema)).order;
    throw currencyCode === 'EUR' ? thrown : new Stopped(refused('foreign_currency', currencyCode));
  }
}

/** Further pages of an order that stood at `updatedAt` on the first one. */
interface More {
  pages: Pages;
  updatedAt: string;
}

/** Asks for a further page of the order itself; throws when the order is not the same any more. */
async function askMore<T>(
  { pages, updatedAt }: More,
  operation: Operation,
  variables: object,
  part: z.ZodType<T>,
): Promise<T> {
  const order = z.object({ updatedAt: instant }).and(part);
  const answer = await pages.ask(
    operation,
    { id: pages.orderGid, ...variables },
    z.object({ order: order.nullable() }),
  );
  const same = found(answer.order);
  if (same.updatedAt !== updatedAt) throw new ChangedMeanwhile();
  return same;
}

async function readLines(more: More, { lineItems }: FirstPage): Promise<OrderLine[]> {
  const lines = [...lineItems.nodes];
  for (let at = lineItems.pageInfo; at.hasNextPage;) {
    const next = await askMore(
      more,
      readLinesOperation,
      { after: at.endCursor },
      z.object({ lineItems: page(orderLine) }),
    );
    lines.push(...next.lineItems.nodes);
    at = next.lineItems.pageInfo;
  }
  return lines;
}

async function readAgreements(
  more: More,
  first: FirstPage,
): Promise<{ edge: AgreementEdge; sales: Sale[] }[]> {
  const edges = [...first.agreements.edges];
  for (let at = first.agreements.pageInfo; at.hasNextPage;) {
    const schema = z.object({ agreements: agreementPage });
    const next = await askMore(more, readAgreementsOperation, { after: at.endCursor }, schema);
    edges.push(...next.agreements.edges);
    at = next.agreements.pageInfo;
  }
  const whole: { edge: AgreementEdge; sales: Sale[] }[] = [];
  for (const [index, edge] of edges.entries()) {
    whole.push({ edge, sales: await readSales(more, edge, edges[index - 1]?.cursor ?? null) });
  }
  return whole;
}

/** All sales of one agreement. Shopify gives no direct way to it, so it is found again behind the one before it. */
async function readSales(more: More, { node }: AgreementEdge, before: string | null): Promise<Sale[]> {
  const sales = [...node.sales.nodes];
  const schema = z.object({
    agreements: z.object({ nodes: z.array(z.object({ id: text, sales: page(sale) })) }),
  });
  for (let at = node.sales.pageInfo; at.hasNextPage;) {
    const next = await askMore(more, readSalesOperation, { agreement: before, after: at.endCursor }, schema);
    const again = next.agreements.nodes[0];
    if (again?.id !== node.id) throw new ChangedMeanwhile();
    sales.push(...again.sales.nodes);
    at = again.sales.pageInfo;
  }
  return sales;
}

async function readRefund({ pages, updatedAt }: More, id: string): Promise<Refund> {
  return readRefundPages(async (after) => {
    const schema = z.object({ refund: refundOfOrder.nullable() });
    const refund = found((await pages.ask(readRefundOperation, { id, after }, schema)).refund);
    if (refund.order.updatedAt !== updatedAt) throw new ChangedMeanwhile();
    return refund;
  });
}
