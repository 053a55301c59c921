import { expect, it } from 'vitest';
import { openBooks, ref, type Books } from './rawClient.ts';
import { useTwins } from './useTwin.ts';

const start = useTwins();
const open = async () => openBooks(await start());
const read = async (books: Books, id: string) => (await books.api.get(`/Voucher/${id}`)).objects[0];

async function pay(books: Books, id: string, cents: number, type = 'N') {
  const checkAccount = await books.checkAccount('online');
  const line = {
    valueDate: '2026-08-25T12:00:00+02:00',
    payeePayerName: 'X',
    status: 100,
    amount: cents / 100,
  };
  const made = await books.api.post('/CheckAccountTransaction', { ...line, checkAccount });
  return books.book('Voucher', id, String(cents / 100), {
    type,
    checkAccount,
    checkAccountTransaction: ref(made.objects.id, 'CheckAccountTransaction'),
  });
}

it('pays a receipt of fees with negative amounts, one line after the other', async () => {
  const books = await open();
  const id = await books.openVoucher(10);
  expect((await pay(books, id, -400)).objects).toMatchObject({ fromStatus: '100', toStatus: '750' });
  expect((await pay(books, id, -600)).objects).toMatchObject({ toStatus: '1000', amountPayed: '6' });
  expect(await pay(books, id, -1)).toMatchObject({ status: 422, error: { code: 750 } });
});

it('shows an accepted difference in sumGrossAccounting, and leaves one that nobody accepted partly paid', async () => {
  const books = await open();
  const higher = await books.openVoucher(80);
  await pay(books, higher, -8749, 'OF');
  expect(await read(books, higher)).toMatchObject({
    status: '1000',
    paidAmount: 80,
    sumGross: '80',
    sumGrossAccounting: '87.49',
  });
  const lower = await books.openVoucher(95);
  await pay(books, lower, -8749, 'N');
  expect(await read(books, lower)).toMatchObject({ status: '750', paidAmount: 87.49, payDate: null });
});

it('takes only what the booking account allows', async () => {
  const books = await open();
  const save = books.saveVoucher;
  expect((await save({})).status).toBe(201);
  expect((await save({ taxRule: { id: '1', objectName: 'TaxRule' } })).status).toBe(422);
  expect((await save({}, { taxRate: 19 })).status).toBe(422);
  expect((await save({ creditDebit: 'D' })).status).toBe(422);
  expect((await save({ status: 1000 })).status).toBe(422);
});

it('changes and deletes drafts only, and forms the sum from the positions that are sent', async () => {
  const books = await open();
  const id = await books.openVoucher(87.49, { status: 50 });
  expect(await books.openVoucher(12, { id: Number(id), status: 50 })).toBe(id);
  expect(await read(books, id)).toMatchObject({ status: '50', sumGross: '12' });
  await books.openVoucher(12, { id: Number(id) });
  const changed = await books.api.post('/Voucher/Factory/saveVoucher', {
    voucher: { ...(await read(books, id)), mapAll: true },
    voucherPosSave: [],
  });
  expect(changed).toMatchObject({ status: 400, error: { code: 90_400 } });
  expect(await books.api.delete(`/Voucher/${id}`)).toMatchObject({ status: 409, error: { code: 159 } });
  await books.api.put(`/Voucher/${id}/resetToDraft`);
  expect((await books.api.delete(`/Voucher/${id}`)).status).toBe(200);
});

it('frees its lines when it is opened again', async () => {
  const books = await open();
  const id = await books.openVoucher(10);
  await pay(books, id, -1000);
  await books.api.put(`/Voucher/${id}/resetToOpen`);
  expect(await read(books, id)).toMatchObject({ status: '100', paidAmount: 0, payDate: null });
  expect((await books.api.get('/CheckAccountTransactionLog')).objects).toEqual([]);
  expect((await books.api.get('/CheckAccountTransaction')).objects).toMatchObject([{ status: '100' }]);
});

it('is found by a part of its description', async () => {
  const books = await open();
  const id = await books.openVoucher();
  const found = await books.api.get('/Voucher?descriptionLike=2026-08&status=100');
  expect(found.objects.map((row: { id: string }) => row.id)).toEqual([id]);
  expect((await books.api.get('/Voucher?descriptionLike=2026-09')).objects).toEqual([]);
  const positions = await books.api.get(`/VoucherPos?voucher[id]=${id}&voucher[objectName]=Voucher`);
  expect(positions.objects).toMatchObject([{ sumNet: '87.49', taxRate: '0' }]);
});
