import prisma from '@prisma/client';
import type { AccountKind } from './views.ts';

const { Prisma } = prisma;
export type Sql = ReturnType<typeof Prisma.sql>;

/** Gateways on which Shopify books what a customer has left with the shop. */
export const LIABILITY_GATEWAY: Record<Exclude<AccountKind, 'clearing'>, string> = {
  gift_cards: 'gift_card',
  store_credit: 'shopify_store_credit',
};

/** By how much movement `m` raises (or, negative, lowers) what the shop owes. */
export const owedBy: Record<Exclude<AccountKind, 'clearing'>, Sql> = {
  gift_cards: Prisma.sql`(m.gift_cards_cents - case when m.gateway = 'gift_card' then m.amount_cents else 0 end)`,
  store_credit: Prisma.sql`(case when m.gateway = 'shopify_store_credit' then -m.amount_cents else 0 end)`,
};

/** Movements `m` of gift cards or store credit, in the words of the index that holds only those. */
export const isLiability = Prisma.sql`(m.gift_cards_cents <> 0 or m.gateway in ('gift_card', 'shopify_store_credit'))`;

/** By how much booking `b` raises (or, negative, lowers) its account. */
export const bookedCents = Prisma.sql`case when b.received then b.amount_cents else -b.amount_cents end`;

/** A booking `b` stands on its account: sevdesk has it, and on no other one. */
export const stands = Prisma.sql`b.state = 'booked' and not b.elsewhere`;
