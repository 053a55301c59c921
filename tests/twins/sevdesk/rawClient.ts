import { DEFAULT_TOKEN, type SevdeskTwin } from './server.ts';

// Requests to the twin as an API user writes them by hand, for the tests of the twin itself.

interface RawAnswer {
  status: number;
  headers: Headers;
  /** `objects` of the envelope. */
  objects: any; // eslint-disable-line typescript/no-explicit-any -- tests look into it as it comes
  error: { message: string; code: number | null; data: any } | null; // eslint-disable-line typescript/no-explicit-any
  total: string | undefined;
}

export interface RawClient {
  get(path: string): Promise<RawAnswer>;
  post(path: string, body?: unknown): Promise<RawAnswer>;
  put(path: string, body?: unknown): Promise<RawAnswer>;
  delete(path: string): Promise<RawAnswer>;
}

export function rawClient(twin: SevdeskTwin, token: string = DEFAULT_TOKEN, headers = {}): RawClient {
  const run = async (method: string, path: string, body?: unknown): Promise<RawAnswer> => {
    const response = await twin.fetch(`${twin.apiUrl}${path}`, {
      method,
      headers: { authorization: token, ...headers },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const { objects, error, total } = (await response.json()) as Omit<RawAnswer, 'error'> &
      Partial<Pick<RawAnswer, 'error'>>;
    return { status: response.status, headers: response.headers, objects, error: error ?? null, total };
  };
  return {
    get: (path) => run('GET', path),
    post: (path, body) => run('POST', path, body),
    put: (path, body) => run('PUT', path, body),
    delete: (path) => run('DELETE', path),
  };
}

export const ref = (id: string | number, objectName: string) => ({ id: Number(id), objectName });

export const personBody = (customerNumber?: string) => ({
  objectName: 'Contact',
  mapAll: true,
  category: ref(3, 'Category'),
  surename: 'Erika',
  familyname: 'Mustermann',
  ...(customerNumber === undefined ? {} : { customerNumber }),
});

export interface PositionInput {
  quantity?: number;
  price?: string;
  taxRate?: number;
  discount?: number;
}

const positionBody = (
  objectName: string,
  { quantity = 1, price = '11.90', taxRate = 19, ...rest }: PositionInput,
) => ({
  objectName,
  mapAll: true,
  quantity,
  price,
  taxRate,
  name: 'T-Shirt',
  unity: ref(1, 'Unity'),
  ...rest,
});

/** A shop's account, as far as these tests need one: its user, and ways to make documents. */
export async function openBooks(twin: SevdeskTwin, token: string = DEFAULT_TOKEN) {
  const api = rawClient(twin, token);
  const users = (await api.get('/SevUser')).objects as { id: string; hidden: string }[];
  const user = ref(users.find(({ hidden }) => hidden === '0')!.id, 'SevUser');
  const contact = ref((await api.post('/Contact', personBody())).objects.id, 'Contact');
  const shared = {
    mapAll: true,
    addressName: 'Erika Mustermann',
    contact,
    contactPerson: user,
    deliveryDate: '24.11.2026',
    status: 100,
    currency: 'EUR',
    showNet: false,
    taxRate: 0,
    taxText: 'Umsatzsteuer 19%',
    taxRule: { id: '1', objectName: 'TaxRule' },
    addressCountry: ref(1, 'StaticCountry'),
    customerInternalNote: '#1001',
  };
  const invoiceBody = (header: object = {}, positions: PositionInput[] = [{}], extra: object = {}) => ({
    invoice: {
      objectName: 'Invoice',
      invoiceType: 'RE',
      invoiceDate: '24.11.2026',
      discount: 0,
      ...shared,
      ...header,
    },
    invoicePosSave: positions.map((position) => positionBody('InvoicePos', position)),
    invoicePosDelete: null,
    ...extra,
  });
  const creditNoteBody = (header: object = {}, positions: PositionInput[] = [{}]) => ({
    creditNote: {
      objectName: 'CreditNote',
      creditNoteType: 'CN',
      creditNoteNumber: 'GU-1000',
      creditNoteDate: '25.11.2026',
      header: 'Gutschrift',
      bookingCategory: 'UNDERACHIEVEMENT',
      ...shared,
      ...header,
    },
    creditNotePosSave: positions.map((position) => positionBody('CreditNotePos', position)),
    creditNotePosDelete: null,
  });
  const saveInvoice = (...input: Parameters<typeof invoiceBody>) =>
    api.post('/Invoice/Factory/saveInvoice', invoiceBody(...input));
  const saveCreditNote = (...input: Parameters<typeof creditNoteBody>) =>
    api.post('/CreditNote/Factory/saveCreditNote', creditNoteBody(...input));
  /** A receipt of an expense of one euro under rule 14, as a draft. */
  const saveVoucher = (header: object = {}, position: object = {}) =>
    api.post('/Voucher/Factory/saveVoucher', {
      voucher: {
        objectName: 'Voucher',
        mapAll: true,
        voucherDate: '31.08.2026',
        status: 50,
        creditDebit: 'C',
        voucherType: 'VOU',
        taxRule: { id: '14', objectName: 'TaxRule' },
        ...header,
      },
      voucherPosSave: [
        {
          objectName: 'VoucherPos',
          mapAll: true,
          accountDatev: ref(4285, 'AccountDatev'),
          taxRate: 0,
          net: true,
          sumNet: 1,
          ...position,
        },
      ],
      voucherPosDelete: null,
    });
  const sendBy = (model: 'Invoice' | 'CreditNote', id: string) =>
    api.put(`/${model}/${id}/sendBy`, { sendType: 'VPDF', sendDraft: false });
  const checkAccount = async (type: 'online' | 'offline') =>
    ref(
      (await api.get('/CheckAccount')).objects.find((row: { type: string }) => row.type === type).id,
      'CheckAccount',
    );
  return {
    api,
    contact,
    invoiceBody,
    creditNoteBody,
    saveInvoice,
    saveCreditNote,
    sendBy,
    checkAccount,
    async draft(...input: Parameters<typeof invoiceBody>): Promise<string> {
      return (await saveInvoice(...input)).objects.invoice.id;
    },
    async openInvoice(...input: Parameters<typeof invoiceBody>): Promise<string> {
      const id = (await saveInvoice(...input)).objects.invoice.id;
      await sendBy('Invoice', id);
      return id;
    },
    saveVoucher,
    /** A receipt of fees, 87.49 EUR net under rule 14, open; in euros. */
    async openVoucher(sumNet = 87.49, header: object = {}): Promise<string> {
      const fees = {
        supplierName: 'Beispiel Payments Ltd',
        description: 'Gebühren 2026-08',
        currency: 'EUR',
      };
      const saved = await saveVoucher({ ...fees, status: 100, ...header }, { sumNet });
      return saved.objects.voucher.id;
    },
    async book(model: 'Invoice' | 'CreditNote' | 'Voucher', id: string, amount: string, extra: object = {}) {
      return api.put(`/${model}/${id}/bookAmount`, {
        amount,
        date: 1795518000,
        type: 'FULL_PAYMENT',
        checkAccount: await checkAccount('offline'),
        createFeed: false,
        ...extra,
      });
    },
  };
}

export type Books = Awaited<ReturnType<typeof openBooks>>;
