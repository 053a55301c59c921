import { demandMapping, integer, refId, text, truth } from '../body.ts';
import { answer, created, deleted, single, type Call, type Endpoint } from '../call.ts';
import type { Contact } from '../records.ts';
import { notFound, serverFault, unprocessable } from '../refusal.ts';
import { peekNumber, takeNumber } from '../sequences.ts';
import type { Json } from '../wire/common.ts';
import { isCategory } from '../wire/lookups.ts';
import { contactJson } from '../wire/people.ts';
import { listPage, refFilter, touchedWithin } from './lists.ts';

export function findContact(call: Call, id: number): Contact {
  const contact = call.account.contacts.get(id);
  if (!contact) throw notFound('Contact', id);
  return contact;
}

const isOrganisation = (contact: Contact) => contact.name !== null;

/** Without depth=1 only organisations come back [SPEC]; customerNumber is exact [MEASURED:rs]. */
export const listContacts: Endpoint = (call) => {
  const { query, account } = call;
  const withPeople = query.get('depth') === '1';
  const number = query.get('customerNumber');
  const name = query.get('name')?.toLowerCase();
  const categoryId = refFilter(query, 'category', 'Category');
  const parentId = refFilter(query, 'parent', 'Contact');
  const touched = touchedWithin(query);
  const rows =
    number !== null && !call.filtersIgnored
      ? (account.contactsByNumber.get(number) ?? [])
      : account.contacts.values();
  const matches = (contact: Contact) =>
    (number === null || contact.customerNumber === number) &&
    (name === undefined || fullName(contact).includes(name)) &&
    (categoryId === null || contact.categoryId === categoryId) &&
    (parentId === null || contact.parentId === parentId) &&
    livesAt(call, contact) &&
    touched(contact);
  const shown = withPeople ? rows : [...rows].filter(isOrganisation);
  return listPage(call, shown, matches, (contact) => contactJson(account, contact));
};

const fullName = (contact: Contact) =>
  [contact.name, contact.surename, contact.familyname].filter(Boolean).join(' ').toLowerCase();

function livesAt(call: Call, contact: Contact): boolean {
  const [city, zip] = [call.query.get('city'), call.query.get('zip')];
  if (city === null && zip === null) return true;
  return call.account.addresses.some(
    (address) =>
      address.contactId === contact.id &&
      (city === null || address.city === city) &&
      (zip === null || address.zip === zip),
  );
}

export const getContact: Endpoint = (call) =>
  single(contactJson(call.account, findContact(call, Number(call.params['id']))));

/** Two contacts may carry the same number: nothing here saves a client that does not look first. */
export const createContact: Endpoint = (call) => {
  const body = call.body ?? {};
  demandMapping(body, 'Contact');
  const fields = readContact(body);
  if (fields.name === null && fields.surename === null && fields.familyname === null)
    throw unprocessable('A contact needs a name');
  call.admit();
  const customerNumber = text(body, 'customerNumber') ?? takeNumber(call.account.numbers.contact, call.now);
  const contact: Contact = {
    id: call.nextId('Contact'),
    ...fields,
    customerNumber,
    create: call.now,
    update: call.now,
  };
  call.account.addContact(contact);
  call.made(contact.id);
  return created(contactJson(call.account, contact));
};

function readContact(body: Json): Omit<Contact, 'id' | 'customerNumber' | 'create' | 'update'> {
  const categoryId = refId(body, 'category', 'Category');
  if (categoryId === null || !isCategory(categoryId, 'Contact')) throw unprocessable('category is missing');
  return {
    name: text(body, 'name'),
    surename: text(body, 'surename'),
    familyname: text(body, 'familyname'),
    categoryId,
    status: integer(body, 'status') ?? 100,
    vatNumber: text(body, 'vatNumber'),
    description: text(body, 'description'),
    buyerReference: text(body, 'buyerReference'),
    exemptVat: truth(body['exemptVat']) ?? false,
    name2: text(body, 'name2'),
    parentId: refId(body, 'parent', 'Contact'),
  };
}

/** Changes only what is sent. */
export const updateContact: Endpoint = (call) => {
  const contact = findContact(call, Number(call.params['id']));
  const body = call.body ?? {};
  const fields = [
    'name',
    'surename',
    'familyname',
    'vatNumber',
    'description',
    'buyerReference',
    'customerNumber',
  ];
  call.admit();
  const changes = Object.fromEntries(
    fields.filter((name) => name in body).map((name) => [name, text(body, name)]),
  );
  call.account.changeContact(contact, { ...changes, update: call.now });
  return answer(contactJson(call.account, contact));
};

export const deleteContact: Endpoint = (call) => {
  const contact = findContact(call, Number(call.params['id']));
  if ([...call.account.invoices.ofContact(contact.id)].length > 0)
    throw unprocessable('A contact with documents can not be deleted');
  call.admit();
  call.account.removeContact(contact);
  return deleted();
};

export const getNextCustomerNumber: Endpoint = (call) =>
  answer(peekNumber(call.account.numbers.contact, call.now));

/** Answers 500 without its parameter (facts 3.1). */
export const checkCustomerNumberAvailability: Endpoint = (call) => {
  const number = call.query.get('customerNumber');
  if (number === null) throw serverFault('customerNumber is missing');
  return answer(!call.account.contactsByNumber.has(number));
};
