import type { PlannedContact } from '../accounting/documents.ts';
import { objectRef } from './documentBody.ts';

/** sevdesk's category "Kunde". */
const CUSTOMER = '3';
/** "Rechnungsanschrift" */
const INVOICE_ADDRESS = '47';
/** "Arbeit"; a wrong key is answered with 500. */
const WORK_KEY = '2';

/** A company has a name; a person has a first name (spelled "surename" there) and a family name instead. */
export function contactBody(contact: PlannedContact) {
  const { organisation, firstName, lastName, address } = contact;
  const familyName = lastName ?? (firstName === null ? (address?.name ?? contact.customerNumber) : null);
  return {
    objectName: 'Contact',
    mapAll: true,
    status: 1000,
    category: objectRef(CUSTOMER, 'Category'),
    customerNumber: contact.customerNumber,
    ...(organisation === null ? { surename: firstName, familyname: familyName } : { name: organisation }),
    ...(contact.vatId === null ? {} : { vatNumber: contact.vatId }),
    exemptVat: false,
  };
}

export function addressBody(contactId: string, contact: PlannedContact, countryId: string) {
  const { address } = contact;
  return {
    contact: objectRef(contactId, 'Contact'),
    name: address?.name ?? null,
    street: address?.street ?? null,
    zip: address?.zip ?? null,
    city: address?.city ?? null,
    country: objectRef(countryId, 'StaticCountry'),
    category: objectRef(INVOICE_ADDRESS, 'Category'),
  };
}

export function emailBody(contactId: string, email: string) {
  return {
    contact: objectRef(contactId, 'Contact'),
    type: 'EMAIL',
    value: email,
    key: objectRef(WORK_KEY, 'CommunicationWayKey'),
    main: true,
  };
}

/** Everything about a contact that is personal, to be kept out of messages. */
export const personalValues = ({
  organisation,
  firstName,
  lastName,
  vatId,
  email,
  address,
}: PlannedContact) => [
  organisation,
  firstName,
  lastName,
  vatId,
  email,
  address?.name ?? null,
  address?.name2 ?? null,
  address?.street ?? null,
  address?.city ?? null,
];
