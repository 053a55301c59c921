import { date, demandMapping, isObject, objectOf, refId, text, truth } from '../body.ts';
import { answer, created, deleted, single, type Call, type Endpoint } from '../call.ts';
import { split, total } from '../amounts.ts';
import { bookingAccounts } from '../bookingAccounts.ts';
import { readCents, readDecimal } from '../decimals.ts';
import type { VoucherPosition, VoucherRecord } from '../records.ts';
import {
  alreadyEnshrined,
  alreadyPaid,
  badRequest,
  draftIsNotPaid,
  notFound,
  onlyDraftsAreDeleted,
  Refusal,
  unprocessable,
} from '../refusal.ts';
import { payableVoucher, unsettle } from '../settlement.ts';
import type { Json } from '../wire/common.ts';
import { voucherJson, voucherPositionJson } from '../wire/vouchers.ts';
import { bookPayable, readPayment } from './bookAmount.ts';
import { listPage, refFilter, timeFilter, touchedWithin } from './lists.ts';

// Receipts ("Belege"): what is not an invoice of the account's own, fees for example.

function findVoucher(call: Call): VoucherRecord {
  const id = Number(call.params['id']);
  const voucher = call.account.vouchers.get(id);
  if (!voucher) throw notFound('Voucher', id);
  return voucher;
}

export const getVoucher: Endpoint = (call) => single(voucherJson(call.account, findVoucher(call)));

/** `descriptionLike` matches a part [MEASURED:rs]; start and end of voucher date and pay date [SPEC]. */
export const listVouchers: Endpoint = (call) => {
  const { query } = call;
  const [status, direction, like] = ['status', 'creditDebit', 'descriptionLike'].map((name) =>
    query.get(name),
  );
  const within = (start: string, end: string) => {
    const [from, to] = [timeFilter(query, start), timeFilter(query, end)];
    return (at: number | null) =>
      (from === null || (at !== null && at >= from)) && (to === null || (at !== null && at <= to));
  };
  const [dated, paid] = [within('startDate', 'endDate'), within('startPayDate', 'endPayDate')];
  const touched = touchedWithin(query);
  const matches = (voucher: VoucherRecord) =>
    touched(voucher) &&
    (status == null || String(voucher.status) === status) &&
    (direction == null || voucher.creditDebit === direction) &&
    (like == null || (voucher.description ?? '').includes(like)) &&
    dated(voucher.voucherDate) &&
    paid(voucher.payDate);
  const newestFirst = [...call.account.vouchers.values()].toReversed();
  return listPage(call, newestFirst, matches, (voucher) => voucherJson(call.account, voucher));
};

export const listVoucherPositions: Endpoint = (call) => {
  const id = refFilter(call.query, 'voucher', 'Voucher');
  const rows = [...call.account.vouchers.values()]
    .filter((voucher) => id === null || voucher.id === id)
    .flatMap((voucher) => voucher.positions.map((position) => ({ id: position.id, voucher, position })));
  return listPage(
    call,
    rows,
    () => true,
    ({ voucher, position }) => voucherPositionJson(call.account, voucher, position),
  );
};

/**
 * Creates a voucher, as a draft (50) or open (100), or changes a draft: of a changed one all positions are sent with
 * their ids, and the sum is that of the positions of this request only; what is no draft answers 400 with 90400
 * [MEASURED:rs vouchers.rs].
 */
export const saveVoucher: Endpoint = (call) => {
  const header = objectOf(call.body, 'voucher');
  demandMapping(header, 'Voucher');
  const id = header['id'] === undefined || header['id'] === null ? null : Number(header['id']);
  const known = id === null ? null : call.account.vouchers.get(id);
  if (known === undefined) throw notFound('Voucher', id!);
  if (known && known.status !== 50) throw new Refusal(400, 90_400, 'Only drafts can be changed');
  const content = readVoucher(call, header);
  call.admit();
  const voucher: VoucherRecord = known ?? {
    ...content,
    id: call.nextId('Voucher'),
    paid: 0,
    accountingGross: null,
    bookings: [],
    payDate: null,
    enshrined: null,
    create: call.now,
    update: call.now,
  };
  Object.assign(voucher, content, { update: call.now });
  call.account.vouchers.set(voucher.id, voucher);
  call.made(voucher.id);
  return created({
    voucher: voucherJson(call.account, voucher),
    voucherPos: voucher.positions.map((position) => voucherPositionJson(call.account, voucher, position)),
    filename: null,
  });
};

function readVoucher(call: Call, header: Json) {
  const status = Number(header['status']);
  if (status !== 50 && status !== 100) throw unprocessable('status must be 50 or 100');
  const creditDebit = header['creditDebit'];
  if (creditDebit !== 'C' && creditDebit !== 'D') throw unprocessable('creditDebit must be C or D');
  const taxRule = refId(header, 'taxRule', 'TaxRule');
  if (taxRule === null) throw unprocessable('taxRule is missing');
  const positions = readPositions(call, creditDebit, taxRule);
  const voucherDate = date(header, 'voucherDate');
  const open = status === 100;
  if (open && (voucherDate === null || positions.length === 0))
    throw unprocessable('voucherDate or positions are missing');
  return {
    status: status === 50 ? (50 as const) : (100 as const),
    voucherType: text(header, 'voucherType') ?? 'VOU',
    creditDebit: creditDebit === 'C' ? ('C' as const) : ('D' as const),
    voucherDate,
    deliveryDate: date(header, 'deliveryDate') ?? voucherDate,
    description: text(header, 'description'),
    supplierName: text(header, 'supplierName'),
    supplierId: refId(header, 'supplier', 'Contact'),
    taxRule,
    currency: text(header, 'currency') ?? 'EUR',
    showNet: positions.every((position) => position.net),
    documentId: text(call.body ?? {}, 'filename') === null ? null : call.nextId('Document'),
    positions,
    sums: total(positions.map((position) => position.amounts)),
  };
}

function readPositions(call: Call, creditDebit: 'C' | 'D', taxRule: number): VoucherPosition[] {
  const rows = call.body?.['voucherPosSave'];
  if (!Array.isArray(rows)) throw badRequest('voucherPosSave is missing');
  const positions = rows.map((row: unknown) => {
    if (!isObject(row)) throw badRequest('voucherPosSave is no list of positions');
    demandMapping(row, 'VoucherPos');
    const accountDatevId = refId(row, 'accountDatev', 'AccountDatev');
    const rate = readDecimal(row['taxRate']);
    const net = truth(row['net']) ?? false;
    const sum = readCents(row[net ? 'sumNet' : 'sumGross']);
    if (accountDatevId === null || rate === null || sum === null)
      throw unprocessable('accountDatev, taxRate or the sum is missing');
    demandGuidance(accountDatevId, creditDebit, taxRule, Number(rate / 100n));
    const id = row['id'] === undefined || row['id'] === null ? call.nextId('VoucherPos') : Number(row['id']);
    const amounts = split(sum, Number(rate / 100n), net);
    return { id, accountDatevId, rate: Number(rate / 100n), net, amounts, comment: text(row, 'comment') };
  });
  // "A mixture of the two is not possible" [SPEC].
  if (new Set(positions.map((position) => position.net)).size > 1)
    throw unprocessable('All positions must be either net or gross');
  return positions;
}

/** Which rules and rates an account allows is what ReceiptGuidance says [SPEC]. */
function demandGuidance(accountDatevId: number, creditDebit: 'C' | 'D', taxRule: number, rate: number): void {
  const account = bookingAccounts.find((entry) => entry.accountDatevId === accountDatevId);
  if (!account) throw unprocessable('accountDatev is unknown');
  if (!account.allowedReceiptTypes.includes(creditDebit === 'C' ? 'EXPENSE' : 'REVENUE'))
    throw unprocessable('The account does not fit the receipt');
  const rule = account.allowedTaxRules.find(({ id }) => id === taxRule);
  if (!rule) throw unprocessable('The tax rule is not allowed for this account');
  if (!rule.rates.includes(rate)) throw unprocessable('The tax rate is not allowed for this tax rule');
}

/** The sign is the transaction's: a fee is booked with a negative amount [MEASURED:rs vouchers.rs]. */
export const bookVoucher: Endpoint = (call) => {
  const voucher = findVoucher(call);
  if (voucher.status === 50) throw draftIsNotPaid();
  if (voucher.status === 1000) throw alreadyPaid('Voucher');
  const payment = readPayment(call);
  const settled = voucher.creditDebit === 'C' ? -payment.amount : payment.amount;
  return bookPayable(call, () => payableVoucher(voucher, call.now), payment, settled, payment.amount);
};

export const resetVoucherToOpen: Endpoint = (call) => {
  const voucher = findVoucher(call);
  if (voucher.enshrined !== null) throw alreadyEnshrined();
  if (voucher.status === 50) throw unprocessable('A draft can not be reset to open');
  call.admit();
  unsettle(call.account, payableVoucher(voucher, call.now), call.now);
  return answer(voucherJson(call.account, voucher));
};

/** "Linked payments will be unlinked" [SPEC]. */
export const resetVoucherToDraft: Endpoint = (call) => {
  const voucher = findVoucher(call);
  if (voucher.enshrined !== null) throw alreadyEnshrined();
  call.admit();
  unsettle(call.account, payableVoucher(voucher, call.now), call.now);
  Object.assign(voucher, { status: 50 });
  return answer(voucherJson(call.account, voucher));
};

export const enshrineVoucher: Endpoint = (call) => {
  const voucher = findVoucher(call);
  if (voucher.status === 50) throw unprocessable('A draft can not be enshrined');
  if (voucher.enshrined !== null) throw alreadyEnshrined();
  call.admit();
  Object.assign(voucher, { enshrined: call.now, update: call.now });
  return answer(voucherJson(call.account, voucher));
};

/** Only a draft; otherwise 409 with code 159 [MEASURED:rs]. */
export const deleteVoucher: Endpoint = (call) => {
  const voucher = findVoucher(call);
  if (voucher.status !== 50) throw onlyDraftsAreDeleted('Voucher', voucher.status);
  call.admit();
  call.account.vouchers.delete(voucher.id);
  return deleted();
};
