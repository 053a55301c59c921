import { describe, expect, it } from 'vitest';
import { DEFAULT_TOKEN } from '@twins/sevdesk';
import { useTwins } from '@twins/sevdesk/testing';
import { useAnswering } from '../../tests/support/answering.ts';
import { someContact, someInvoice, someRefs } from '../../tests/support/sevdesk.ts';
import { createSevdeskClient } from './createClient.server.ts';

// What others recorded of sevdesk (../shared/data/sevdesk-recorded-2), played by the twin and read by the client.

const start = useTwins();
const answering = useAnswering();
const connect = (baseUrl: string, token = DEFAULT_TOKEN) =>
  createSevdeskClient({ baseUrl, token, pace: async () => undefined, timeoutMs: 2000 });

describe('reported_getpdf_wrong_encoding', () => {
  it('reads a PDF whose Content-Encoding is not true', async () => {
    const twin = await start({ tenants: [{ name: 'demo', pdfAs: 'raw', pdfEncoding: 'wrong' }] });
    const client = connect(twin.apiUrl);
    const lookups = await client.lookups();
    if (lookups.kind !== 'done') throw new Error('no look-ups');
    const contact = await client.createContact(someContact());
    if (contact.kind !== 'done') throw new Error('no contact');
    const draft = await client.saveDraft(someInvoice(), someRefs(lookups.value, contact.value.id));
    if (draft.kind !== 'done') throw new Error('no draft');
    await client.finalise('invoice', draft.value.id);
    const pdf = await client.pdf('invoice', draft.value.id);
    expect(pdf).toMatchObject({ kind: 'done' });
  });
});

describe('error_401_wrong_token', () => {
  it('is a matter of the key, in the words of an envelope of its own', async () => {
    const twin = await start();
    expect(await connect(twin.apiUrl, 'f'.repeat(32)).lookups()).toMatchObject({
      kind: 'refused',
      why: 'key',
      status: 401,
      message: 'Authentication required',
    });
  });

  it('is no success either where it comes inside of HTTP 200', async () => {
    const bare = { status: 422, message: 'Invoice can not be deleted' };
    const client = connect(await answering(200, bare));
    const refused = { kind: 'refused', why: 'invalid', status: 422, message: bare.message };
    expect(await client.deleteDraft('invoice', '1')).toMatchObject(refused);
  });
});

describe('a hidden SevUser with next to nothing', () => {
  it('is not made the contact person, and does not keep an account from being connected', async () => {
    const twin = await start();
    const lookups = await connect(twin.apiUrl).lookups();
    expect(lookups).toMatchObject({ kind: 'done' });
    const shown = await fetch(`${twin.apiUrl}/SevUser`, { headers: { authorization: DEFAULT_TOKEN } });
    const { objects } = (await shown.json()) as { objects: { id: string; hidden: string }[] };
    expect(objects[0]).toMatchObject({ hidden: '1' });
    const person = objects.find(({ hidden }) => hidden === '0')!;
    expect(lookups.kind === 'done' && lookups.value.contactPersonId).toBe(person.id);
  });
});

describe('reported_error_422_sendby_without_address', () => {
  it.each([
    [true, { kind: 'done' }],
    [false, { kind: 'refused', why: 'invalid', status: 422 }],
  ])('with name and country alone, where that is an address: %s', async (nameIsAddress, meaning) => {
    const twin = await start({ tenants: [{ name: 'demo', nameIsAddress }] });
    const client = connect(twin.apiUrl);
    const lookups = await client.lookups();
    const contact = await client.createContact(someContact());
    if (lookups.kind !== 'done' || contact.kind !== 'done') throw new Error('no account');
    const nowhere = { street: null, zip: null, city: null };
    const document = someInvoice();
    const recipient = { ...document.recipient, ...nowhere };
    const draft = await client.saveDraft(
      { ...document, recipient },
      someRefs(lookups.value, contact.value.id),
    );
    if (draft.kind !== 'done') throw new Error('no draft');
    expect(await client.finalise('invoice', draft.value.id)).toMatchObject(meaning);
  });
});
