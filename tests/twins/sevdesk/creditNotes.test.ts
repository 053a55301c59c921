import { describe, expect, it } from 'vitest';
import { openBooks, ref, type Books } from './rawClient.ts';
import { useTwins } from './useTwin.ts';

const start = useTwins();
const open = async (definition: object = {}) =>
  openBooks(await start({ tenants: [{ name: 'demo', ...definition }] }));

/** An open invoice over 20.00 and a way to credit it. */
async function invoiced(books: Books) {
  const invoiceId = await books.openInvoice({}, [{ price: '20' }]);
  const refSrcInvoice = ref(invoiceId, 'Invoice');
  const credit = (price: string, header: object = {}, taxRate = 19) =>
    books.saveCreditNote({ refSrcInvoice, ...header }, [{ price, taxRate }]);
  return { invoiceId, credit };
}

describe('saving a credit note', () => {
  it('takes a part of the invoice and answers strings in its positions', async () => {
    const books = await open();
    const { invoiceId, credit } = await invoiced(books);
    const { status, objects } = await credit('5');
    expect(status).toBe(201);
    expect(objects.creditNote).toMatchObject({
      creditNoteNumber: 'GU-1000',
      status: '100',
      sumGross: '5',
      refSrcInvoice: { id: invoiceId, objectName: 'Invoice' },
    });
    expect(objects.creditNotePos[0]).toMatchObject({ quantity: '1', price: '5', taxRate: '19' });
  });

  it.each([
    ['without its invoice', { refSrcInvoice: null }, 19, 456],
    ['with another tax rule', { taxRule: { id: '2', objectName: 'TaxRule' } }, 0, 456],
    ['with another rate', {}, 7, 456],
    ['without the delivery date that the invoice has', { deliveryDate: null }, 19, 460],
    ['with a delivery period that the invoice has not', { deliveryDateUntil: '25.11.2026' }, 19, 460],
  ])('refuses one %s', async (_case, header, taxRate, code) => {
    const { credit } = await invoiced(await open());
    expect(await credit('5', header, taxRate)).toMatchObject({ status: 422, error: { code } });
  });

  it('refuses one delivered before its invoice, one of a draft, and one without a category', async () => {
    const books = await open();
    const { credit } = await invoiced(books);
    expect((await credit('5', { deliveryDate: '23.11.2026' })).status).toBe(422);
    expect((await credit('5', { refSrcInvoice: ref(await books.draft(), 'Invoice') })).status).toBe(422);
    for (const bookingCategory of [undefined, 'ACCOUNTING_TYPE'])
      expect((await credit('5', { bookingCategory })).status).not.toBe(201);
  });

  it('lets several stand beside each other but never above the invoice (455)', async () => {
    const books = await open();
    const { credit } = await invoiced(books);
    const first = (await credit('15')).objects.creditNote.id;
    await books.sendBy('CreditNote', first);
    expect((await credit('5', { creditNoteNumber: 'GU-1001' })).status).toBe(201);
    expect(await credit('5.01')).toMatchObject({ status: 422, error: { code: 455 } });
  });

  it('copies a whole invoice once, and shows the existing one afterwards (170)', async () => {
    const books = await open();
    const { invoiceId } = await invoiced(books);
    const copy = { invoice: ref(invoiceId, 'Invoice') };
    const made = await books.api.post('/CreditNote/Factory/createFromInvoice', copy);
    expect(made).toMatchObject({
      status: 201,
      objects: { creditNote: { sumGross: '20', creditNoteNumber: null } },
    });
    const again = await books.api.post('/CreditNote/Factory/createFromInvoice', copy);
    expect(again).toMatchObject({ status: 422, error: { code: 170 } });
    expect(again.error?.data.objects[0].id).toBe(made.objects.creditNote.id);
  });
});

describe('finalising a credit note', () => {
  const nextNumber = async (books: Books) =>
    (await books.api.get('/SevSequence/Factory/getByType?objectType=CreditNote&type=CN')).objects
      .nextSequence;

  it('needs a number of its own', async () => {
    const books = await open();
    const { credit } = await invoiced(books);
    const id = (await credit('5', { creditNoteNumber: null })).objects.creditNote.id;
    expect((await books.sendBy('CreditNote', id)).status).toBe(422);
  });

  it('moves the sequence, which a draft does not: two drafts can hold the same number', async () => {
    const books = await open();
    const { credit } = await invoiced(books);
    const [first, second] = [
      (await credit('5')).objects.creditNote.id,
      (await credit('6')).objects.creditNote.id,
    ];
    expect(await nextNumber(books)).toBe('1000');
    expect((await books.sendBy('CreditNote', first)).objects).toMatchObject({
      status: '200',
      creditNoteNumber: 'GU-1000',
    });
    expect(await nextNumber(books)).toBe('1001');
    expect((await books.sendBy('CreditNote', second)).status).toBe(422);
    expect((await books.api.delete(`/CreditNote/${second}`)).status).toBe(200);
  });
});

describe('a credit note bars its invoice', () => {
  it('from being cancelled and from being reset (170)', async () => {
    const books = await open();
    const { invoiceId, credit } = await invoiced(books);
    await credit('5');
    expect(await books.api.post(`/Invoice/${invoiceId}/cancelInvoice`)).toMatchObject({
      error: { code: 170 },
    });
    expect(await books.api.put(`/Invoice/${invoiceId}/resetToOpen`)).toMatchObject({ error: { code: 170 } });
  });
});

describe('cancelling an invoice', () => {
  it('that is open makes a cancellation invoice: next number, negative sums, the same note, both at 1000', async () => {
    const books = await open();
    const { invoiceId } = await invoiced(books);
    const { status, objects } = await books.api.post(`/Invoice/${invoiceId}/cancelInvoice`);
    expect(status).toBe(201);
    expect(objects).toMatchObject({
      objectName: 'Invoice',
      invoiceType: 'SR',
      invoiceNumber: 'RE-1001',
      sumGross: '-20',
      status: '1000',
      customerInternalNote: '#1001',
      origin: { id: invoiceId, objectName: 'Invoice' },
      paidAmount: 0,
    });
    expect(objects.enshrined).not.toBeNull();
    expect((await books.api.get(`/Invoice/${invoiceId}`)).objects[0]).toMatchObject({
      status: '1000',
      paidAmount: 0,
    });
    const both = (await books.api.get('/Invoice?customerInternalNote=%231001')).objects;
    expect(both.map((row: { invoiceType: string }) => row.invoiceType)).toEqual(['SR', 'RE']);
    expect(await books.api.post(`/Invoice/${invoiceId}/cancelInvoice`)).toMatchObject({
      status: 422,
      error: { code: 421 },
    });
  });

  it('that is paid makes a draft credit note and leaves the invoice as it is', async () => {
    const books = await open();
    const { invoiceId } = await invoiced(books);
    await books.book('Invoice', invoiceId, '20');
    const { objects } = await books.api.post(`/Invoice/${invoiceId}/cancelInvoice`);
    expect(objects).toMatchObject({ objectName: 'CreditNote', status: '100', sumGross: '20' });
    expect((await books.api.get(`/Invoice/${invoiceId}`)).objects[0].status).toBe('1000');
  });

  it('that is partly paid is refused inside HTTP 200 (390)', async () => {
    const books = await open();
    const { invoiceId } = await invoiced(books);
    await books.book('Invoice', invoiceId, '5', { type: 'N' });
    const answer = await books.api.post(`/Invoice/${invoiceId}/cancelInvoice`);
    expect(answer).toMatchObject({ status: 200, objects: null, error: { code: 390 } });
  });

  it('that is a draft is refused', async () => {
    const books = await open();
    expect((await books.api.post(`/Invoice/${await books.draft()}/cancelInvoice`)).status).toBe(422);
  });
});
