import { expect, it } from 'vitest';
import { openBooks, rawClient, ref } from './rawClient.ts';
import { DEFAULT_TOKEN } from './server.ts';
import { useTwins } from './useTwin.ts';

const start = useTwins();

// How sevdesk talks, whatever it is asked (facts sevdesk.md 1 and sevdesk-measured.md).

it('answers 401 to a wrong token, a token with "Bearer", and a token in the query', async () => {
  const twin = await start();
  for (const token of ['', 'f'.repeat(32), `Bearer ${DEFAULT_TOKEN}`])
    expect((await rawClient(twin, token).get('/SevUser')).status).toBe(401);
  expect((await rawClient(twin, '').get(`/SevUser?token=${DEFAULT_TOKEN}`)).status).toBe(401);
  twin.revokeTokens({ account: 'demo' });
  expect((await rawClient(twin).get('/SevUser')).status).toBe(401);
  expect(twin.state().unauthorised).toBe(4);
});

it('keeps accounts apart: nothing of one is found with the token of another', async () => {
  const token = 'a'.repeat(32);
  const twin = await start({ tenants: [{ name: 'demo' }, { name: 'other', tokens: [token] }] });
  const id = await (await openBooks(twin)).draft();
  const other = rawClient(twin, token);
  expect((await other.get('/Invoice')).objects).toEqual([]);
  expect(await other.get(`/Invoice/${id}`)).toMatchObject({ status: 404, error: { code: 151 } });
});

it('wears the same error envelope for everything that is absent', async () => {
  const twin = await start();
  const answer = await rawClient(twin).get('/CheckAccountTransaction/1');
  expect(answer).toMatchObject({ status: 404, objects: null });
  expect(answer.error).toEqual({
    exceptionUUID: expect.stringMatching(/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/),
    message: 'No Model_CheckAccountTransaction with the id 1 was found',
    errorCode: 0,
    code: 151,
    data: [],
    responseCode: 404,
  });
});

it('answers 500 to a wrong verb and 404 to a path it does not have', async () => {
  const api = rawClient(await start());
  expect((await api.delete('/SevUser')).status).toBe(500);
  expect((await api.get('/Nonsense')).status).toBe(404);
});

it('gives 100 rows without a limit, at most 1000, and refuses every other limit', async () => {
  const twin = await start();
  const books = await openBooks(twin);
  for (let index = 0; index < 101; index += 1) await books.draft();
  expect((await books.api.get('/Invoice')).objects).toHaveLength(100);
  expect((await books.api.get('/Invoice?limit=1000')).objects).toHaveLength(101);
  expect((await books.api.get('/Invoice?limit=60&offset=60')).objects).toHaveLength(41);
  expect((await books.api.get('/Invoice?limit=1&countAll=true')).total).toBe('101');
  for (const limit of ['0', '1001', 'x'])
    expect(await books.api.get(`/Invoice?limit=${limit}`)).toMatchObject({
      status: 400,
      error: {
        message: "Invalid 'limit' parameter. Please provide an integer value between 1 and 1000.",
      },
    });
});

it('drops filters it does not know, the misspelt one of its own specification included', async () => {
  const books = await openBooks(await start());
  await books.draft({ customerInternalNote: '#1' });
  await books.draft({ customerInternalNote: '#2' });
  const found = async (query: string) => (await books.api.get(`/Invoice?${query}`)).objects.length as number;
  expect(await found('customerInternalNote=%231')).toBe(1);
  expect(await found('customerInternalNote=%23')).toBe(0);
  expect(await found('customerIntenalNote=%231')).toBe(2);
  expect(await found('externalId=7')).toBe(2);
  expect(await found('contact[id]=1&contact[objectName]=Contact')).toBe(0);
  expect(await found('contact[id]=1')).toBe(2);
});

it('writes ids, sums and flags as strings, drops trailing zeros, and paidAmount is a number', async () => {
  const books = await openBooks(await start());
  const id = await books.openInvoice({}, [{ price: '18.40' }]);
  await books.book('Invoice', id, '8.40', { type: 'N' });
  const [invoice] = (await books.api.get(`/Invoice/${id}`)).objects;
  expect(invoice).toMatchObject({
    id,
    sumGross: '18.4',
    sumNet: '15.46',
    taxRate: '0',
    showNet: '0',
    status: '750',
    paidAmount: 8.4,
    invoiceDate: '2026-11-24T00:00:00+01:00',
  });
});

it('answers a list for GET by id, 201 for what is created, [null] for what is deleted', async () => {
  const books = await openBooks(await start());
  const saved = await books.saveInvoice();
  expect(saved.status).toBe(201);
  const { id } = saved.objects.invoice;
  expect((await books.api.get(`/Invoice/${id}`)).objects).toHaveLength(1);
  expect(await books.api.delete(`/Invoice/${id}`)).toMatchObject({ status: 200, objects: [null] });
});

it('repeats the invoice in every position of the save answer, with numbers, and a quantity of 1 as true', async () => {
  const books = await openBooks(await start());
  const { invoice, invoicePos } = (await books.saveInvoice({}, [{ quantity: 2, price: '5' }, {}])).objects;
  expect(invoicePos[0]).toMatchObject({
    quantity: 2,
    price: 5,
    taxRate: '19.00',
    isPercentage: true,
    invoice,
  });
  expect(invoicePos[1]).toMatchObject({ quantity: true, create: null });
  const positions = (await books.api.get(`/Invoice/${invoice.id}/getPositions`)).objects;
  expect(positions[1]).toMatchObject({ quantity: '1', price: '11.9', taxRate: '19' });
});

it('knows Great Britain twice and writes country codes in lower case', async () => {
  const { objects } = await rawClient(await start()).get('/StaticCountry?limit=1000');
  const british = objects.filter((row: { code: string }) => row.code === 'gb');
  expect(british.map((row: { nameEn: string }) => row.nameEn)).toEqual(['England', 'United Kingdom']);
  expect(objects[0]).toMatchObject({ id: '1', code: 'de', name: 'Deutschland' });
});

it('refuses a version header on tools and factories', async () => {
  const twin = await start();
  expect(
    (await rawClient(twin, DEFAULT_TOKEN, { 'x-version': '2.0' }).get('/Tools/bookkeepingSystemVersion'))
      .status,
  ).toBe(400);
  expect(
    (await rawClient(twin, DEFAULT_TOKEN, { 'x-version': 'default' }).get('/Tools/bookkeepingSystemVersion'))
      .objects,
  ).toEqual({
    version: '2.0',
  });
});

it('shows the regime only in what ReceiptGuidance allows', async () => {
  const token = 'b'.repeat(32);
  const twin = await start({
    tenants: [{ name: 'demo' }, { name: 'small', tokens: [token], regime: 'small_business' }],
  });
  const rules = async (api: ReturnType<typeof rawClient>) =>
    (await api.get('/ReceiptGuidance/forRevenue')).objects[0].allowedTaxRules.map(
      (rule: { id: number }) => rule.id,
    );
  expect(await rules(rawClient(twin))).toContain(1);
  expect(await rules(rawClient(twin))).not.toContain(11);
  expect(await rules(rawClient(twin, token))).toContain(11);
  const byRule = await rawClient(twin).get('/ReceiptGuidance/forTaxRule?taxRule=KLEINUNTERNEHMER_P19');
  expect(byRule.objects).toEqual([]);
});

it('tags a document and finds it by its tag', async () => {
  const books = await openBooks(await start());
  const [id] = [await books.draft(), await books.draft()];
  const tagged = await books.api.post('/Tag/Factory/create', { name: 'Shopify', object: ref(id, 'Invoice') });
  expect(tagged.status).toBe(201);
  const tag = (await books.api.get('/Tag?name=Shopify')).objects[0];
  const { objects } = await books.api.get(`/Invoice?tags[0][id]=${tag.id}&tags[0][objectName]=Tag`);
  expect(objects.map((row: { id: string }) => row.id)).toEqual([id]);
});
