import { z } from 'zod';
import { parseCents, parseRate, ZERO } from '../../accounting/money.ts';

// Shopify's values as the domain's. Amounts are decimal strings and become cents; one with a fraction of a cent (a
// currency with three decimals, a rounding of Shopify's own) is not guessed at: the whole answer is unreadable then.

const cents = z.string().transform((text, context) => {
  const parsed = parseCents(text);
  if (parsed !== null) return parsed;
  context.addIssue({ code: 'custom', message: 'an amount that is not in whole cents' });
  return z.NEVER;
});

/** A MoneyBag, in the shop's currency. */
export const amount = z
  .object({ shopMoney: z.object({ amount: cents }) })
  .transform((bag) => bag.shopMoney.amount);
/** The same, with what it is in the buyer's currency. */
export const amountWithPresentment = z
  .object({ shopMoney: z.object({ amount: cents }), presentmentMoney: z.object({ amount: z.string() }) })
  .transform((bag) => ({ shop: bag.shopMoney.amount, presentment: bag.presentmentMoney.amount }));
export const amountOrZero = amount.nullable().transform((value) => value ?? ZERO);

export const rate = z
  .number()
  .nullable()
  .transform((fraction) => (fraction === null ? null : parseRate(fraction)));

export const text = z.string();
/** Blank is as good as nothing. */
export const textOrNull = z
  .string()
  .nullable()
  .transform((value) => value?.trim() || null);
export const instant = z.iso.datetime({ offset: true });
export const count = z.int().min(0);
export const flag = z.boolean();

/** An enum of Shopify's in lower case; what the connector does not know becomes `fallback`. */
export const word = <const Known extends string>(known: readonly Known[], fallback: NoInfer<Known>) =>
  z
    .string()
    .nullable()
    .transform((value) => known.find((one) => one === value?.toLowerCase()) ?? fallback);

export const pageInfo = z.object({ hasNextPage: flag, endCursor: z.string().nullable().optional() });

/** A connection of which everything must be on the one page that was asked for. */
export const whole = <T>(node: z.ZodType<T>) =>
  z.object({ pageInfo: z.object({ hasNextPage: flag }), nodes: z.array(node) }).transform((page, context) => {
    if (!page.pageInfo.hasNextPage) return page.nodes;
    context.addIssue({ code: 'custom', message: 'more than one page' });
    return z.NEVER;
  });

/** A list that Shopify cuts at `first` without saying so. */
export const list = <T>(node: z.ZodType<T>, first: number) => z.array(node).max(first - 1);

export const page = <T>(node: z.ZodType<T>) => z.object({ pageInfo, nodes: z.array(node) });
