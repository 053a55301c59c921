import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { useAnswering } from '../../tests/support/answering.ts';
import { someContact, someInvoice, someRefs } from '../../tests/support/sevdesk.ts';
import { DEFAULT_TOKEN } from '@twins/sevdesk';
import { cents } from '../accounting/money.ts';
import { createSevdeskClient } from './createClient.server.ts';

const answering = useAnswering();
const RECORDED = '../shared/data/sevdesk-recorded';

describe.skipIf(!existsSync(RECORDED))('recorded answers of a real account', () => {
  const recorded = async (file: string) => {
    const baseUrl = await answering(200, JSON.parse(readFileSync(`${RECORDED}/${file}.json`, 'utf8')));
    return createSevdeskClient({
      baseUrl,
      token: DEFAULT_TOKEN,
      pace: async () => undefined,
      timeoutMs: 1000,
    });
  };

  it('a draft and the same invoice finalised', async () => {
    const draft = await (await recorded('invoice_draft')).get('invoice', '135169163');
    expect(draft).toEqual({
      kind: 'done',
      value: {
        kind: 'invoice',
        id: '135169163',
        type: 'invoice',
        status: 'draft',
        number: null,
        marker: 'PROBE-R1-A1-str-date',
        currency: 'EUR',
        net: 2900,
        tax: 551,
        gross: 3451,
        paid: 0,
        accounted: 3451,
        taxRule: 1,
        showNet: true,
        contactId: '138615465',
        originId: null,
        enshrined: false,
        updatedAt: '2026-09-28T19:39:15+02:00',
      },
    });
    expect(await (await recorded('invoice_enshrined')).finalise('invoice', '135169163')).toMatchObject({
      value: { status: 'open', number: 'RE-1000', enshrined: true },
    });
  });

  it('an invoice and its cancellation, under the same marker', async () => {
    const found = await (await recorded('invoice_list')).findByMarker('invoice', 'PROBE-R1-E3-pos-pct');
    expect(found).toMatchObject({
      value: [
        { type: 'cancellation', gross: -4665, originId: '135171691' },
        { type: 'invoice', gross: 4665, originId: null },
      ],
    });
    const cancelled = await (await recorded('write_invoice_cancel')).cancelInvoice('135582398');
    expect(cancelled).toMatchObject({
      value: { type: 'cancellation', number: 'RE-1080', gross: -2190, contactId: '138810529' },
    });
  });

  it('a credit note, and both kinds of draft as they are saved', async () => {
    expect(await (await recorded('credit_note')).get('credit_note', '2996041')).toMatchObject({
      value: {
        kind: 'credit_note',
        type: 'credit_note',
        number: 'GU-1006',
        gross: 5831,
        paid: null,
        originId: '135171965',
      },
    });
    const lookups = { countries: { DE: '1' } } as unknown as Parameters<typeof someRefs>[0];
    const refs = someRefs({ ...lookups, unityId: '1', contactPersonId: '1' }, '1');
    const invoice = await (await recorded('write_invoice_save')).saveDraft(someInvoice(), refs);
    expect(invoice).toMatchObject({ value: { id: '135582100', net: 5500, tax: 1045, gross: 6545 } });
    const creditNote = someInvoice({ kind: 'credit_note' });
    expect(await (await recorded('write_credit_note_save')).saveDraft(creditNote, refs)).toMatchObject({
      value: { number: 'GU-1048', gross: 1190, originId: '135582100' },
    });
  });

  it('contacts, accounts, the version, a PDF', async () => {
    const number = 'SDRS-LIVE-1790865321-contacts';
    expect(await (await recorded('contact_list_by_customer_number')).findContacts(number)).toEqual({
      kind: 'done',
      value: [{ id: '138810376', customerNumber: number, vatId: null }],
    });
    expect(await (await recorded('write_contact_create')).createContact(someContact())).toMatchObject({
      kind: 'done',
    });
    expect(await (await recorded('check_account_list')).checkAccounts()).toMatchObject({
      value: [
        { type: 'online' },
        { name: 'Basiskonto', type: 'offline' },
        { id: '6306016', type: 'offline', active: true },
      ],
    });
    expect(await (await recorded('bookkeeping_system_version')).systemVersion()).toEqual({
      kind: 'done',
      value: '2.0',
    });
    expect(await (await recorded('invoice_pdf')).pdf('invoice', '1')).toMatchObject({
      value: { filename: 'RE-1076.pdf' },
    });
    expect(
      await (
        await recorded('write_voucher_book_amount')
      ).book('invoice', '1', { checkAccountId: '1', amount: cents(45), day: '2026-09-29', full: true }),
    ).toEqual({
      kind: 'done',
      value: { fromStatus: 'draft', toStatus: 'paid' },
    });
  });

  it('errors', async () => {
    expect(await (await recorded('error_404_code_151')).get('invoice', '1')).toMatchObject({
      kind: 'refused',
      why: 'not_found',
      code: 151,
    });
    expect(await (await recorded('error_422_offline_account')).finalise('invoice', '1')).toMatchObject({
      kind: 'refused',
      why: 'invalid',
      code: null,
    });
  });
});
