// Holds what became of a case against what was worked out from the law beforehand (EXPECTED.json): cents, rates in
// hundredths of a percent, Berlin days.
import type { BookDocument, BookPosition } from '../../scripts/demo/readBooks.ts';
import type { CaseResult } from './playCase.ts';

type Position = string | [name: string, gross: number, rate: number, taxOrQuantity?: number];

interface ExpectedDocument {
  date?: string;
  deliveryDate?: string;
  gross?: number;
  tax?: number;
  rate?: number;
  rule?: number;
  positions?: Position[];
  bookings?: Record<string, number>;
  booking?: number;
  /** Not paid yet. */
  open?: boolean;
}

export interface Expected {
  invoice?: ExpectedDocument;
  invoice_2?: ExpectedDocument;
  credit_note?: ExpectedDocument;
  credit_notes?: ExpectedDocument[];
  /** Credit note less whatever is kept as a fee, as one document or as two. */
  credit_minus_fee_invoice?: number;
  booking?: number;
  booking_day?: string;
  refund_booking?: number;
  park?: boolean | string;
}

/** Every difference in words; empty when all agrees. */
export function differencesOf(expected: Expected, result: CaseResult): string[] {
  const numbered = result.documents.filter(({ number }) => number !== null);
  const invoices = numbered.filter(({ kind }) => kind === 'invoice');
  const credits = numbered.filter(({ kind }) => kind !== 'invoice');
  const wantedCredits = expected.credit_notes ?? (expected.credit_note ? [expected.credit_note] : null);
  return [
    ...(expected.invoice ? documentDifferences('invoice', expected.invoice, invoices[0]) : []),
    ...(expected.invoice_2 ? documentDifferences('second invoice', expected.invoice_2, invoices[1]) : []),
    ...(wantedCredits ?? []).flatMap((one, at) =>
      documentDifferences(`credit note ${at + 1}`, one, credits[at]),
    ),
    ...(wantedCredits && credits.length !== wantedCredits.length
      ? [`${credits.length} credit notes instead of ${wantedCredits.length}`]
      : []),
    ...(expected.credit_minus_fee_invoice === undefined
      ? []
      : same(
          'credit notes less fee invoices',
          expected.credit_minus_fee_invoice,
          sumOf(credits) - sumOf(invoices.slice(1)),
        )),
    ...(expected.booking === undefined ? [] : same('booking', expected.booking, booked(invoices))),
    ...(expected.refund_booking === undefined
      ? []
      : same('refund booking', expected.refund_booking, booked(credits))),
    ...(expected.booking_day === undefined
      ? []
      : same('booking day', expected.booking_day, invoices[0]?.bookings[0]?.day)),
    ...(expected.park === false && result.state === 'parked' ? [`parked: ${result.problem}`] : []),
  ];
}

const sumOf = (documents: BookDocument[]) => documents.reduce((sum, { grossCents }) => sum + grossCents, 0);
const booked = (documents: BookDocument[]) =>
  documents.flatMap(({ bookings }) => bookings).reduce((sum, { amountCents }) => sum + amountCents, 0);

function documentDifferences(
  what: string,
  wanted: ExpectedDocument,
  found: BookDocument | undefined,
): string[] {
  if (!found) return [`no ${what}`];
  const optional = (name: string, want: unknown, is: unknown) =>
    want === undefined ? [] : same(`${what}: ${name}`, want, is);
  const rates = [...new Set(found.positions.map(({ ratePercent }) => ratePercent))];
  return [
    ...optional('date', wanted.date, found.date),
    ...optional('delivery date', wanted.deliveryDate, found.deliveryDate),
    ...optional('gross', wanted.gross, found.grossCents),
    ...optional('tax', wanted.tax, found.taxCents),
    ...optional('rule', wanted.rule, found.taxRule),
    ...optional('rates', wanted.rate === undefined ? undefined : [wanted.rate / 100], rates),
    ...optional('booked', wanted.booking, booked([found])),
    ...optional('bookings', wanted.open ? 0 : undefined, found.bookings.length),
    ...optional('bookings', wanted.bookings, wanted.bookings && byGateway(found)),
    ...(wanted.positions ? positionDifferences(what, wanted.positions, found.positions) : []),
  ];
}

const byGateway = ({ bookings }: BookDocument) =>
  Object.fromEntries(bookings.map(({ gateway, amountCents }) => [gateway, amountCents]));

function positionDifferences(what: string, wanted: Position[], found: BookPosition[]): string[] {
  const names = found.map(({ name }) => name).join(', ');
  if (found.length !== wanted.length) return [`${what}: ${found.length} positions (${names})`];
  return wanted.flatMap((one, at) => {
    const position = found[at]!;
    const [name, gross, rate, figure] = typeof one === 'string' ? [one] : one;
    const where = `${what}: ${name}`;
    return [
      ...(position.name.includes(name) ? [] : [`${where} is ${position.name}`]),
      ...(gross === undefined ? [] : same(`${where}: gross`, gross, position.grossCents)),
      ...(rate === undefined ? [] : same(`${where}: rate`, rate, position.ratePercent * 100)),
      // The fourth figure is the tax, or the number of pieces.
      ...(figure === undefined || figure === position.taxCents || figure === position.quantity
        ? []
        : [`${where}: tax ${position.taxCents} instead of ${figure}`]),
    ];
  });
}

const same = (what: string, wanted: unknown, found: unknown): string[] =>
  JSON.stringify(wanted) === JSON.stringify(found)
    ? []
    : [`${what}: ${JSON.stringify(found) ?? 'none'} instead of ${JSON.stringify(wanted)}`];
