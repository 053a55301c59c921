import type { PlannedContact, PlanInput, Recipient } from '../documents.ts';
import type { Order } from '../order.ts';
import { cut, written } from './addressDocument.ts';

/**
 * The buyer as a sevdesk contact. Its customer number is derived from Shopify's ids alone, so that every run finds the
 * same contact. Guests get one each, or share a collective contact that carries nothing personal; a buyer with a VAT id
 * always has an own one, because sevdesk takes the id from the contact.
 */
export function planContact({ order, settings, shop }: PlanInput, recipient: Recipient): PlannedContact {
  const { buyer } = order;
  if (!buyer.customerId && settings.guestContact === 'collective' && !buyer.vatId)
    return collective(shop.domain);
  const organisation = written(buyer.company) ?? written(addressOf(order)?.company);
  const firstName = written(buyer.firstName) ?? written(addressOf(order)?.firstName);
  const lastName = written(buyer.lastName) ?? written(addressOf(order)?.lastName);
  return {
    customerNumber: buyer.customerId ? `SH-${buyer.customerId}` : `SH-O${order.id}`,
    organisation: cut(organisation),
    firstName: cut(firstName),
    lastName: cut(lastName ?? (organisation || firstName ? null : recipient.name)),
    vatId: written(buyer.vatId),
    email: written(buyer.email),
    address: recipient,
  };
}

function collective(domain: string): PlannedContact {
  const handle = domain.replace(/\.myshopify\.com$/, '');
  return {
    customerNumber: `SH-GUEST-${handle}`,
    organisation: `Shopify-Gastkunden ${handle}`,
    firstName: null,
    lastName: null,
    vatId: null,
    email: null,
    address: null,
  };
}

const addressOf = (order: Order) => order.billingAddress ?? order.shippingAddress;
