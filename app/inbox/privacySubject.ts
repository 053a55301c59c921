import { z } from 'zod';
import type { PrivacyKind, PrivacySubject } from '../platform/privacyRequest.server.ts';
import { parseShopDomain } from '../shopify/shopDomain.ts';
import { parseExactly } from './findOrderGid.ts';
import type { Topic } from './topics.ts';

const KIND: Partial<Record<Topic, PrivacyKind>> = {
  'customers/data_request': 'data_request',
  'customers/redact': 'redact_customer',
  'shop/redact': 'redact_shop',
};

/** What a topic asks for; null where it is no privacy webhook. */
export const privacyKind = (topic: Topic): PrivacyKind | null => KIND[topic] ?? null;

const id = z.string().regex(/^\d{1,20}$/);
/** Shapes: shopify.dev, privacy law compliance. */
const body = z.object({
  shop_domain: z.string(),
  customer: z.object({ id: id.nullish(), email: z.string().nullish() }).nullish(),
  orders_requested: z.array(id).nullish(),
  orders_to_redact: z.array(id).nullish(),
  data_request: z.object({ id: id.nullish() }).nullish(),
});

/** Each kind of request has words that no other has: the topic stands in a header that nobody signed. */
const FITS: Record<PrivacyKind, (said: z.output<typeof body>) => boolean> = {
  data_request: (said) => said.data_request != null && said.orders_to_redact == null,
  redact_customer: (said) => said.data_request == null && said.orders_requested == null,
  redact_shop: (said) =>
    said.customer == null && said.orders_to_redact == null && said.orders_requested == null,
};

/** Whom the signed body of a privacy webhook is about; null when it does not say, or is one of another kind. */
export function readPrivacySubject(kind: PrivacyKind, text: string): PrivacySubject | null {
  const { data } = body.safeParse(parseExactly(text));
  const domain = parseShopDomain(data?.shop_domain ?? null);
  if (!data || !domain || !FITS[kind](data)) return null;
  const orderIds = [...(data.orders_requested ?? []), ...(data.orders_to_redact ?? [])];
  const customerId = data.customer?.id ?? null;
  const emails = data.customer?.email ? [data.customer.email] : [];
  const says = customerId !== null || emails.length > 0 || orderIds.length > 0;
  if (kind !== 'redact_shop' && !says) return null;
  return { domain, customerId, emails, orderIds, reference: data.data_request?.id ?? null };
}
