import type { Account } from '../account.ts';
import type { CommunicationWay, Contact, ContactAddress, Tag } from '../records.ts';
import { flag, head, ref, refOrNull, sevClient, type Json } from './common.ts';

// As recorded: contact, contact_address, communication_way [MEASURED:rs].

export const contactJson = (account: Account, contact: Contact): Json => ({
  ...head(contact.id, 'Contact', contact.create, contact.update),
  name: contact.name,
  status: String(contact.status),
  customerNumber: contact.customerNumber,
  surename: contact.surename,
  familyname: contact.familyname,
  titel: null,
  category: ref(contact.categoryId, 'Category'),
  description: contact.description,
  academicTitle: null,
  gender: null,
  sevClient: sevClient(account),
  name2: contact.name2,
  birthday: null,
  vatNumber: contact.vatNumber,
  bankAccount: null,
  bankNumber: null,
  mandateReference: null,
  defaultCashbackTime: null,
  defaultCashbackPercent: null,
  defaultTimeToPay: null,
  taxNumber: null,
  taxOffice: null,
  exemptVat: flag(contact.exemptVat),
  taxType: null,
  defaultDiscountAmount: null,
  defaultDiscountPercentage: '1',
  buyerReference: contact.buyerReference,
  governmentAgency: '0',
  defaultShowVat: '1',
  ...(contact.parentId === null ? {} : { parent: ref(contact.parentId, 'Contact') }),
});

/** With the whole contact inside. */
export const addressJson = (account: Account, address: ContactAddress): Json => {
  const contact = account.contacts.get(address.contactId);
  return {
    ...head(address.id, 'ContactAddress', address.create),
    contact: contact ? contactJson(account, contact) : null,
    street: address.street,
    zip: address.zip,
    city: address.city,
    country: ref(address.countryId, 'StaticCountry'),
    category: ref(address.categoryId, 'Category'),
    name: address.name,
    sevClient: sevClient(account),
  };
};

export const communicationWayJson = (account: Account, way: CommunicationWay): Json => ({
  ...head(way.id, 'CommunicationWay', way.create),
  contact: refOrNull(way.contactId, 'Contact'),
  type: way.type,
  value: way.value,
  key: ref(way.keyId, 'CommunicationWayKey'),
  main: flag(way.main),
  sevClient: sevClient(account),
});

export const tagJson = (account: Account, tag: Tag): Json => ({
  ...head(tag.id, 'Tag', tag.create),
  name: tag.name,
  sevClient: sevClient(account),
});
