import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cents, rate } from '../../app/accounting/money.ts';
import type { AccountLookups, SevdeskClient } from '../../app/sevdesk/client.ts';
import { someContact, someCreditNote, someInvoice, someRefs } from '../support/sevdesk.ts';
import { DEFAULT_TOKEN, startSevdeskTwin, type SevdeskTwin } from '@twins/sevdesk';
import { done, visitSevdesk, type SevdeskAccount, type SevdeskTarget } from './openFacts/sevdeskAccount.ts';

// What the product needs of sevdesk, as a black box. One suite for every sevdesk there is: the twin always, and whatever
// LIVE_SEVDESK names (npm run live -- sevdesk). What cannot be taken back (numbers, bookings, mails) is left out unless
// the account is expendable.

interface Target {
  name: string;
  expendable: boolean;
  open: () => Promise<{ target: SevdeskTarget; close: () => Promise<void>; twin: SevdeskTwin | null }>;
}

const targets: Target[] = [
  {
    name: 'the twin',
    expendable: true,
    async open() {
      const twin = await startSevdeskTwin();
      const target = { apiUrl: twin.apiUrl, token: DEFAULT_TOKEN, expendable: true, gapMs: 0 };
      return { target, close: () => twin.close(), twin };
    },
  },
];
const live = process.env['LIVE_SEVDESK'];
if (live) {
  const target = JSON.parse(live) as SevdeskTarget;
  targets.push({
    name: 'a live account',
    expendable: target.expendable,
    open: () => Promise.resolve({ target, close: () => Promise.resolve(), twin: null }),
  });
}

describe.each(targets)('sevdesk as $name', ({ open, expendable }) => {
  let account: SevdeskAccount;
  let client: SevdeskClient;
  let twin: SevdeskTwin | null;
  let close: () => Promise<void>;
  let lookups: AccountLookups;
  let contactId: string;
  let customerNumber: string;
  let today: string;
  const marker = (name: string) => account.marker(name);

  beforeAll(async () => {
    const opened = await open();
    ({ twin, close } = opened);
    account = await visitSevdesk(opened.target);
    ({ client, lookups, contactId, customerNumber, today } = account);
  });
  afterAll(async () => {
    const left = await account.leave();
    await close();
    // Where nothing may be finalised, nothing stays.
    if (!expendable && left.length > 0) throw new Error(`stayed behind: ${left.join(', ')}`);
  });

  const draft = async (name: string, changes = {}) => done(await account.draft(name, changes));

  it('is on system 2.0 and says its regime', async () => {
    expect(done(await client.systemVersion())).toBe('2.0');
    expect(['regular', 'small_business']).toContain(done(await client.regime()));
  });

  it('has what documents need: user, unit, payment methods, countries', () => {
    expect(lookups.countries).toMatchObject({ DE: '1', FR: expect.any(String), GB: expect.any(String) });
    expect(lookups).toMatchObject({
      accountKey: expect.stringMatching(/^\d+$/),
      contactPersonId: expect.stringMatching(/^\d+$/),
      unityId: '1',
      onlinePaymentMethodId: expect.stringMatching(/^\d+$/),
      transferPaymentMethodId: expect.stringMatching(/^\d+$/),
    });
  });

  it('shows accounts that payments can be booked on', async () => {
    const accounts = done(await client.checkAccounts());
    expect(accounts.some((account) => account.type === 'offline' && account.active)).toBe(true);
  });

  it('finds a contact by its exact customer number, people included', async () => {
    expect(done(await client.findContacts(customerNumber))).toEqual([
      { id: contactId, customerNumber, vatId: null },
    ]);
    expect(done(await client.findContacts(customerNumber.slice(1)))).toEqual([]);
  });

  it('keeps address and e-mail of a contact', async () => {
    expect(await client.addContactAddress(contactId, someContact(), lookups)).toEqual({
      kind: 'done',
      value: null,
    });
    expect(await client.addContactEmail(contactId, 'erika@example.com')).toEqual({
      kind: 'done',
      value: null,
    });
  });

  it('saves a draft to the cent, finds it by its marker, and deletes it', async () => {
    const saved = await draft('draft');
    expect(saved).toMatchObject({
      kind: 'invoice',
      type: 'invoice',
      status: 'draft',
      number: null,
      marker: marker('draft'),
      currency: 'EUR',
      net: 1412,
      tax: 268,
      gross: 1680,
      paid: 0,
      taxRule: 1,
      showNet: false,
      contactId,
      originId: null,
      enshrined: false,
    });
    expect(done(await client.get('invoice', saved.id))).toEqual(saved);
    expect(done(await client.findByMarker('invoice', marker('draft')))).toEqual([saved]);
    expect(done(await client.findByMarker('invoice', marker('draf')))).toEqual([]);
    expect(done(await client.newestOfContact('invoice', contactId)).map((row) => row.id)).toContain(saved.id);
    expect(
      done(await client.updatedSince('invoice', new Date(Date.now() - 3_600_000), 0)).map((row) => row.id),
    ).toContain(saved.id);
    expect(await client.deleteDraft('invoice', saved.id)).toEqual({ kind: 'done', value: null });
    expect(done(await client.findByMarker('invoice', marker('draft')))).toEqual([]);
    expect(await client.get('invoice', saved.id)).toMatchObject({ kind: 'refused', why: 'not_found' });
  });

  it('computes several rates and quantities as planned', async () => {
    const [shirt] = someInvoice().positions;
    const positions = [
      { ...shirt!, quantity: 3, unitGross: cents(333), gross: cents(999) },
      { ...shirt!, unitGross: cents(1070), gross: cents(1070), rate: rate(700) },
      { ...shirt!, unitGross: cents(500), gross: cents(500), rate: rate(0) },
    ];
    const saved = await draft('rates', { positions });
    expect([saved.net, saved.tax, saved.gross]).toEqual([2339, 230, 2569]);
    done(await client.deleteDraft('invoice', saved.id));
  });

  it('saves a One Stop Shop invoice at the rate of the country of delivery', async () => {
    const [shirt] = someInvoice().positions;
    const recipient = { ...someInvoice().recipient, countryCode: 'FR' };
    const saved = await draft('oss', {
      taxRule: 18,
      recipient,
      deliveryCountry: 'FR',
      positions: [{ ...shirt!, unitGross: cents(1200), gross: cents(1200), rate: rate(2000) }],
    });
    expect(saved).toMatchObject({ taxRule: 18, net: 1000, tax: 200, gross: 1200 });
    done(await client.deleteDraft('invoice', saved.id));
  });

  it('refuses what is not so: absent documents, other rates', async () => {
    expect(await client.get('invoice', '1')).toMatchObject({ kind: 'refused', why: 'not_found' });
    const positions = someInvoice().positions.map((position) => ({ ...position, rate: rate(1600) }));
    const refusal = await client.saveDraft(
      someInvoice({ positions, marker: marker('rate'), date: today }),
      someRefs(lookups, contactId),
    );
    expect(refusal).toMatchObject({ kind: 'refused', why: 'invalid', status: 422 });
  });

  it('names the number that the next credit note must carry', async () => {
    expect(done(await client.nextCreditNoteNumber())).toMatch(/\d/);
  });

  it('gives a PDF of a draft without finalising it', async () => {
    const saved = await draft('pdf');
    const pdf = done(await client.pdf('invoice', saved.id));
    expect(Buffer.from(pdf.content.subarray(0, 5)).toString()).toBe('%PDF-');
    expect(done(await client.get('invoice', saved.id)).status).toBe('draft');
    done(await client.deleteDraft('invoice', saved.id));
  });

  describe.runIf(expendable)('where documents may be finalised', () => {
    const accountId = async () =>
      done(await client.checkAccounts()).find((account) => account.type === 'offline')!.id;

    it('numbers, locks and is paid in four requests', async () => {
      const saved = await draft('paid');
      const opened = done(await client.finalise('invoice', saved.id));
      expect(opened).toMatchObject({ status: 'open', number: expect.stringMatching(/\d/), enshrined: true });
      const booking = {
        checkAccountId: await accountId(),
        amount: cents(1680),
        day: today,
        full: true,
      };
      expect(done(await client.book('invoice', saved.id, booking))).toEqual({
        fromStatus: 'open',
        toStatus: 'paid',
      });
      expect(done(await client.get('invoice', saved.id))).toMatchObject({ status: 'paid', paid: 1680 });
      expect(await client.book('invoice', saved.id, booking)).toMatchObject({ kind: 'refused', code: 750 });
      expect(await client.deleteDraft('invoice', saved.id)).toMatchObject({
        kind: 'refused',
        status: 409,
        code: 159,
      });
    });

    it('is paid in parts', async () => {
      const saved = await draft('parts');
      done(await client.finalise('invoice', saved.id));
      const part = { checkAccountId: await accountId(), day: today, full: false };
      expect(done(await client.book('invoice', saved.id, { ...part, amount: cents(680) })).toStatus).toBe(
        'partly_paid',
      );
      expect(done(await client.book('invoice', saved.id, { ...part, amount: cents(1000) })).toStatus).toBe(
        'paid',
      );
      // A partly paid one would have answered with an error inside HTTP 200.
    });

    it('takes back a part with a credit note that is numbered, locked and paid out', async () => {
      const invoice = await draft('credited');
      done(await client.finalise('invoice', invoice.id));
      const number = done(await client.nextCreditNoteNumber());
      const document = someCreditNote({ marker: marker('credit note'), date: today, deliveryDate: today });
      const refs = someRefs(lookups, contactId, { refersToId: invoice.id, number });
      const saved = done(await client.saveDraft(document, refs));
      expect(saved).toMatchObject({
        kind: 'credit_note',
        status: 'draft',
        number,
        gross: 490,
        tax: 78,
        paid: null,
        originId: invoice.id,
      });
      expect(done(await client.finalise('credit_note', saved.id))).toMatchObject({
        status: 'open',
        number,
        enshrined: true,
      });
      expect(done(await client.nextCreditNoteNumber())).not.toBe(number);
      const booking = {
        checkAccountId: await accountId(),
        amount: cents(490),
        day: today,
        full: true,
      };
      expect(done(await client.book('credit_note', saved.id, booking)).toStatus).toBe('paid');
      expect(done(await client.findByMarker('credit_note', marker('credit note')))).toHaveLength(1);
      expect(done(await client.newestOfContact('credit_note', contactId))).toHaveLength(1);
    });

    it('cancels an open invoice with another document that carries the same marker', async () => {
      const saved = await draft('cancelled');
      done(await client.finalise('invoice', saved.id));
      const cancellation = done(await client.cancelInvoice(saved.id));
      expect(cancellation).toMatchObject({
        kind: 'invoice',
        type: 'cancellation',
        gross: -1680,
        originId: saved.id,
        status: 'paid',
      });
      const both = done(await client.findByMarker('invoice', marker('cancelled')));
      expect(both.map((row) => row.type).sort()).toEqual(['cancellation', 'invoice']);
      expect(await client.cancelInvoice(saved.id)).toMatchObject({ kind: 'refused', code: 421 });
    });

    it('cancels a paid invoice with a draft credit note, and a partly paid one not at all', async () => {
      const paid = await draft('cancel paid');
      const partly = await draft('cancel partly');
      const booking = { checkAccountId: await accountId(), day: today };
      for (const { id } of [paid, partly]) done(await client.finalise('invoice', id));
      done(await client.book('invoice', paid.id, { ...booking, amount: cents(1680), full: true }));
      done(await client.book('invoice', partly.id, { ...booking, amount: cents(80), full: false }));
      const creditNote = done(await client.cancelInvoice(paid.id));
      expect(creditNote).toMatchObject({
        kind: 'credit_note',
        status: 'draft',
        gross: 1680,
        originId: paid.id,
      });
      expect(await client.cancelInvoice(partly.id)).toMatchObject({
        kind: 'refused',
        status: 200,
        cause: 'partly_paid_cannot_be_cancelled',
      });
    });

    it('mails a document', async () => {
      const saved = await draft('mailed');
      done(await client.finalise('invoice', saved.id));
      const mail = { to: 'erika@example.com', subject: 'Ihre Rechnung', text: 'Vielen Dank.' };
      expect(await client.sendByMail('invoice', saved.id, mail)).toEqual({ kind: 'done', value: null });
    });

    it('makes a clearing account', async () => {
      const account = done(await client.createClearingAccount('PayPal'));
      expect(account).toMatchObject({ name: 'PayPal', type: 'offline', active: true, currency: 'EUR' });
      expect(done(await client.checkAccounts())).toContainEqual(account);
    });
  });

  it('was asked nothing that the specification does not allow', (context) => {
    if (!twin || twin.state().specification === 'absent')
      context.skip('there is no specification to hold it against');
    expect(twin?.state().violations).toEqual([]);
  });
});
