import { describe, expect, it } from 'vitest';
import { readPrivacySubject } from './privacySubject.ts';

const body = (more: object | string) =>
  typeof more === 'string'
    ? more
    : JSON.stringify({ shop_id: 1, shop_domain: 'Demo.myshopify.com', ...more });

describe('a privacy webhook', () => {
  it('names shop, customer and orders; ids beyond 2^53 are read as they are written', () => {
    const text = body(
      '{"shop_domain":"demo.myshopify.com","customer":{"id":820982911946154508,"email":"a@b.de","phone":"1"},"orders_to_redact":[820982911946154507,1]}',
    );
    expect(readPrivacySubject('redact_customer', text)).toEqual({
      domain: 'demo.myshopify.com',
      customerId: '820982911946154508',
      emails: ['a@b.de'],
      orderIds: ['820982911946154507', '1'],
      reference: null,
    });
  });

  it('of a request for data has a number of its own', () => {
    const text = body({ customer: { id: 1 }, orders_requested: [2], data_request: { id: 9999 } });
    expect(readPrivacySubject('data_request', text)).toMatchObject({ reference: '9999', orderIds: ['2'] });
  });

  it('about a guest has no customer, and about a shop neither', () => {
    expect(
      readPrivacySubject('redact_customer', body({ customer: null, orders_to_redact: [2] })),
    ).not.toBeNull();
    expect(readPrivacySubject('redact_shop', body({}))).toMatchObject({ domain: 'demo.myshopify.com' });
  });

  it.each([
    ['names no shop', { shop_domain: 'evil.example', customer: { id: 1 } }],
    ['names nobody', {}],
    ['is of another shape', { customer: 'Erika' }],
    ['has ids that are none', { orders_to_redact: ['1; drop'] }],
  ])('is not understood when it %s', (_, more) => {
    expect(readPrivacySubject('redact_customer', body(more))).toBeNull();
  });
});

it.each([
  ['data_request', { customer: { id: 1 }, orders_to_redact: [2] }],
  ['data_request', { customer: { id: 1 } }],
  ['redact_customer', { customer: { id: 1 }, orders_requested: [2], data_request: { id: 3 } }],
  ['redact_customer', { customer: { id: 1 }, data_request: { id: 3 } }],
  ['redact_shop', { customer: { id: 1 }, orders_to_redact: [] }],
  ['redact_shop', { customer: { id: 1 }, orders_requested: [], data_request: { id: 3 } }],
] as const)('is no %s when it was signed as another kind: %j', (kind, said) => {
  expect(readPrivacySubject(kind, body(said))).toBeNull();
});

it('says of nobody in particular what is nested too deep to be read', () => {
  const deep = `{"shop_domain":"demo.myshopify.com","x":${'['.repeat(50_000)}${']'.repeat(50_000)}}`;
  expect(readPrivacySubject('redact_shop', deep)).toBeNull();
});
