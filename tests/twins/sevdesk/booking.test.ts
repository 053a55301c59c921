import { describe, expect, it } from 'vitest';
import { openBooks, ref } from './rawClient.ts';
import { useTwins } from './useTwin.ts';

const start = useTwins();
const open = async (definition: object = {}) =>
  openBooks(await start({ tenants: [{ name: 'demo', ...definition }] }));

describe('booking a payment on an invoice', () => {
  it('pays it, on an account that is not online without any transaction being given', async () => {
    const books = await open();
    const id = await books.openInvoice();
    const { objects } = await books.book('Invoice', id, '11.90');
    expect(objects).toMatchObject({
      objectName: 'InvoiceLog',
      invoice: { id, objectName: 'Invoice' },
      fromStatus: '200',
      toStatus: '1000',
      amountPayed: '11.9',
    });
    expect((await books.api.get(`/Invoice/${id}`)).objects[0]).toMatchObject({
      status: '1000',
      paidAmount: 11.9,
    });
    const { id: account } = await books.checkAccount('offline');
    const booked = (
      await books.api.get(
        `/CheckAccountTransaction?checkAccount[id]=${account}&checkAccount[objectName]=CheckAccount`,
      )
    ).objects;
    expect(booked).toMatchObject([{ amount: '11.9', status: '400' }]);
  });

  it('goes in parts, and type N pays in full as well', async () => {
    const books = await open();
    const id = await books.openInvoice();
    expect((await books.book('Invoice', id, '1.90', { type: 'N' })).objects.toStatus).toBe('750');
    expect((await books.book('Invoice', id, '10', { type: 'N' })).objects.toStatus).toBe('1000');
  });

  it('is refused for drafts, once it is paid (750), above what is open, and for types that are gone', async () => {
    const books = await open();
    expect(await books.book('Invoice', await books.draft(), '11.90')).toMatchObject({
      status: 422,
      error: { message: 'A draft can not be paid' },
    });
    const id = await books.openInvoice();
    expect((await books.book('Invoice', id, '11.91')).status).toBe(422);
    expect((await books.book('Invoice', id, '11.90', { type: 'CF' })).status).toBe(422);
    await books.book('Invoice', id, '11.90');
    expect(await books.book('Invoice', id, '11.90')).toMatchObject({ status: 422, error: { code: 750 } });
  });

  it('takes the date as Unix seconds and as dd.mm.yyyy', async () => {
    const books = await open();
    for (const date of [1795518000, '24.11.2026']) {
      const { objects } = await books.book('Invoice', await books.openInvoice(), '11.90', { date });
      expect(objects.bookingDate).toMatch(/^2026-11-24T/);
    }
  });

  it('needs the transaction on an online account, and of the right amount', async () => {
    const books = await open();
    const id = await books.openInvoice();
    const checkAccount = await books.checkAccount('online');
    expect((await books.book('Invoice', id, '11.90', { checkAccount })).status).toBe(422);
    const body = { valueDate: '24.11.2026', payeePayerName: 'X', status: 100, checkAccount };
    const wrong = (await books.api.post('/CheckAccountTransaction', { ...body, amount: '5' })).objects.id;
    const right = (await books.api.post('/CheckAccountTransaction', { ...body, amount: '11.90' })).objects.id;
    const pay = (transaction: string) =>
      books.book('Invoice', id, '11.90', {
        checkAccount,
        checkAccountTransaction: ref(transaction, 'CheckAccountTransaction'),
      });
    expect((await pay(wrong)).status).toBe(422);
    expect((await pay(right)).objects.toStatus).toBe('1000');
    expect(await books.api.delete(`/CheckAccountTransaction/${right}`)).toMatchObject({
      status: 409,
      error: { code: 159 },
    });
    const log = await books.api.get(
      `/CheckAccountTransactionLog?checkAccountTransaction[id]=${right}&checkAccountTransaction[objectName]=CheckAccountTransaction`,
    );
    expect(log.objects).toMatchObject([{ amountPaid: 11.9, object: { id, objectName: 'Invoice' } }]);
  });

  it('is taken back by resetToOpen', async () => {
    const books = await open();
    const id = await books.openInvoice();
    await books.book('Invoice', id, '11.90');
    const { objects } = await books.api.put(`/Invoice/${id}/resetToOpen`);
    expect(objects).toMatchObject({ status: '200', paidAmount: 0, payDate: null });
  });
});

describe('transactions', () => {
  it('are made by hand on online accounts only (recorded)', async () => {
    const books = await open();
    const body = { valueDate: '24.11.2026', payeePayerName: 'X', status: 100, amount: '5' };
    const refusal = await books.api.post('/CheckAccountTransaction', {
      ...body,
      checkAccount: await books.checkAccount('offline'),
    });
    expect(refusal).toMatchObject({ status: 422, error: { code: null } });
  });

  it('are found by id after they were deleted, and left out of lists', async () => {
    const books = await open();
    const body = {
      valueDate: '24.11.2026',
      payeePayerName: 'X',
      status: 100,
      amount: '5',
      paymtPurpose: 'ch_probe_1',
    };
    const checkAccount = await books.checkAccount('online');
    const { id } = (await books.api.post('/CheckAccountTransaction', { ...body, checkAccount })).objects;
    expect((await books.api.get('/CheckAccountTransaction?paymtPurpose=probe')).objects).toHaveLength(1);
    await books.api.delete(`/CheckAccountTransaction/${id}`);
    expect((await books.api.get('/CheckAccountTransaction')).objects).toEqual([]);
    expect((await books.api.get(`/CheckAccountTransaction/${id}`)).objects[0].deletedAt).not.toBeNull();
    expect(
      (await books.api.get(`/CheckAccount/${checkAccount.id}/getBalanceAtDate?date=2026-11-24`)).objects,
    ).toBe('0');
  });
});

describe('booking a refund on a credit note', () => {
  async function credited(definition: object) {
    const books = await open(definition);
    const refSrcInvoice = ref(await books.openInvoice(), 'Invoice');
    const { id } = (await books.saveCreditNote({ refSrcInvoice })).objects.creditNote;
    await books.sendBy('CreditNote', id);
    return { books, id };
  }

  it('takes a positive amount where the account is as one witness saw it', async () => {
    const { books, id } = await credited({ creditNoteBookingSign: 'positive' });
    expect((await books.book('CreditNote', id, '11.90')).objects).toMatchObject({
      objectName: 'CreditNoteLog',
      toStatus: '1000',
    });
  });

  it("books a positive amount without error and leaves it unpaid where the sign is the transaction's", async () => {
    const { books, id } = await credited({ creditNoteBookingSign: 'negative' });
    expect((await books.book('CreditNote', id, '11.90')).objects.toStatus).toBe('200');
    expect((await books.api.get(`/CreditNote/${id}`)).objects[0].status).toBe('200');
    const other = await credited({ creditNoteBookingSign: 'negative' });
    expect((await other.books.book('CreditNote', other.id, '-11.90')).objects.toStatus).toBe('1000');
  });
});

describe('clearing accounts', () => {
  it('are made by name and are offline', async () => {
    const books = await open();
    const made = await books.api.post('/CheckAccount/Factory/clearingAccount', {
      name: 'PayPal',
      accountingNumber: null,
    });
    expect(made).toMatchObject({ status: 201, objects: { name: 'PayPal', type: 'offline', status: '100' } });
    expect((await books.api.get(`/CheckAccount/${made.objects.id}`)).objects).toHaveLength(1);
  });
});
