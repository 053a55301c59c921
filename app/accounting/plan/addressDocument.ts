import type { Recipient, TaxRule } from '../documents.ts';
import type { Cents } from '../money.ts';
import type { Address, Order } from '../order.ts';
import { problem, type Problem } from '../problem.ts';
import { shorten } from '../texts/shorten.ts';
import type { Language } from './labels.ts';

/** Up to here an invoice needs neither name nor address of the buyer (§ 33 UStDV). */
const SMALL_AMOUNT = 25_000;

/** Longest name, street and town. sevdesk's limit is not documented; that of a position's name is taken. */
const FIELD_LENGTH = 255;
export const cut = (text: string | null): string | null => text && shorten(text, FIELD_LENGTH);

/** Not for distance sales, intra-community supplies and reverse charge (§ 33 sentence 3 UStDV). */
const ALWAYS_ADDRESSED: readonly TaxRule[] = [3, 5, 18, 21];

const ANONYMOUS: Record<Language, string> = { de: 'Kunde zur Bestellung', en: 'Customer of order' };

/** What stands in the place of a name that is not known. */
export const anonymousName = (language: Language, orderName: string): string =>
  `${ANONYMOUS[language]} ${orderName}`;

/**
 * Who the document is for. Billing address, else the delivery address; a company comes before its person. Name, street
 * and town identify the buyer (§ 31 (2) UStDV); a post code is not demanded, several countries have none.
 */
export function addressDocument(
  order: Order,
  document: { gross: Cents; taxRule: TaxRule; deliveryCountry: string; language: Language },
): Recipient | Problem {
  const address = order.billingAddress ?? order.shippingAddress;
  const company = written(order.buyer.company) ?? written(address?.company);
  const person = personOf(order, address);
  const street = [written(address?.address1), written(address?.address2)]
    .filter((part) => part !== null)
    .join(', ');
  const city = written(address?.city);
  const complete = (company ?? person) !== null && street !== '' && city !== null;
  const needed = document.gross > SMALL_AMOUNT || ALWAYS_ADDRESSED.includes(document.taxRule);
  if (needed && !complete) return problem('order.address_missing', { grossCents: document.gross });
  return {
    name: shorten(company ?? person ?? anonymousName(document.language, order.name), FIELD_LENGTH),
    name2: company ? cut(person) : null,
    street: cut(street || null),
    zip: cut(written(address?.zip)),
    city: cut(city),
    countryCode: address?.countryCode ?? document.deliveryCountry,
  };
}

function personOf({ buyer }: Order, address: Address | null): string | null {
  const inAddress = written(address?.name) ?? joined(address?.firstName, address?.lastName);
  return inAddress ?? joined(buyer.firstName, buyer.lastName);
}

const joined = (first: string | null | undefined, last: string | null | undefined): string | null =>
  written([written(first), written(last)].join(' '));

/** A text that says something; empty and blank ones are none. */
export const written = (text: string | null | undefined): string | null => text?.trim() || null;
