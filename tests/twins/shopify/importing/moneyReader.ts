import { bag, compare, isZero, share, type Currencies } from '../store/money.ts';
import type { MoneyBag } from '../store/order.ts';
import { amount, object, text, type Loose } from './read.ts';

/** A MoneyBag of the GraphQL shape; a missing buyer's side follows from the order's rate. */
export function readBag(value: unknown, currencies: Currencies): MoneyBag | null {
  const shop = object(object(value)?.['shopMoney']);
  const paid = amount(shop?.['amount']);
  if (!shop || paid === null) return null;
  const presentment = object(object(value)?.['presentmentMoney']);
  return named(bag(currencies, paid, amount(presentment?.['amount']) ?? undefined), [
    text(shop['currencyCode']),
    text(presentment?.['currencyCode']),
  ]);
}

/** Keeps the currencies a payload names, even when they are not the order's. */
const named = (one: MoneyBag, [shop, presentment]: (string | null | undefined)[]): MoneyBag => ({
  shopMoney: { ...one.shopMoney, currencyCode: shop ?? one.shopMoney.currencyCode },
  presentmentMoney: {
    ...one.presentmentMoney,
    currencyCode: presentment ?? one.presentmentMoney.currencyCode,
  },
});

/**
 * Money of the REST shape: `name` beside `name_set`. The plain amount is in the shop's currency and wins where the set
 * speaks of another currency.
 */
export function readSet(source: Loose, name: string, currencies: Currencies): MoneyBag | null {
  const plain = amount(source[name]);
  const key = `${name}_set`;
  const given = object(source[key]);
  // One published payload wraps each set under its own name.
  const set = object(given?.[key]) ?? given;
  const shop = object(set?.['shop_money']);
  const presentment = object(set?.['presentment_money']);
  const shopAmount = amount(shop?.['amount']);
  const fits = shop?.['currency_code'] === currencies.shop;
  if (shopAmount === null || (!fits && plain !== null)) return plain === null ? null : bag(currencies, plain);
  const buyerFits = presentment?.['currency_code'] === currencies.presentment;
  const buyers = fits && !buyerFits ? undefined : (amount(presentment?.['amount']) ?? undefined);
  const read = bag(currencies, shopAmount, buyers);
  return fits ? read : named(read, [text(shop?.['currency_code']), text(presentment?.['currency_code'])]);
}

/** The two currencies of an order, and their rate by its total. */
export function currenciesOfTotals(shop: string, presentment: string, total: MoneyBag | null): Currencies {
  const sold = Number(total?.shopMoney.amount ?? 0);
  const seen = Number(total?.presentmentMoney.amount ?? 0);
  return { shop, presentment, rate: shop === presentment || sold === 0 ? 1 : seen / sold };
}

/**
 * A transaction's money: Shopify gives it in the buyer's currency. Where the same amount stands elsewhere in the order
 * (`known`), the shop's side is taken from there, else converted.
 */
export function fromBuyersAmount(
  given: string,
  currency: string | null,
  known: MoneyBag[],
  currencies: Currencies,
): MoneyBag {
  if (currencies.shop === currencies.presentment) return bag(currencies, given);
  if (currency === currencies.shop) return bag(currencies, given);
  const same = known.find((one) => compare(one.presentmentMoney.amount, given) === 0 && !isZero(given));
  if (same) return same;
  const inverse = currencies.rate === 0 ? '0' : convertBack(given, currencies.rate);
  return bag(currencies, inverse, given);
}

const convertBack = (given: string, rate: number): string =>
  share(given, 1_000_000n, BigInt(Math.round(rate * 1_000_000)));
