import { refId, text, truth } from '../body.ts';
import { created, type Endpoint } from '../call.ts';
import { isCountry } from '../countries.ts';
import type { CommunicationWay, ContactAddress } from '../records.ts';
import { badRequest, notFound, serverFault } from '../refusal.ts';
import { isCategory, isCommunicationWayKey } from '../wire/lookups.ts';
import { addressJson, communicationWayJson } from '../wire/people.ts';
import { findContact } from './contacts.ts';
import { listPage, refFilter } from './lists.ts';

// Addresses and e-mail addresses: each a request of its own, none of them part of creating a contact.

export const listAddresses: Endpoint = (call) => {
  const contactId = refFilter(call.query, 'contact', 'Contact');
  const matches = (address: ContactAddress) => contactId === null || address.contactId === contactId;
  return listPage(call, call.account.addresses, matches, (address) => addressJson(call.account, address));
};

export const createAddress: Endpoint = (call) => {
  const body = call.body ?? {};
  const contactId = refId(body, 'contact', 'Contact');
  const countryId = refId(body, 'country', 'StaticCountry');
  if (contactId === null || countryId === null) throw badRequest('contact or country is missing');
  findContact(call, contactId);
  if (!isCountry(countryId)) throw notFound('StaticCountry', countryId);
  const categoryId = refId(body, 'category', 'Category') ?? 47;
  if (!isCategory(categoryId, 'ContactAddress')) throw notFound('Category', categoryId);
  call.admit();
  const address: ContactAddress = {
    id: call.nextId('ContactAddress'),
    contactId,
    street: text(body, 'street'),
    zip: text(body, 'zip'),
    city: text(body, 'city'),
    countryId,
    categoryId,
    name: text(body, 'name'),
    create: call.now,
  };
  call.account.addresses.push(address);
  return created(addressJson(call.account, address));
};

export const listCommunicationWays: Endpoint = (call) => {
  const { query } = call;
  const contactId = refFilter(query, 'contact', 'Contact');
  const [type, value, main] = ['type', 'value', 'main'].map((name) => query.get(name));
  // Contact, type and main together sometimes find nothing although it is there [MEASURED:nerd].
  const blind = contactId !== null && type !== null && main !== null;
  const matches = (way: CommunicationWay) =>
    !blind &&
    (contactId === null || way.contactId === contactId) &&
    (type === null || way.type === type) &&
    (value === null || way.value === value);
  return listPage(call, call.account.ways, matches, (way) => communicationWayJson(call.account, way));
};

/** A wrong or missing key is a 500 (facts 3.1). */
export const createCommunicationWay: Endpoint = (call) => {
  const body = call.body ?? {};
  const keyId = refId(body, 'key', 'CommunicationWayKey');
  if (keyId === null || !isCommunicationWayKey(keyId)) throw serverFault('CommunicationWayKey not found');
  const [type, value] = [text(body, 'type'), text(body, 'value')];
  if (type === null || !['EMAIL', 'PHONE', 'WEB', 'MOBILE'].includes(type) || value === null)
    throw badRequest('type or value is missing');
  const contactId = refId(body, 'contact', 'Contact');
  if (contactId !== null) findContact(call, contactId);
  call.admit();
  const way: CommunicationWay = {
    id: call.nextId('CommunicationWay'),
    contactId,
    type,
    value,
    keyId,
    main: truth(body['main']) ?? false,
    create: call.now,
  };
  call.account.ways.push(way);
  return created(communicationWayJson(call.account, way));
};
