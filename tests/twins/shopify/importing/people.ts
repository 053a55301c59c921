import { numericPart, type Ids } from '../store/ids.ts';
import type { Customer, MailingAddress } from '../store/order.ts';
import { countryName } from '../store/people.ts';
import { countryCode, flag, gidOf, object, strings, text, type Loose } from './read.ts';

/** Reads a field under its REST or its GraphQL name. */
const either = (source: Loose, rest: string, graphql: string): string | null =>
  text(source[rest] ?? source[graphql]);

/** An address of either shape; what is missing (no approval for customer data, cut payloads) is null. */
export function readAddress(value: unknown, ids: Ids): MailingAddress | null {
  const source = object(value);
  if (!source || Object.keys(source).length === 0) return null;
  const firstName = either(source, 'first_name', 'firstName');
  const lastName = either(source, 'last_name', 'lastName');
  const code = countryCode(source['country_code'] ?? source['countryCodeV2'] ?? source['countryCode']);
  return {
    id: text(source['id'])?.startsWith('gid://')
      ? text(source['id'])!
      : `${ids.gid('MailingAddress')}?model_name=Address`,
    name: text(source['name']) ?? ([firstName, lastName].filter(Boolean).join(' ') || null),
    firstName,
    lastName,
    company: text(source['company']),
    address1: text(source['address1']),
    address2: text(source['address2']),
    zip: text(source['zip']),
    city: text(source['city']),
    provinceCode: either(source, 'province_code', 'provinceCode'),
    province: text(source['province']),
    countryCodeV2: code,
    country: text(source['country']) ?? countryName(code),
    phone: text(source['phone']),
  };
}

export function readCustomer(value: unknown, ids: Ids, locale: string | null): Customer | null {
  const source = object(value);
  if (!source || Object.keys(source).length === 0) return null;
  const id = gidOf('Customer', source, ids);
  const firstName = either(source, 'first_name', 'firstName');
  const lastName = either(source, 'last_name', 'lastName');
  const email = text(source['email']) ?? text(object(source['defaultEmailAddress'])?.['emailAddress']);
  const phone = text(source['phone']) ?? text(object(source['defaultPhoneNumber'])?.['phoneNumber']);
  const full = [firstName, lastName].filter(Boolean).join(' ').trim();
  return {
    id,
    legacyResourceId: numericPart(id),
    displayName: text(source['displayName']) ?? (full || email || ''),
    firstName,
    lastName,
    email,
    phone,
    locale: text(source['locale']) ?? locale?.slice(0, 2) ?? 'en',
    taxExempt: flag(source['tax_exempt'] ?? source['taxExempt']) ?? false,
    taxExemptions: strings(source['tax_exemptions'] ?? source['taxExemptions']),
    taxSettings: { taxId: text(object(source['taxSettings'])?.['taxId']) },
    defaultEmailAddress: email ? { emailAddress: email } : null,
    defaultPhoneNumber: phone ? { phoneNumber: phone } : null,
  };
}

/** note_attributes, properties, customAttributes: pairs of text. */
export const readAttributes = (entries: Loose[]): { key: string; value: string | null }[] =>
  entries.flatMap((one) => {
    const key = text(one['key'] ?? one['name']);
    return key === null ? [] : [{ key, value: text(one['value']) }];
  });
