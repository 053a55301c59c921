import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBooks, ref, type Books } from '@twins/sevdesk/testing';
import { startSevdeskTwin, type SevdeskTwin } from '@twins/sevdesk';

// The twin's answers hold against recorded answers of a real account: the same keys, and the same JSON type wherever
// both have a value. A twin that is kinder than sevdesk (a number where sevdesk sends text) would hide bugs.

const RECORDED = '../shared/data/sevdesk-recorded';

/** Where two JSON values differ in shape. Null fits everything, because a value can be missing in either. */
function differences(recorded: unknown, found: unknown, at = '$'): string[] {
  if (recorded === null || found === null) return [];
  const [expected, actual] = [shapeOf(recorded), shapeOf(found)];
  if (expected !== actual) return [`${at} is ${actual}, recorded ${expected}`];
  if (expected === 'array') {
    const [first] = recorded as unknown[];
    return first === undefined
      ? []
      : (found as unknown[]).flatMap((entry, index) => differences(first, entry, `${at}[${index}]`));
  }
  if (expected !== 'object') return [];
  const [left, right] = [recorded as Record<string, unknown>, found as Record<string, unknown>];
  const missing = Object.keys(left).filter((key) => !(key in right));
  const extra = Object.keys(right).filter((key) => !(key in left));
  return [
    ...missing.map((key) => `${at}.${key} is missing`),
    ...extra.map((key) => `${at}.${key} is not recorded`),
    ...Object.keys(left)
      .filter((key) => key in right)
      .flatMap((key) => differences(left[key], right[key], `${at}.${key}`)),
  ];
}

const shapeOf = (value: unknown) => (Array.isArray(value) ? 'array' : typeof value);

it('sees every difference that matters', () => {
  expect(differences({ a: '1' }, { a: 1 })).toEqual(['$.a is number, recorded string']);
  expect(differences({ a: '1' }, {})).toEqual(['$.a is missing']);
  expect(differences({}, { b: null })).toEqual(['$.b is not recorded']);
  expect(differences([{ a: true }], [{ a: true }, { a: 1 }])).toEqual(['$[1].a is number, recorded boolean']);
  expect(differences({ a: null, b: 1 }, { a: {}, b: null })).toEqual([]);
});

describe.skipIf(!existsSync(RECORDED))('the twin answers in the shape of recorded answers', () => {
  let twin: SevdeskTwin;
  let books: Books;
  /** Everything that a recorded invoice carries. */
  const full = {
    paymentMethod: ref(114251, 'PaymentMethod'),
    deliveryDateUntil: '30.11.2026',
    timeToPay: 14,
    addressName: 'Muster GmbH',
  };
  beforeAll(async () => {
    twin = await startSevdeskTwin();
    books = await openBooks(twin);
  });
  afterAll(() => twin.close());

  const recorded = (file: string): { objects: unknown; error?: unknown } =>
    JSON.parse(readFileSync(`${RECORDED}/${file}.json`, 'utf8')) as { objects: unknown };
  /** Recordings of the second set keep their answer in `body`. */
  const recordedLater = (file: string): unknown =>
    (JSON.parse(readFileSync(`${RECORDED}-2/${file}.json`, 'utf8')) as { body: { objects: unknown } }).body
      .objects;
  const against = (file: string, objects: unknown) => differences(recorded(file).objects, objects);

  it('saveInvoice', async () => {
    const { objects } = await books.saveInvoice(full, [{ quantity: 3, price: '10' }]);
    expect(against('write_invoice_save', objects)).toEqual([]);
    // The second recorded position has a quantity of one.
    const one = (recorded('write_invoice_save').objects as { invoicePos: unknown[] }).invoicePos[1];
    const [position] = (await books.saveInvoice(full, [{}])).objects.invoicePos;
    expect(differences(one, position)).toEqual([]);
    expect(position.quantity).toBe(true);
  });

  it('an invoice as a draft and finalised, and between the two exactly what changed there', async () => {
    const { paymentMethod: _, ...header } = full;
    const id = await books.draft(header);
    const [draft] = (await books.api.get(`/Invoice/${id}`)).objects;
    expect(against('invoice_draft', [draft])).toEqual([]);
    await books.sendBy('Invoice', id);
    const [open] = (await books.api.get(`/Invoice/${id}`)).objects;
    expect(against('invoice_enshrined', [open])).toEqual([]);
    const changed = Object.keys(draft).filter(
      (key) => JSON.stringify(draft[key]) !== JSON.stringify(open[key]),
    );
    const touched = ['enshrined', 'invoiceNumber', 'sendDate', 'sendType', 'status', 'update'];
    expect(touched).toEqual(expect.arrayContaining(changed));
    expect(changed).toEqual(expect.arrayContaining(['enshrined', 'invoiceNumber', 'sendType', 'status']));
  });

  it('a cancellation as it is made and as it is listed', async () => {
    const id = await books.openInvoice({ ...full, customerInternalNote: '#cancelled' });
    const { objects } = await books.api.post(`/Invoice/${id}/cancelInvoice`);
    expect(against('write_invoice_cancel', objects)).toEqual([]);
    const [row] = (await books.api.get('/Invoice?customerInternalNote=%23cancelled')).objects;
    expect(differences((recorded('invoice_list').objects as unknown[])[0], row)).toEqual([]);
  });

  it('a credit note as it is saved', async () => {
    const invoiceId = await books.openInvoice(full);
    const header = { ...full, refSrcInvoice: ref(invoiceId, 'Invoice') };
    expect(against('write_credit_note_save', (await books.saveCreditNote(header)).objects)).toEqual([]);
  });

  it('a credit note that was made from an invoice, finalised and paid', async () => {
    const invoiceId = await books.openInvoice({ ...full, paymentMethod: undefined });
    const copy = await books.api.post('/CreditNote/Factory/createFromInvoice', {
      invoice: ref(invoiceId, 'Invoice'),
    });
    expect(
      against('credit_note', [(await books.api.get(`/CreditNote/${copy.objects.creditNote.id}`)).objects[0]]),
    ).toEqual([]);
  });

  it('contacts, addresses, communication ways', async () => {
    const company = {
      objectName: 'Contact',
      mapAll: true,
      category: ref(3, 'Category'),
      name: 'Muster GmbH',
    };
    const made = await books.api.post('/Contact', {
      ...company,
      customerNumber: 'SH-9',
      vatNumber: 'DE123456789',
    });
    expect(against('write_contact_create', made.objects)).toEqual([]);
    expect(against('contact', (await books.api.get(`/Contact/${made.objects.id}`)).objects)).toEqual([]);
    expect(
      against(
        'contact_list_by_customer_number',
        (await books.api.get('/Contact?customerNumber=SH-9')).objects,
      ),
    ).toEqual([]);
    const contact = ref(made.objects.id, 'Contact');
    const address = {
      contact,
      street: 'Teststr. 1',
      zip: '10115',
      city: 'Berlin',
      country: ref(1, 'StaticCountry'),
    };
    expect(
      against(
        'write_contact_address_create',
        (await books.api.post('/ContactAddress', { ...address, category: ref(47, 'Category') })).objects,
      ),
    ).toEqual([]);
    const way = {
      contact,
      type: 'EMAIL',
      value: 'e@example.com',
      key: ref(2, 'CommunicationWayKey'),
      main: true,
    };
    expect(
      against('write_communication_way_create', (await books.api.post('/CommunicationWay', way)).objects),
    ).toEqual([]);
    const ways = await books.api.get(
      `/CommunicationWay?contact[id]=${contact.id}&contact[objectName]=Contact`,
    );
    expect(against('communication_way_list', ways.objects)).toEqual([]);
  });

  it('accounts, transactions, bookings', async () => {
    const { objects: accounts } = await books.api.get('/CheckAccount');
    expect(against('check_account_list', accounts)).toEqual([]);
    expect(
      against('check_account', (await books.api.get(`/CheckAccount/${accounts[0].id}`)).objects),
    ).toEqual([]);
    const checkAccount = await books.checkAccount('online');
    const body = {
      valueDate: '24.11.2026',
      payeePayerName: 'X',
      paymtPurpose: 'p',
      status: 100,
      amount: '-0.45',
    };
    const made = await books.api.post('/CheckAccountTransaction', { ...body, checkAccount });
    expect(against('write_transaction_create', made.objects)).toEqual([]);
    expect(
      against('transaction', (await books.api.get(`/CheckAccountTransaction/${made.objects.id}`)).objects),
    ).toEqual([]);
    const id = await books.openInvoice();
    const { voucher, ...log } = recorded('write_voucher_book_amount').objects as { voucher: unknown };
    expect(
      differences({ ...log, invoice: voucher }, (await books.book('Invoice', id, '11.90')).objects),
    ).toEqual([]);
    expect(against('transaction_log', (await books.api.get('/CheckAccountTransactionLog')).objects)).toEqual(
      [],
    );
  });

  it('a transaction that was changed, moved to another account, and deleted', async () => {
    const checkAccount = await books.checkAccount('online');
    const line = {
      valueDate: '2026-08-28T12:00:00+02:00',
      payeePayerName: 'X',
      paymtPurpose: 'p',
      status: 100,
    };
    const made = async (amount: number) =>
      (await books.api.post('/CheckAccountTransaction', { ...line, amount, checkAccount })).objects
        .id as string;
    const [out, into] = [await made(-100), await made(100)];
    const put = (body: object) => books.api.put(`/CheckAccountTransaction/${out}`, body);
    const { objects } = await put({ paymtPurpose: 'other' });
    expect(differences(recordedLater('write_transaction_update'), objects)).toEqual([]);
    await put({ status: 400, targetTransaction: ref(into, 'CheckAccountTransaction') });
    const [moved] = (await books.api.get(`/CheckAccountTransaction/${out}`)).objects;
    expect(differences((recorded('transaction_list').objects as unknown[])[1], moved)).toEqual([]);
    await books.api.delete(`/CheckAccountTransaction/${into}`);
    const deleted = (await books.api.get(`/CheckAccountTransaction/${into}`)).objects;
    expect(differences(recordedLater('transaction_deleted'), deleted)).toEqual([]);
    expect(deleted[0].deletedAt).not.toBeNull();
  });

  it('a voucher that was paid by a transaction', async () => {
    const id = await books.openVoucher();
    const checkAccount = await books.checkAccount('online');
    const line = { valueDate: '2026-08-25T12:00:00+02:00', payeePayerName: 'X', status: 100, amount: -87.49 };
    const transaction = (await books.api.post('/CheckAccountTransaction', { ...line, checkAccount })).objects
      .id;
    const booked = await books.book('Voucher', id, '-87.49', {
      checkAccount,
      checkAccountTransaction: ref(transaction, 'CheckAccountTransaction'),
    });
    expect(against('write_voucher_book_amount', booked.objects)).toEqual([]);
    const voucher = (await books.api.get(`/Voucher/${id}`)).objects;
    expect(differences(recordedLater('voucher'), voucher)).toEqual([]);
    const {
      create: _c,
      update: _u,
      ...expected
    } = (recordedLater('voucher') as Record<string, unknown>[])[0]!;
    for (const key of [
      'status',
      'payDate',
      'paidAmount',
      'sumNet',
      'sumTax',
      'sumGross',
      'creditDebit',
      'taxRule',
    ])
      expect(voucher[0][key]).toEqual(expected[key]);
  });

  it('look-ups and the PDF', async () => {
    expect(
      against('bookkeeping_system_version', (await books.api.get('/Tools/bookkeepingSystemVersion')).objects),
    ).toEqual([]);
    expect(against('payment_method_list', (await books.api.get('/PaymentMethod')).objects)).toEqual([]);
    expect(
      against('receipt_guidance', (await books.api.get('/ReceiptGuidance/forAllAccounts')).objects),
    ).toEqual([]);
    expect(
      against(
        'invoice_pdf',
        (await books.api.get(`/Invoice/${await books.openInvoice()}/getPdf?preventSendBy=true`)).objects,
      ),
    ).toEqual([]);
  });

  it('errors', async () => {
    const absent = await books.api.get('/CheckAccountTransaction/1');
    expect(differences(recorded('error_404_code_151').error, absent.error)).toEqual([]);
    const checkAccount = await books.checkAccount('offline');
    const body = { valueDate: '24.11.2026', payeePayerName: 'X', status: 100, amount: '5', checkAccount };
    const offline = await books.api.post('/CheckAccountTransaction', body);
    const { exceptionUUID: _, ...known } = recorded('error_422_offline_account').error as {
      exceptionUUID: string;
    };
    expect(offline.error).toMatchObject(known);
  });
});
