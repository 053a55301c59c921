import { describe, expect, it } from 'vitest';
import { openBooks, ref, type Books } from './rawClient.ts';
import { useTwins } from './useTwin.ts';

const start = useTwins();
const open = async () => openBooks(await start());

async function line(books: Books, fields: object = {}): Promise<string> {
  const checkAccount = await books.checkAccount('online');
  const body = {
    valueDate: '2026-11-24T12:00:00+01:00',
    payeePayerName: 'Erika Mustermann',
    paymtPurpose: 'RE-1000 #1001',
    status: 100,
    amount: 11.9,
    checkAccount,
    ...fields,
  };
  return (await books.api.post('/CheckAccountTransaction', body)).objects.id;
}
const read = async (books: Books, id: string) =>
  (await books.api.get(`/CheckAccountTransaction/${id}`)).objects[0];
const listed = async (books: Books, query: string) =>
  (await books.api.get(`/CheckAccountTransaction?${query}`)).objects.map(({ id }: { id: string }) => id);

describe('a line of a statement', () => {
  it('keeps its entry date as sent, and has its value date where none is sent', async () => {
    const books = await open();
    const own = await line(books, { entryDate: '2026-11-26T08:30:00+01:00' });
    expect(await read(books, own)).toMatchObject({
      valueDate: '2026-11-24T12:00:00+01:00',
      entryDate: '2026-11-26T08:30:00+01:00',
    });
    expect(await read(books, await line(books))).toMatchObject({ entryDate: '2026-11-24T12:00:00+01:00' });
  });

  it('is found by its entry date, both days included, and not by its value date', async () => {
    const books = await open();
    const late = await line(books, { entryDate: '2026-12-01T12:00:00+01:00' });
    const day = (value: string) => encodeURIComponent(value);
    expect(await listed(books, `startDate=${day('2026-11-30T00:00:00+01:00')}`)).toEqual([late]);
    expect(await listed(books, `endDate=${day('2026-11-30T00:00:00+01:00')}`)).toEqual([]);
    const unix = Date.parse('2026-12-01T12:00:00+01:00') / 1000;
    expect(await listed(books, `startDate=${unix}&endDate=${unix}`)).toEqual([late]);
    expect(await listed(books, 'startDate=2026-11-01')).toEqual([]);
  });

  it('is found by whether it is booked (true counts, false does not), by sign, payer and a part of its purpose', async () => {
    const books = await open();
    const [free, spent] = [await line(books), await line(books, { amount: -5, paymtPurpose: 'fee txn_1' })];
    await books.api.put(`/CheckAccountTransaction/${spent}`, { status: 400 });
    expect(await listed(books, 'isBooked=true')).toEqual([spent]);
    expect(await listed(books, 'isBooked=false')).toEqual([free, spent]);
    expect(await listed(books, 'status=100')).toEqual([free]);
    expect(await listed(books, 'onlyCredit=true')).toEqual([free]);
    expect(await listed(books, 'onlyDebit=true')).toEqual([spent]);
    expect(await listed(books, 'paymtPurpose=txn_')).toEqual([spent]);
    expect(await listed(books, 'payeePayerName=Mustermann')).toEqual([free, spent]);
  });

  it('goes from booked back to created by PUT, and can then be deleted', async () => {
    const books = await open();
    const id = await line(books);
    const put = (body: object) => books.api.put(`/CheckAccountTransaction/${id}`, body);
    await put({ status: 400 });
    expect(await books.api.delete(`/CheckAccountTransaction/${id}`)).toMatchObject({
      status: 409,
      error: { code: 159 },
    });
    await put({ status: 100 });
    expect((await books.api.delete(`/CheckAccountTransaction/${id}`)).status).toBe(200);
    expect((await put({ status: 350 })).status).toBe(422);
  });

  it('keeps the link of a move between accounts on the side it is set on only', async () => {
    const books = await open();
    const [out, into] = [await line(books, { amount: -100 }), await line(books, { amount: 100 })];
    await books.api.put(`/CheckAccountTransaction/${out}`, {
      status: 400,
      targetTransaction: ref(into, 'CheckAccountTransaction'),
    });
    expect(await read(books, out)).toMatchObject({ targetTransaction: { id: into }, status: '400' });
    expect(await read(books, into)).not.toHaveProperty('sourceTransaction');
  });
});

describe('check accounts', () => {
  it('made for files count as online, match by themselves until told otherwise, and share no accounting number', async () => {
    const books = await open();
    const make = (body: object) =>
      books.api.post('/CheckAccount/Factory/fileImportAccount', { importType: 'CSV', ...body });
    const { objects } = await make({ name: 'Shopify Payments', accountingNumber: 1361 });
    expect(objects).toMatchObject({
      type: 'online',
      importType: 'CSV',
      autoMapTransaction: '1',
      accountingNumber: '1361',
    });
    expect((await make({ name: 'Again', accountingNumber: 1361 })).status).toBe(422);
    expect((await make({ name: 'No way', importType: 'PDF' })).status).toBe(422);
    const put = (body: object) => books.api.put(`/CheckAccount/${objects.id}`, body);
    expect((await put({ autoMapTransactions: '0' })).objects.autoMapTransaction).toBe('1');
    expect((await put({ autoMapTransaction: '0' })).objects.autoMapTransaction).toBe('0');
    await line(books, { checkAccount: ref(objects.id, 'CheckAccount') });
  });

  it('say their balance as text, up to the end of a Berlin day, by value date', async () => {
    const books = await open();
    await line(books, { valueDate: '2026-11-24T23:30:00+01:00', amount: 10.5 });
    await line(books, { valueDate: '2026-11-25T00:30:00+01:00', amount: 2 });
    const { id } = await books.checkAccount('online');
    const balance = async (day: string) =>
      (await books.api.get(`/CheckAccount/${id}/getBalanceAtDate?date=${day}`)).objects;
    expect([await balance('2026-11-23'), await balance('2026-11-24'), await balance('2026-11-25')]).toEqual([
      '0',
      '10.5',
      '12.5',
    ]);
    expect((await books.api.get(`/CheckAccount/${id}/getBalanceAtDate`)).status).toBe(400);
  });
});

describe('booking against a line of a statement', () => {
  const pay = async (books: Books, id: string, transaction: string, extra: object = {}) =>
    books.book('Invoice', id, '11.90', {
      checkAccount: await books.checkAccount('online'),
      checkAccountTransaction: ref(transaction, 'CheckAccountTransaction'),
      ...extra,
    });

  it('dates the payment by the line and not by the request', async () => {
    const books = await open();
    const id = await books.openInvoice();
    const transaction = await line(books, { valueDate: '2026-11-20T12:00:00+01:00' });
    const { objects } = await pay(books, id, transaction);
    expect(objects).toMatchObject({ toStatus: '1000', bookingDate: '2026-11-20T12:00:00+01:00' });
    expect((await books.api.get(`/Invoice/${id}`)).objects[0].payDate).toBe('2026-11-20T12:00:00+01:00');
  });

  it('uses the line up: it pays nothing else until the booking is taken back', async () => {
    const books = await open();
    const [first, second] = [await books.openInvoice(), await books.openInvoice()];
    const transaction = await line(books);
    await pay(books, first, transaction);
    expect((await pay(books, second, transaction)).status).toBe(422);
    const log = async () => (await books.api.get('/CheckAccountTransactionLog')).objects;
    expect(await log()).toMatchObject([
      { amountPaid: 11.9, fromStatus: '100', toStatus: '400', object: { id: first, objectName: 'Invoice' } },
    ]);
    await books.api.put(`/Invoice/${first}/resetToOpen`);
    expect(await log()).toEqual([]);
    expect(await read(books, transaction)).toMatchObject({ status: '100' });
    expect((await pay(books, second, transaction)).objects.toStatus).toBe('1000');
  });

  it('lists the log in pages, and lets no document narrow it', async () => {
    const books = await open();
    for (let nth = 0; nth < 3; nth += 1) await pay(books, await books.openInvoice(), await line(books));
    const page = async (query: string) =>
      (await books.api.get(`/CheckAccountTransactionLog?${query}`)).objects.map(
        ({ id }: { id: string }) => id,
      );
    const all = await page('limit=1000');
    expect(all).toHaveLength(3);
    expect([...(await page('limit=2')), ...(await page('limit=2&offset=2'))]).toEqual(all);
    expect(await page('object[id]=1&object[objectName]=Invoice')).toEqual(all);
  });

  it('settles a credit note with the sign of the line, whatever holds on offline accounts', async () => {
    const books = await open();
    const refSrcInvoice = ref(await books.openInvoice(), 'Invoice');
    const { id } = (await books.saveCreditNote({ refSrcInvoice })).objects.creditNote;
    await books.sendBy('CreditNote', id);
    const transaction = await line(books, { amount: -11.9 });
    const booked = await books.book('CreditNote', id, '-11.90', {
      checkAccount: await books.checkAccount('online'),
      checkAccountTransaction: ref(transaction, 'CheckAccountTransaction'),
    });
    expect(booked.objects.toStatus).toBe('1000');
  });
});
