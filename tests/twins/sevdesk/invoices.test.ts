import { describe, expect, it } from 'vitest';
import { openBooks, rawClient, ref } from './rawClient.ts';
import { DEFAULT_TOKEN } from './server.ts';
import { useTwins } from './useTwin.ts';

const start = useTwins();
const open = async (definition: object = {}) =>
  openBooks(await start({ tenants: [{ name: 'demo', ...definition }] }));

describe('saving an invoice', () => {
  it('gives no number and locks nothing', async () => {
    const { invoice } = (await (await open()).saveInvoice()).objects;
    expect(invoice).toMatchObject({ invoiceNumber: null, status: '100', enshrined: null, sendType: '0' });
  });

  it('keeps a number that was sent along', async () => {
    const books = await open();
    const id = await books.openInvoice({ invoiceNumber: 'SHOP-7' });
    expect((await books.api.get(`/Invoice/${id}`)).objects[0].invoiceNumber).toBe('SHOP-7');
    expect(
      (await books.api.get('/SevSequence/Factory/getByType?objectType=Invoice&type=RE')).objects.nextSequence,
    ).toBe('1000');
  });

  it('refuses any status but 100', async () => {
    const answer = await (await open()).saveInvoice({ status: 200 });
    expect(answer).toMatchObject({
      status: 422,
      error: { message: 'New invoices must be created with status 100' },
    });
  });

  it('refuses what misses objectName or mapAll', async () => {
    const books = await open();
    for (const fault of [{ mapAll: undefined }, { objectName: undefined }, { contact: { id: 1 } }])
      expect(await books.saveInvoice(fault)).toMatchObject({
        status: 400,
        error: { message: expect.stringContaining('expected array with id and objectName') },
      });
  });

  it('breaks on a header without a tax rate', async () => {
    expect((await (await open()).saveInvoice({ taxRate: undefined })).status).toBe(500);
  });

  it('refuses a delivery later than the invoice, and takes one on the same day', async () => {
    const books = await open();
    expect((await books.saveInvoice({ deliveryDate: '25.11.2026' })).status).toBe(422);
    expect((await books.saveInvoice({ deliveryDate: '24.11.2026' })).status).toBe(201);
  });

  it('takes dates as dd.mm.yyyy, yyyy-mm-dd and Unix seconds, and cuts days in Berlin', async () => {
    const books = await open();
    for (const invoiceDate of ['01.10.2026', '2026-10-01', Date.UTC(2026, 8, 30, 22) / 1000]) {
      const { objects } = await books.saveInvoice({ invoiceDate, deliveryDate: null });
      expect(objects.invoice.invoiceDate).toBe('2026-10-01T00:00:00+02:00');
    }
    expect((await books.saveInvoice({ invoiceDate: '31.02.2026' })).status).toBe(422);
  });

  it('reads prices by the setting of the account when showNet is left out', async () => {
    for (const [showNetByDefault, gross] of [
      [true, '14.16'],
      [false, '11.9'],
    ] as const) {
      const { objects } = await (await open({ showNetByDefault })).saveInvoice({ showNet: undefined });
      expect(objects.invoice.sumGross).toBe(gross);
    }
  });

  it('copies the address of the contact only when told to', async () => {
    const books = await open();
    await books.api.post('/ContactAddress', {
      contact: books.contact,
      street: 'Teststr. 1',
      zip: '10115',
      city: 'Berlin',
      country: ref(1, 'StaticCountry'),
      category: ref(47, 'Category'),
    });
    expect((await books.saveInvoice()).objects.invoice.addressStreet).toBeNull();
    const asked = await books.saveInvoice({}, [{}], { takeDefaultAddress: true });
    expect(asked.objects.invoice.addressStreet).toBe('Teststr. 1');
  });

  it('changes a draft that is named by its id, and nothing else', async () => {
    const books = await open();
    const id = await books.draft();
    await books.saveInvoice({ id: Number(id) }, [{ price: '20' }]);
    expect((await books.api.get(`/Invoice/${id}`)).objects[0].sumGross).toBe('20');
    await books.sendBy('Invoice', id);
    expect((await books.saveInvoice({ id: Number(id) })).status).toBe(422);
    expect((await books.api.get('/Invoice')).objects).toHaveLength(1);
  });

  it('refuses an e-invoice for want of company data (830)', async () => {
    const answer = await (await open()).saveInvoice({ propertyIsEInvoice: true });
    expect(answer).toMatchObject({ status: 400, error: { code: 830 } });
    expect(answer.error?.data['missing information']).toContain('sevClient_bankIban');
  });
});

describe('tax rules', () => {
  const rule = (id: number) => ({ taxRule: { id: String(id), objectName: 'TaxRule' } });

  it.each([
    [1, 19, 201],
    [1, 7, 201],
    [1, 16, 422],
    [2, 0, 201],
    [2, 19, 422],
    [3, 0, 201],
    [11, 0, 201],
    [11, 19, 422],
    [21, 0, 201],
    [22, 0, 422],
  ])('rule %i with %i %% answers %i', async (id, taxRate, status) => {
    expect((await (await open()).saveInvoice(rule(id), [{ taxRate }])).status).toBe(status);
  });

  it.each([
    ['fr', 20, 201],
    ['fr', 5.5, 201],
    ['fr', 19, 422],
    ['fi', 25.5, 201],
    ['lu', 17, 201],
    ['FR', 20, 422],
    ['de', 19, 422],
    ['ch', 8.1, 422],
  ])('One Stop Shop to %s with %d %% answers %i', async (deliveryAddressCountry, taxRate, status) => {
    const header = { ...rule(18), deliveryAddressCountry };
    expect((await (await open()).saveInvoice(header, [{ taxRate }])).status).toBe(status);
  });

  it('takes the country of the address where no country of delivery is named', async () => {
    const books = await open();
    const countries = (await books.api.get('/StaticCountry?limit=1000')).objects;
    const france = countries.find((row: { code: string }) => row.code === 'fr');
    const header = { ...rule(18), addressCountry: ref(france.id, 'StaticCountry') };
    expect((await books.saveInvoice(header, [{ taxRate: 20 }])).status).toBe(201);
    expect((await books.saveInvoice(rule(18), [{ taxRate: 20 }])).status).toBe(422);
  });

  it('wants the country of delivery as a string and leaves it out of what it shows', async () => {
    const books = await open();
    const asObject = { ...rule(18), deliveryAddressCountry: ref(1, 'StaticCountry') };
    expect((await books.saveInvoice(asObject, [{ taxRate: 20 }])).status).toBe(400);
    const { objects } = await books.saveInvoice({ ...rule(18), deliveryAddressCountry: 'fr' }, [
      { taxRate: 20 },
    ]);
    expect(objects.invoice).not.toHaveProperty('deliveryAddressCountry');
  });

  it('maps some of the old tax types and finds no others', async () => {
    const books = await open();
    const { objects } = await books.saveInvoice({ taxRule: undefined, taxType: 'ss' }, [{ taxRate: 0 }]);
    expect(objects.invoice.taxRule.id).toBe('11');
    expect(await books.saveInvoice({ taxRule: undefined, taxType: 'noUst' })).toMatchObject({
      status: 422,
      error: { message: 'Could not find taxType' },
    });
  });

  it('takes a draft of a Kleinunternehmer on a regular account and refuses to finalise it (7100)', async () => {
    const books = await open();
    const id = await books.draft(rule(11), [{ taxRate: 0 }]);
    const answer = await books.sendBy('Invoice', id);
    expect(answer).toMatchObject({ status: 422, error: { code: 7100 } });
    expect(answer.error?.message).toContain('KLEINUNTERNEHMER_P19');
    expect((await books.api.get(`/Invoice/${id}`)).objects[0]).toMatchObject({
      status: '100',
      invoiceNumber: null,
    });
  });
});

describe('finalising', () => {
  it('numbers, opens and locks in one step, and numbers in the order of finalising', async () => {
    const books = await open();
    const [first, second] = [await books.draft(), await books.draft()];
    const later = (await books.sendBy('Invoice', second)).objects;
    const earlier = (await books.sendBy('Invoice', first)).objects;
    expect(later).toMatchObject({ invoiceNumber: 'RE-1000', status: '200', sendType: 'VPDF' });
    expect(later.enshrined).not.toBeNull();
    expect(earlier.invoiceNumber).toBe('RE-1001');
  });

  it('refuses a draft without a contact and one with a negative sum', async () => {
    const books = await open();
    const nobody = await books.draft({ contact: null });
    expect((await books.sendBy('Invoice', nobody)).status).toBe(422);
    const negative = await books.draft({}, [{ price: '-5' }]);
    expect(await books.sendBy('Invoice', negative)).toMatchObject({ status: 422, error: { code: 7100 } });
  });

  it('cannot be undone: no deletion (409, 159), no draft, no second number', async () => {
    const books = await open();
    const id = await books.openInvoice();
    expect(await books.api.delete(`/Invoice/${id}`)).toMatchObject({
      status: 409,
      error: { code: 159, message: 'Invoice can only be deleted in status 100 but is status 200' },
    });
    expect(await books.api.put(`/Invoice/${id}/resetToDraft`)).toMatchObject({
      status: 422,
      error: { message: 'Already enshrined' },
    });
    expect((await books.sendBy('Invoice', id)).objects.invoiceNumber).toBe('RE-1000');
  });

  it('happens by itself when the PDF is read without preventSendBy', async () => {
    const books = await open();
    const id = await books.draft();
    const safe = await books.api.get(`/Invoice/${id}/getPdf?download=true&preventSendBy=true`);
    expect(safe.objects.filename).toBe('Entwurf.pdf');
    expect((await books.api.get(`/Invoice/${id}`)).objects[0].status).toBe('100');
    await books.api.get(`/Invoice/${id}/getPdf`);
    expect((await books.api.get(`/Invoice/${id}`)).objects[0].status).toBe('200');
  });

  it('happens by mail too, and every call is another mail', async () => {
    const twin = await start();
    const books = await openBooks(twin);
    const id = await books.draft();
    const mail = { toEmail: 'kunde@example.com', subject: 'Rechnung', text: 'Anbei' };
    expect((await books.api.post(`/Invoice/${id}/sendViaEmail`, mail)).status).toBe(201);
    await books.api.post(`/Invoice/${id}/sendViaEmail`, mail);
    const [account] = twin.state().accounts;
    expect(account?.mails).toHaveLength(2);
    expect(account?.invoices[0]).toMatchObject({ number: 'RE-1000', finalised: 1 });
  });

  it('follows a new number format at once', async () => {
    const twin = await start();
    const books = await openBooks(twin);
    twin.setNumberFormat({ account: 'demo', kind: 'invoice', format: '%YYYY-%NUMBER', next: 7 });
    const id = await books.openInvoice();
    expect((await books.api.get(`/Invoice/${id}`)).objects[0].invoiceNumber).toMatch(/^\d{4}-7$/);
  });

  it('answers a PDF that names number and sum', async () => {
    const books = await open();
    const id = await books.openInvoice({}, [{ price: '1234.50' }]);
    const { filename, mimetype, content } = (await books.api.get(`/Invoice/${id}/getPdf?preventSendBy=true`))
      .objects;
    const pdf = Buffer.from(content, 'base64').toString('latin1');
    expect([filename, mimetype]).toEqual(['RE-1000.pdf', 'application/pdf']);
    expect(pdf).toMatch(/^%PDF-1\.4\n[\s\S]*Rechnung RE-1000[\s\S]*1234,50 EUR[\s\S]*%%EOF\n$/);
    // The trailer points at the table of objects, and the table at the objects.
    const table = Number(/startxref\n(\d+)/.exec(pdf)![1]);
    expect(pdf.slice(table, table + 4)).toBe('xref');
    for (const [, offset] of pdf.slice(table).matchAll(/^(\d{10}) 00000 n/gm))
      expect(pdf.slice(Number(offset))).toMatch(/^\d+ 0 obj/);
  });

  it('shows the raw file on some accounts', async () => {
    const twin = await start({ tenants: [{ name: 'demo', pdfAs: 'raw' }] });
    const id = await (await openBooks(twin)).openInvoice();
    const response = await twin.fetch(`${twin.apiUrl}/Invoice/${id}/getPdf?preventSendBy=true`, {
      headers: { authorization: DEFAULT_TOKEN },
    });
    expect(response.headers.get('content-type')).toBe('application/pdf');
  });

  it('has no XML for what is no e-invoice', async () => {
    const books = await open();
    expect((await books.api.get(`/Invoice/${await books.openInvoice()}/getXml`)).status).toBe(400);
  });
});

describe('an account on system 1.0', () => {
  it('says so', async () => {
    const twin = await start({ tenants: [{ name: 'old', version: '1.0' }] });
    expect((await rawClient(twin).get('/Tools/bookkeepingSystemVersion')).objects).toEqual({
      version: '1.0',
    });
  });
});
