import type { AddressSpec, CompanySpec, OrderSpec } from './specs.ts';
import { gid, numericPart, type Ids } from './ids.ts';
import type { Customer, MailingAddress } from './order.ts';

const countryNames = new Intl.DisplayNames('en', { type: 'region' });

export function countryName(code: string | null): string | null {
  return code && /^[A-Z]{2}$/.test(code) ? (countryNames.of(code) ?? null) : null;
}

const fullName = (first: string | null, last: string | null): string | null =>
  [first, last].filter(Boolean).join(' ').trim() || null;

const sample = {
  firstName: 'Erika',
  lastName: 'Mustermann',
  company: null,
  address1: 'Musterallee 1',
  address2: null,
  zip: '22299',
  city: 'Hamburg',
  provinceCode: null,
  province: null,
  countryCode: 'DE',
  phone: null,
};

/** An address; what `spec` leaves out is a sample from Hamburg. */
export function mailingAddress(ids: Ids, spec: AddressSpec): MailingAddress {
  const { countryCode, ...rest } = { ...sample, ...spec };
  return {
    id: `${ids.gid('MailingAddress')}?model_name=Address`,
    name: fullName(rest.firstName, rest.lastName),
    ...rest,
    countryCodeV2: countryCode,
    country: countryName(countryCode),
  };
}

export function customerOf(ids: Ids, spec: NonNullable<OrderSpec['customer']>, locale: string): Customer {
  const id = spec.id ? gid('Customer', numericPart(spec.id)) : ids.gid('Customer');
  const firstName = spec.firstName === undefined ? sample.firstName : spec.firstName;
  const lastName = spec.lastName === undefined ? sample.lastName : spec.lastName;
  const email = spec.email === undefined ? 'erika.mustermann@example.com' : spec.email;
  const phone = spec.phone ?? null;
  return {
    id,
    legacyResourceId: numericPart(id),
    displayName: fullName(firstName, lastName) ?? email ?? '',
    firstName,
    lastName,
    email,
    phone,
    locale,
    taxExempt: spec.taxExempt ?? false,
    taxExemptions: spec.taxExemptions ?? [],
    taxSettings: { taxId: spec.taxId ?? null },
    defaultEmailAddress: email ? { emailAddress: email } : null,
    defaultPhoneNumber: phone ? { phoneNumber: phone } : null,
  };
}

/** The company side of a B2B order. */
export function purchasingCompany(ids: Ids, spec: CompanySpec, contactTitle: string | null) {
  const address = { ...sample, ...spec.address };
  return {
    __typename: 'PurchasingCompany' as const,
    company: { id: ids.gid('Company'), name: spec.name, externalId: spec.externalId ?? null },
    contact: { id: ids.gid('CompanyContact'), title: contactTitle },
    location: {
      id: ids.gid('CompanyLocation'),
      name: spec.name,
      externalId: null,
      billingAddress: {
        id: ids.gid('CompanyAddress'),
        companyName: spec.name,
        recipient: fullName(address.firstName, address.lastName),
        firstName: address.firstName,
        lastName: address.lastName,
        address1: address.address1,
        address2: address.address2,
        zip: address.zip,
        city: address.city,
        zoneCode: address.provinceCode,
        countryCode: address.countryCode,
        phone: address.phone,
      },
      taxSettings: {
        taxRegistrationId: spec.taxRegistrationId ?? null,
        taxExempt: spec.taxExempt ?? false,
        taxExemptions: spec.taxExemptions ?? [],
      },
    },
  };
}
