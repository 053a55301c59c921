import { isObject, text } from '../body.ts';
import { answer, created, type Call, type Endpoint } from '../call.ts';
import { bookingAccounts } from '../bookingAccounts.ts';
import { allCountries } from '../countries.ts';
import { badRequest, notFound } from '../refusal.ts';
import type { Sequence } from '../sequences.ts';
import { allTaxRules, fitsRegime } from '../taxRules.ts';
import { head, sevClient, type Json } from '../wire/common.ts';
import {
  allCategories,
  allCommunicationWayKeys,
  allPaymentMethods,
  allUnities,
  taxRuleJson,
} from '../wire/lookups.ts';
import { tagJson } from '../wire/people.ts';
import { listAll, listPage } from './lists.ts';

export const bookkeepingSystemVersion: Endpoint = (call) =>
  answer({ version: call.account.definition.version });

/** A hidden user comes first and holds next to nothing, as peerigon saw it in a production account (undocumented.ts). */
export const listUsers: Endpoint = (call) =>
  listAll(call, [
    { ...head(call.account.clientId, 'SevUser', call.account.created), fullname: 'Support', hidden: '1' },
    ...call.account.users.map((user) => ({
      ...head(user.id, 'SevUser', call.account.created),
      firstName: null,
      lastName: null,
      username: user.username,
      status: '100',
      hidden: '0',
      sevClient: sevClient(call.account),
    })),
  ]);

export const listUnities: Endpoint = (call) => listAll(call, allUnities());
export const listCountries: Endpoint = (call) => listAll(call, allCountries());
export const listPaymentMethods: Endpoint = (call) => listAll(call, allPaymentMethods());
export const listCommunicationWayKeys: Endpoint = (call) => listAll(call, allCommunicationWayKeys());
export const listTaxRules: Endpoint = (call) => listAll(call, allTaxRules().map(taxRuleJson));
export const listCategories: Endpoint = (call) => listAll(call, allCategories(call.query.get('objectType')));

/** The next number without taking it; the row of the sequence itself, not a list. */
export const getSequence: Endpoint = (call) => {
  const [objectType, type] = [call.query.get('objectType'), call.query.get('type')];
  const sequence = Object.values(call.account.numbers).find(
    (entry: Sequence) => entry.forObject === objectType && (type === null || entry.type === type),
  );
  if (!sequence) throw badRequest('objectType or type is unknown');
  return answer({
    ...head(sequence.id, 'SevSequence', call.account.created),
    forObject: sequence.forObject,
    format: sequence.format,
    nextSequence: String(sequence.next),
    type: sequence.type,
    sevClient: sevClient(call.account),
  });
};

const rateNames = new Map([
  [0, 'ZERO'],
  [700, 'SEVEN'],
  [1900, 'NINETEEN'],
]);

/** Booking accounts with the rules they allow, by the account's settings (receipt_guidance.json) [MEASURED:rs]. */
const guidance = (call: Call, direction: 'REVENUE' | 'EXPENSE' | null): Json[] =>
  bookingAccounts
    .filter(({ allowedReceiptTypes }) => direction === null || allowedReceiptTypes.includes(direction))
    .map(({ allowedTaxRules, ...account }) => ({
      ...account,
      allowedTaxRules: allowedTaxRules
        .filter(({ id }) => fitsRegime(id, call.account.definition.regime))
        .map(({ rates, ...rule }) => ({ ...rule, taxRates: rates.map((rate) => rateNames.get(rate)) })),
    }));

export const guidanceFor =
  (direction: 'REVENUE' | 'EXPENSE' | null): Endpoint =>
  (call) =>
    answer(guidance(call, direction));

export const guidanceForAccountNumber: Endpoint = (call) => {
  const number = call.query.get('accountNumber');
  if (number === null) throw badRequest('accountNumber is missing');
  return answer(guidance(call, null).filter((row) => row['accountNumber'] === number));
};

export const guidanceForTaxRule: Endpoint = (call) => {
  const wanted = call.query.get('taxRule');
  if (wanted === null) throw badRequest('taxRule is missing');
  const allows = (row: Json) =>
    (row['allowedTaxRules'] as { name: string }[]).some((rule) => rule.name === wanted);
  return answer(guidance(call, null).filter(allows));
};

export const listTags: Endpoint = (call) =>
  listPage(
    call,
    call.account.tags,
    (tag) => call.query.get('name') === null || tag.name === call.query.get('name'),
    (tag) => tagJson(call.account, tag),
  );

/** Tags a document; the tag is made when it does not exist [SPEC]. */
export const createTag: Endpoint = (call) => {
  const name = text(call.body ?? {}, 'name');
  const object = call.body?.['object'];
  if (name === null || !isObject(object)) throw badRequest('name or object is missing');
  const id = Number(object['id']);
  const isInvoice = object['objectName'] === 'Invoice';
  const document = (isInvoice ? call.account.invoices : call.account.creditNotes).get(id);
  if (!document) throw notFound(String(object['objectName']), id);
  call.admit();
  let tag = call.account.tags.find((entry) => entry.name === name);
  if (!tag) {
    tag = { id: call.nextId('Tag'), name, create: call.now };
    call.account.tags.push(tag);
  }
  if (!document.tagIds.includes(tag.id)) document.tagIds.push(tag.id);
  return created({
    ...head(call.nextId('TagRelation'), 'TagRelation', call.now),
    tag: tagJson(call.account, tag),
    object: { id: String(id), objectName: object['objectName'] },
    sevClient: sevClient(call.account),
  });
};
