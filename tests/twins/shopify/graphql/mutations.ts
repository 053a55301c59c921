import { createHash } from 'node:crypto';
import { GraphQLError } from 'graphql';
import { instant } from '../store/instant.ts';
import type { Metafield, Order } from '../store/order.ts';
import type { RequestContext } from './context.ts';
import { findOrder, resolveNamespace, type Resolver } from './lookup.ts';

interface MetafieldInput {
  ownerId: string;
  namespace?: string | null;
  key: string;
  type?: string | null;
  value: string;
  compareDigest?: string | null;
}

interface UserError {
  field: string[] | null;
  message: string;
  code?: string;
  elementIndex?: number | null;
}

const digest = (value: string): string => createHash('sha256').update(value).digest('hex');

/** Sets up to 25 metafields, all or none; with compareDigest only if nobody changed them meanwhile. */
function metafieldsSet(context: RequestContext, inputs: MetafieldInput[]) {
  const userErrors = inputs.flatMap((input, index) => metafieldErrors(context, input, index));
  if (inputs.length > 25) {
    userErrors.push({
      field: ['metafields'],
      message: 'Exceeded the maximum metafields input limit of 25.',
      code: 'LESS_THAN_OR_EQUAL_TO',
      elementIndex: null,
    });
  }
  if (userErrors.length > 0) return { metafields: [], userErrors };
  const metafields = inputs.map((input) => writeMetafield(context, input));
  for (const ownerId of new Set(inputs.map((input) => input.ownerId))) {
    context.changed(findOrder(context, ownerId)!, 'metafield');
  }
  return { metafields, userErrors: [] };
}

const existing = (context: RequestContext, order: Order, input: MetafieldInput): Metafield | undefined => {
  const namespace = resolveNamespace(input.namespace, context.apiKey);
  return order.metafields.find((one) => one.namespace === namespace && one.key === input.key);
};

function metafieldErrors(context: RequestContext, input: MetafieldInput, elementIndex: number): UserError[] {
  const at = (field: string) => ['metafields', String(elementIndex), field];
  const order = findOrder(context, input.ownerId);
  if (!order) {
    return [{ field: at('ownerId'), message: 'Owner does not exist.', code: 'INVALID', elementIndex }];
  }
  if (input.value.trim() === '') {
    return [{ field: at('value'), message: "Value can't be blank.", code: 'BLANK', elementIndex }];
  }
  if (input.compareDigest === undefined) return [];
  const current = existing(context, order, input)?.compareDigest ?? null;
  if (current === input.compareDigest) return [];
  const message =
    'The resource has been updated since it was loaded. Try again with an updated `compareDigest` value.';
  return [{ field: at('compareDigest'), message, code: 'STALE_OBJECT', elementIndex }];
}

function writeMetafield(context: RequestContext, input: MetafieldInput): Metafield {
  const order = findOrder(context, input.ownerId)!;
  const now = instant(context.now);
  const before = existing(context, order, input);
  const written: Metafield = {
    id: before?.id ?? context.ids.gid('Metafield'),
    namespace: resolveNamespace(input.namespace, context.apiKey),
    key: input.key,
    type: input.type ?? before?.type ?? 'single_line_text_field',
    value: input.value,
    compareDigest: digest(input.value),
    createdAt: before?.createdAt ?? now,
    updatedAt: now,
  };
  order.metafields = [...order.metafields.filter((one) => one !== before), written];
  return written;
}

function changeTags(context: RequestContext, id: unknown, change: (tags: string[]) => string[]) {
  const order = findOrder(context, id);
  if (!order) return { node: null, userErrors: [{ field: ['id'], message: 'Resource does not exist.' }] };
  const tags = change(order.tags);
  if (tags.join() !== order.tags.join()) {
    order.tags = tags;
    context.changed(order, 'tag');
  }
  return { node: { __typename: 'Order', ...order }, userErrors: [] };
}

/** Recorded: Shopify's own invoice mail goes out for unpaid orders with an address; nothing is attached to it. */
function orderInvoiceSend(context: RequestContext, id: unknown, email: { to?: string | null } | undefined) {
  const order = findOrder(context, id);
  if (!order)
    return { order: null, userErrors: [{ field: ['id'], message: 'Order does not exist', code: null }] };
  if (email?.to ?? order.email) return { order, userErrors: [] };
  const message = 'No recipient email address was provided';
  return { order, userErrors: [{ field: null, message, code: 'ORDER_INVOICE_SEND_UNSUCCESSFUL' }] };
}

export const mutations: Record<string, Resolver> = {
  'Mutation.metafieldsSet': (_, args, context) =>
    metafieldsSet(context, args['metafields'] as MetafieldInput[]),
  'Mutation.tagsAdd': (_, args, context) =>
    changeTags(context, args['id'], (tags) => [...new Set([...tags, ...(args['tags'] as string[])])].sort()),
  'Mutation.tagsRemove': (_, args, context) =>
    changeTags(context, args['id'], (tags) =>
      tags.filter((tag) => !(args['tags'] as string[]).includes(tag)),
    ),
  'Mutation.orderInvoiceSend': (_, args, context) =>
    orderInvoiceSend(context, args['id'], args['email'] as { to?: string | null } | undefined),
  'Mutation.flowTriggerReceive': () => ({ userErrors: [] }),
  // Bulk operations must be switched on per app by Shopify since November 2026; here they are not.
  'Mutation.bulkOperationRunQuery': () => {
    throw new GraphQLError('Access denied for bulkOperationRunQuery field.', {
      extensions: { code: 'ACCESS_DENIED' },
    });
  },
};
