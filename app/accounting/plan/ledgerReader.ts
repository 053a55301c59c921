import { add, apportion, cents, negate, subtract, sum, ZERO, type Cents } from '../money.ts';
import type { Agreement, Order, Refund, Sale, SaleKind } from '../order.ts';
import { problem, type Problem } from '../problem.ts';
import type { Change, Entry } from './change.ts';
import { grossOf, partOf, taxOf, type Item, type ItemTax } from './item.ts';
import { LABELS, type Language } from './labels.ts';

/** What an entry is about where no id tells: a fee has none in the ledger, a tip not always. */
const SUBJECTS: Record<SaleKind, Item['kind']> = {
  product: 'line',
  gift_card: 'line',
  shipping: 'shipping',
  tip: 'tip',
  duty: 'duty',
  fee: 'fee',
  additional_fee: 'fee',
  adjustment: 'adjustment',
  unknown: 'adjustment',
};

/**
 * Reads single ledger entries and refunds. What they are called, and at which rate they are taxed, the order's items say:
 * `items` is all that the order ever charged.
 */
export class LedgerReader {
  readonly #order: Order;
  readonly #items: Item[];
  readonly #language: Language;

  constructor(order: Order, items: Item[], language: Language) {
    this.#order = order;
    this.#items = items;
    this.#language = language;
  }

  agreement(agreement: Agreement): Change {
    const { gid, happenedAt } = agreement;
    const { sales, fees, adjustments } = sortSales(agreement);
    const unknown = unknownEntry([agreement]);
    const of = { gid, agreementGid: gid, happenedAt, refund: null, problem: unknown };
    if (unknown) return { ...of, added: [], removed: [], kept: ZERO };
    return {
      ...of,
      added: sales.filter((sale) => sale.total > 0).map((sale) => this.entry(sale)),
      removed: sales
        .filter((sale) => sale.total < 0 || (sale.total === 0 && sale.action === 'return'))
        .map((sale) => this.entry(sale)),
      kept: add(totalOf(adjustments), totalOf(fees)),
    };
  }

  /**
   * What a refund takes back is said by the refund; its ledger entries must agree, and may add exchanged goods or keep a fee.
   * A return that was opened before has an entry of its own.
   */
  refund(refund: Refund, entries: Agreement[]): Change {
    const sorted = entries.map(sortSales);
    const sales = sorted.flatMap((entry) => entry.sales);
    const lines = this.#pricedLines(refund, sales);
    const stated = [...lines, ...this.#refundedShipping(refund), ...this.#refundedDuties(refund)];
    // Names nothing itself: then its ledger entry says what it takes back.
    const entered = sales.filter((sale) => sale.total < 0).map((sale) => this.entry(sale));
    const ledger = negate(totalOf(sales.filter((sale) => sale.total < 0)));
    const removed = stated.length === 0 ? entered : this.#readWithTax(stated, ledger);
    return {
      gid: refund.gid,
      agreementGid: entries[0]?.gid ?? null,
      happenedAt: refund.createdAt,
      added: sales.filter((sale) => sale.total > 0).map((sale) => this.entry(sale)),
      removed,
      kept: keptOf(refund, grossOf(removed), totalOf(sorted.flatMap((entry) => entry.fees))),
      refund,
      problem:
        unknownEntry(entries) ??
        (entries.length === 0 || [grossOf(removed), this.#statedGross(refund)].includes(ledger)
          ? null
          : differs(ledger, grossOf(removed))),
    };
  }

  entry(sale: Sale): Entry {
    return { ...this.sale(sale), update: sale.action === 'update' };
  }

  /** A ledger entry as an item, its amount positive whichever way it goes. */
  sale(sale: Sale): Item {
    const [kind, gid] = this.#subjectOf(sale);
    const whole = this.#find(kind, gid);
    const item: Item = {
      ...whole,
      kind: whole.kind,
      gid,
      name: sale.action === 'update' ? `${LABELS[this.#language].priceChange}: ${whole.name}` : whole.name,
      quantity: sale.action === 'update' ? 1 : Math.max(Math.abs(sale.quantity ?? 1), 1),
      gross: cents(Math.abs(sale.total)),
      taxes: taxesOf(sale, whole),
      isGiftCard: whole.isGiftCard || sale.kind === 'gift_card',
    };
    return partOf(item, whole, item.quantity);
  }

  /** Whether a subtotal holds its tax is told by the prices of the shop; where the ledger says otherwise, it is right. */
  #readWithTax(stated: Entry[], ledger: Cents): Entry[] {
    const onTop = stated.map((one) => ({ ...one, gross: add(one.gross, taxOf(one)) }));
    const isOnTop = this.#order.taxesIncluded && grossOf(stated) !== ledger && grossOf(onTop) === ledger;
    return isOnTop ? onTop : stated;
  }

  /** With prices that include tax the subtotal of a refunded line contains it (recorded payload 040), else not. */
  #gross(subtotal: Cents, tax: Cents): Cents {
    return this.#order.taxesIncluded ? subtotal : add(subtotal, tax);
  }

  #refundedLines(refund: Refund): Entry[] {
    return refund.lines.map((line) =>
      this.#removal('line', line.lineGid, line.quantity, this.#gross(line.subtotal, line.tax), line.tax),
    );
  }

  #statedGross(refund: Refund): Cents {
    return grossOf([
      ...this.#refundedLines(refund),
      ...this.#refundedShipping(refund),
      ...this.#refundedDuties(refund),
    ]);
  }

  /**
   * Pieces that are not put back on the shelf may be stated at 0.00 although they are paid back (recorded:
   * refund-create-full-parity). Their worth is what the ledger says, else what the money leaves for them, at most their price.
   */
  #pricedLines(refund: Refund, sales: Sale[]): Entry[] {
    const lines = this.#refundedLines(refund);
    const worth = lines.map((line) => this.#worthOf(line));
    const isUnpriced = (line: Entry, index: number) => line.gross === 0 && worth[index]! > 0;
    if (!lines.some(isUnpriced)) return lines;
    const money = subtract(returnedBy(refund), this.#statedGross(refund));
    const prices = lines.map((line, index) => (isUnpriced(line, index) ? worth[index]! : ZERO));
    const shares = apportion(cents(Math.min(Math.max(money, 0), sum(prices))), prices);
    return lines.map((line, index) => {
      if (!isUnpriced(line, index)) return line;
      const entered = sales.filter((sale) => sale.lineGid === line.gid && sale.total < 0);
      const gross = entered.length > 0 ? negate(totalOf(entered)) : shares[index]!;
      return { ...line, gross, taxes: [] };
    });
  }

  /** What some pieces of a line cost. */
  #worthOf({ kind, gid, quantity }: Entry): Cents {
    const whole = this.#find(kind, gid);
    return cents(Math.round((whole.gross * quantity) / Math.max(whole.quantity, 1)));
  }

  #refundedShipping(refund: Refund): Entry[] {
    return refund.shippingLines.map(({ shippingGid, subtotal, tax }) =>
      this.#removal('shipping', this.#shippingGid(shippingGid), 1, this.#gross(subtotal, tax), tax),
    );
  }

  /** The ledger does not say which shipping was taken back (so the schema); where there is one only, it is that one. */
  #shippingGid(gid: string | null): string | null {
    const [only, ...others] = this.#order.shippingLines;
    return gid ?? (only && others.length === 0 ? only.gid : null);
  }

  #subjectOf(sale: Sale): [Item['kind'], string | null] {
    if (sale.kind === 'shipping') return ['shipping', this.#shippingGid(sale.shippingGid)];
    return [SUBJECTS[sale.kind], sale.dutyGid ?? sale.shippingGid ?? sale.lineGid];
  }

  #refundedDuties(refund: Refund): Entry[] {
    return refund.duties.map(({ originalDutyGid, amount }) =>
      this.#removal('duty', originalDutyGid, 1, amount, ZERO),
    );
  }

  #removal(kind: Item['kind'], gid: string | null, quantity: number, gross: Cents, tax: Cents): Entry {
    // Its rate is that of the position it is credited to.
    const taxes = [{ rate: null, amount: tax, channelLiable: false }];
    return { ...this.#find(kind, gid), gid, quantity, gross, taxes, update: false };
  }

  /** The order's item, for its name and rate; an id tells it whatever its kind (a tip line is refunded as a line). */
  #find(kind: Item['kind'], gid: string | null): Item {
    const isMeant = (item: Item) => item.gid === gid && (gid !== null || item.kind === kind);
    return this.#items.find(isMeant) ?? this.#unnamed(kind, gid);
  }

  #unnamed(kind: Item['kind'], gid: string | null): Item {
    const name = LABELS[this.#language][kind];
    const nothing = {
      text: null,
      quantity: 1,
      gross: ZERO,
      taxes: [],
      requiresShipping: false,
      isGiftCard: false,
    };
    return { kind, gid, name, ...nothing };
  }
}

/** Fees that Shopify's return rules keep, and differences without a line, apart from what is sold and taken back. */
function sortSales({ sales }: Agreement) {
  const of = (kind: SaleKind) => sales.filter((sale) => sale.kind === kind);
  return {
    sales: sales.filter((sale) => sale.kind !== 'adjustment' && sale.kind !== 'fee'),
    fees: of('fee'),
    adjustments: of('adjustment'),
  };
}

const totalOf = (sales: Sale[]): Cents => sum(sales.map((sale) => sale.total));

const returnedBy = ({ transactions }: Refund): Cents =>
  sum(
    transactions
      .filter(({ kind, status }) => kind === 'refund' && status === 'success')
      .map(({ amount }) => amount),
  );

/**
 * What a refund keeps of the goods. Whether its adjustments hold the fee of the return already is not documented, nor whether
 * they are repeated; the money that went back tells.
 */
function keptOf(refund: Refund, worth: Cents, fee: Cents): Cents {
  const stated = sum(refund.adjustments.map((adjustment) => add(adjustment.amount, adjustment.tax)));
  const money = returnedBy(refund);
  const readings = [add(stated, fee), stated, fee];
  return readings.find((kept) => money > 0 && subtract(worth, kept) === money) ?? add(stated, fee);
}

/** An entry whose action or kind is not known here and that carries money: it may be anything. */
function unknownEntry(entries: Agreement[]): Problem | null {
  const unknown = entries
    .flatMap((entry) => entry.sales)
    .filter((sale) => isUnknown(sale) && sale.total !== 0);
  if (unknown.length === 0) return null;
  return problem('order.ledger_unknown', { amountCents: cents(Math.abs(totalOf(unknown))) });
}

export const isUnknown = (sale: Sale): boolean => sale.action === 'unknown' || sale.kind === 'unknown';

function differs(expected: Cents, found: Cents): Problem {
  const difference = cents(Math.abs(expected - found));
  return problem('order.ledger_mismatch', {
    expectedCents: expected,
    foundCents: found,
    differenceCents: difference,
  });
}

/** The taxes of a ledger entry; one too small to be taxed still has the rate of its item. */
function taxesOf({ taxes, total }: Sale, whole: Item): ItemTax[] {
  if (taxes.length === 0) return whole.taxes.map((tax) => ({ ...tax, amount: ZERO }));
  const sign = total < 0 ? -1 : 1;
  return taxes.map(({ rate, amount }) => ({ rate, amount: cents(amount * sign), channelLiable: false }));
}
