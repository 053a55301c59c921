import { centsOf, dayOf, refOf, textOf, type Row, type SevdeskApi } from './sevdeskApi.ts';

export interface BookPosition {
  name: string;
  quantity: number;
  grossCents: number;
  taxCents: number;
  ratePercent: number;
}

interface BookBooking {
  /** The gateway whose clearing account it stands on; the account's name where no gateway has it, null if unknown. */
  gateway: string | null;
  amountCents: number;
  /** Berlin day, yyyy-mm-dd. */
  day: string | null;
}

/** A document as sevdesk shows it; a draft has no number. */
export interface BookDocument {
  kind: 'invoice' | 'credit_note' | 'cancellation';
  number: string | null;
  date: string | null;
  deliveryDate: string | null;
  taxRule: number | null;
  taxText: string | null;
  recipient: string | null;
  grossCents: number;
  taxCents: number;
  positions: BookPosition[];
  bookings: BookBooking[];
}

/** One sevdesk account, as it was read. */
export interface Books {
  /** The documents that carry this order's marker, oldest first. */
  documentsOf(order: { orderId: string; shopHandle: string }): Promise<BookDocument[]>;
}

type Kind = 'Invoice' | 'CreditNote';

/**
 * Reads an account over sevdesk's API: Invoice, CreditNote, their positions, and what is booked on which account.
 * `gateways` names the clearing accounts' gateways by account id.
 */
export async function readBooks(api: SevdeskApi, gateways: Map<string, string>): Promise<Books> {
  const [invoices, creditNotes, bookingsOf] = await Promise.all([
    api.list('/Invoice'),
    api.list('/CreditNote'),
    readBookings(api, gateways),
  ]);
  const all = [
    ...(invoices ?? []).map((row) => ({ kind: 'Invoice' as Kind, row })),
    ...(creditNotes ?? []).map((row) => ({ kind: 'CreditNote' as Kind, row })),
  ].sort((a, b) => createdOf(a.row).localeCompare(createdOf(b.row)) || idOf(a.row) - idOf(b.row));
  return {
    documentsOf: ({ orderId, shopHandle }) =>
      Promise.all(
        all
          .filter(({ row }) => isMarkedFor(row, orderId, shopHandle))
          .map(async ({ kind, row }) => ({
            ...headOf(kind, row),
            positions: await positionsOf(api, kind, row),
            bookings: bookingsOf(kind, row),
          })),
      ),
  };
}

const idOf = (row: Row): number => Number(row['id']);
const createdOf = (row: Row): string => textOf(row['create']) ?? '';

/** The note reads "#1001 shop-handle 6012345678901 R9001"; accounts that several shops share tell them apart by it. */
function isMarkedFor(row: Row, orderId: string, shopHandle: string): boolean {
  const words = (textOf(row['customerInternalNote']) ?? '').split(/\s+/);
  return words.includes(orderId) && words.includes(shopHandle);
}

function headOf(kind: Kind, row: Row): Omit<BookDocument, 'positions' | 'bookings'> {
  const isInvoice = kind === 'Invoice';
  const isStorno = isInvoice && row['invoiceType'] === 'SR';
  return {
    kind: isStorno ? 'cancellation' : isInvoice ? 'invoice' : 'credit_note',
    number: textOf(row[isInvoice ? 'invoiceNumber' : 'creditNoteNumber']),
    date: dayOf(row[isInvoice ? 'invoiceDate' : 'creditNoteDate']),
    deliveryDate: dayOf(row['deliveryDate']),
    taxRule: Number(refOf(row['taxRule']) ?? Number.NaN) || null,
    taxText: textOf(row['taxText']),
    recipient: recipientOf(row),
    grossCents: centsOf(row['sumGross']) ?? 0,
    taxCents: centsOf(row['sumTax']) ?? 0,
  };
}

/** What is printed in the address field, on one line. */
function recipientOf(row: Row): string | null {
  const printed = textOf(row['address']);
  if (printed)
    return printed
      .split(/\r?\n|<br\s*\/?>/)
      .filter(Boolean)
      .join(', ');
  const town = [textOf(row['addressZip']), textOf(row['addressCity'])].filter(Boolean).join(' ');
  const parts = [textOf(row['addressName']), textOf(row['addressStreet']), town].filter(Boolean);
  return parts.length > 0 ? parts.join(', ') : null;
}

async function positionsOf(api: SevdeskApi, kind: Kind, row: Row): Promise<BookPosition[]> {
  const id = textOf(row['id'])!;
  const name = kind === 'Invoice' ? 'invoice' : 'creditNote';
  // sevdesk's specification wants the name of the field here and not that of the model.
  const filter = {
    [`${name}[id]`]: id,
    [`${name}[objectName]`]: kind === 'Invoice' ? 'Invoice' : 'creditNote',
  };
  const rows =
    kind === 'Invoice'
      ? ((await api.list(`/Invoice/${id}/getPositions`)) ?? (await api.list('/InvoicePos', filter)))
      : ((await api.list('/CreditNotePos', filter)) ?? (await api.list(`/CreditNote/${id}/getPositions`)));
  return (rows ?? [])
    .filter((one) => (refOf(one[name]) ?? id) === id)
    .sort((a, b) => Number(a['positionNumber']) - Number(b['positionNumber']) || idOf(a) - idOf(b))
    .map((one) => toPosition(one, textOf(row['showNet']) === '1'));
}

function toPosition(row: Row, showNet: boolean): BookPosition {
  const quantity = row['quantity'] === true ? 1 : Number(row['quantity']);
  const rate = Number(row['taxRate']);
  const total = Math.round((centsOf(row['price']) ?? 0) * quantity);
  const gross = centsOf(row['sumGross']) ?? (showNet ? Math.round(total * (1 + rate / 100)) : total);
  return {
    name: textOf(row['name']) ?? '',
    quantity,
    grossCents: gross,
    taxCents: centsOf(row['sumTax']) ?? gross - Math.round(gross / (1 + rate / 100)),
    ratePercent: rate,
  };
}

/**
 * Who paid what, by the log that links transactions with documents. A server without that log shows only what is paid
 * in all, and when.
 */
async function readBookings(api: SevdeskApi, gateways: Map<string, string>) {
  const [logs, transactions, accounts] = await Promise.all([
    api.list('/CheckAccountTransactionLog'),
    api.list('/CheckAccountTransaction'),
    api.list('/CheckAccount'),
  ]);
  const accountOf = new Map(
    (transactions ?? []).map((row) => [textOf(row['id']), refOf(row['checkAccount'])]),
  );
  const nameOf = new Map((accounts ?? []).map((row) => [textOf(row['id']), textOf(row['name'])]));
  const gatewayOf = (transactionId: string | null) => {
    const account = accountOf.get(transactionId) ?? null;
    return account === null ? null : (gateways.get(account) ?? nameOf.get(account) ?? null);
  };
  return (kind: Kind, document: Row): BookBooking[] => {
    const id = textOf(document['id']);
    if (logs === null) return inAll(document);
    return logs
      .filter((row) => refOf(row['object']) === id && (row['object'] as Row)['objectName'] === kind)
      .sort((a, b) => idOf(a) - idOf(b))
      .map((row) => ({
        gateway: gatewayOf(refOf(row['checkAccountTransaction'])),
        // The sign says where the money went; a credit note's goes back, however its account signs it.
        amountCents: Math.abs(centsOf(row['amountPaid']) ?? 0),
        day: dayOf(row['bookingDate']),
      }));
  };
}

function inAll(document: Row): BookBooking[] {
  const paid = Math.abs(centsOf(document['paidAmount']) ?? 0);
  return paid === 0 ? [] : [{ gateway: null, amountCents: paid, day: dayOf(document['payDate']) }];
}
