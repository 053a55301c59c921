import type { PlannedContact, PlannedDocument } from './documents.ts';
import type { Address, Order } from './order.ts';
import { anonymousName } from './plan/addressDocument.ts';
import { placeOf } from './tax/territories.ts';

// What is left of an order and its documents when the buyer's personal data are deleted: ids, figures, goods, countries,
// and what the tax hangs on. The VAT id and its confirmation stay: they prove why a supply was free of tax, and must be
// kept like the invoice itself (§ 14b UStG, § 147 AO; art. 17 (3) b GDPR).

/** The order without anything that says who the buyer is. */
export function redactOrder(order: Order): Order {
  const names = namesOf(order);
  return {
    ...order,
    tags: order.tags.filter((tag) => scrubNames(tag, names) === tag),
    attributes: [],
    note: null,
    poNumber: null,
    refunds: order.refunds.map((refund) => ({ ...refund, note: null })),
    buyer: { ...order.buyer, firstName: null, lastName: null, email: null, company: null },
    billingAddress: order.billingAddress && redactAddress(order.billingAddress),
    shippingAddress: order.shippingAddress && redactAddress(order.shippingAddress),
  };
}

/** The document without anything that says who the buyer is; `order` is the one it was planned from. */
export function redactPlan(
  plan: PlannedDocument,
  order: Pick<Order, 'name'>,
  names: string[],
): PlannedDocument {
  const { recipient, contact } = plan;
  const known = [...names, recipient.name, recipient.name2 ?? ''];
  return {
    ...plan,
    header: scrubNames(plan.header, known),
    intro: plan.intro && scrubNames(plan.intro, known),
    foot: plan.foot && scrubNames(plan.foot, known),
    recipient: {
      name: anonymousName(plan.language, order.name),
      name2: null,
      street: null,
      zip: null,
      city: null,
      countryCode: recipient.countryCode,
      redacted: true,
    },
    contact: redactContact(contact),
    mailTo: null,
  };
}

/** Found again by its customer number; sevdesk knows the rest. The collective contact of guests says nothing personal. */
const redactContact = (contact: PlannedContact): PlannedContact =>
  contact.address === null && contact.email === null
    ? contact
    : { ...contact, organisation: null, firstName: null, lastName: null, email: null, address: null };

/** Whether an order says anything about who the buyer is. */
export const isPersonal = (order: Order): boolean =>
  JSON.stringify(redactOrder(order)) !== JSON.stringify(order);

/** Everything the buyer is called in an order: what the merchant's own texts may have put in. */
export function namesOf({ buyer, billingAddress, shippingAddress }: Order): string[] {
  const names = [billingAddress, shippingAddress, { ...buyer, name: null }].flatMap((person) => [
    person?.name,
    [person?.firstName, person?.lastName].filter(Boolean).join(' '),
    person?.firstName,
    person?.lastName,
    person?.company,
  ]);
  return [...new Set([...names, buyer.email].filter((name): name is string => Boolean(name?.trim())))];
}

/** A single letter is no name but would blacken every text. */
const SHORTEST = 2;

/** Takes names out of a text, longest first, also as they are written with single blanks. */
export function scrubNames(text: string, names: string[]): string {
  const written = names.flatMap((name) => [name, name.replace(/[<>]/g, '').replace(/\s+/g, ' ').trim()]);
  return [...new Set(written)]
    .filter((name) => name.length >= SHORTEST)
    .sort((a, b) => b.length - a.length)
    .reduce((rest, name) => rest.replaceAll(name, '…'), text);
}

/** The country, and no more of the rest than it takes to lie in the same area of VAT (Büsingen, the Canary Islands, …). */
function redactAddress({ countryCode, provinceCode, zip, city, ...rest }: Address): Address {
  const nothing = Object.fromEntries(Object.keys(rest).map((key) => [key, null])) as {
    [Key in keyof typeof rest]: null;
  };
  const whole = JSON.stringify(placeOf({ countryCode, provinceCode, zip, city }));
  const enough = [
    { zip: null, city: null },
    { zip, city: null },
    { zip, city },
  ].find((part) => JSON.stringify(placeOf({ countryCode, provinceCode, ...part })) === whole)!;
  return { ...nothing, countryCode, provinceCode, ...enough };
}
