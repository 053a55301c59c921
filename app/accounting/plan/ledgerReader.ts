import { add, cents, negate, sum, ZERO, type Cents } from '../money.ts';
import type { Agreement, Order, Refund, Sale, SaleKind } from '../order.ts';
import { problem, type Problem } from '../problem.ts';
import type { Change, Removal } from './change.ts';
import { grossOf, partOf, type Item, type ItemTax } from './item.ts';
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
    const sales = agreement.sales.filter((sale) => sale.kind !== 'adjustment');
    const adjustments = agreement.sales.filter((sale) => sale.kind === 'adjustment');
    return {
      gid: agreement.gid,
      agreementGid: agreement.gid,
      happenedAt: agreement.happenedAt,
      added: sales.filter((sale) => sale.total > 0).map((sale) => this.sale(sale)),
      removed: sales
        .filter((sale) => sale.total < 0 || (sale.total === 0 && sale.action === 'return'))
        .map((sale) => ({ ...this.sale(sale), update: sale.action === 'update' })),
      kept: sum(adjustments.map((sale) => sale.total)),
      refund: null,
    };
  }

  /** What a refund takes back is said by the refund; its ledger entry must agree and may add exchanged goods. */
  refund(refund: Refund, agreement: Agreement | null): Change | Problem {
    const removed = [
      ...this.#refundedLines(refund),
      ...this.#refundedShipping(refund),
      ...this.#refundedDuties(refund),
    ];
    const change: Change = {
      gid: refund.gid,
      agreementGid: agreement?.gid ?? null,
      happenedAt: refund.createdAt,
      added: [],
      removed,
      kept: sum(refund.adjustments.map((adjustment) => add(adjustment.amount, adjustment.tax))),
      refund,
    };
    if (!agreement) return change;
    const sales = agreement.sales.filter((sale) => sale.kind !== 'adjustment');
    const ledger = negate(sum(sales.filter((sale) => sale.total < 0).map((sale) => sale.total)));
    const stated = grossOf(removed);
    if (ledger !== stated) {
      const difference = cents(Math.abs(ledger - stated));
      return problem('order.ledger_mismatch', {
        expectedCents: ledger,
        foundCents: stated,
        differenceCents: difference,
      });
    }
    return { ...change, added: sales.filter((sale) => sale.total > 0).map((sale) => this.sale(sale)) };
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

  /** With prices that include tax the subtotal of a refunded line contains it (recorded payload 040), else not. */
  #gross(subtotal: Cents, tax: Cents): Cents {
    return this.#order.taxesIncluded ? subtotal : add(subtotal, tax);
  }

  #refundedLines(refund: Refund): Removal[] {
    return refund.lines.map((line) =>
      this.#removal('line', line.lineGid, line.quantity, this.#gross(line.subtotal, line.tax), line.tax),
    );
  }

  #refundedShipping(refund: Refund): Removal[] {
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

  #refundedDuties(refund: Refund): Removal[] {
    return refund.duties.map(({ originalDutyGid, amount }) =>
      this.#removal('duty', originalDutyGid, 1, amount, ZERO),
    );
  }

  #removal(kind: Item['kind'], gid: string | null, quantity: number, gross: Cents, tax: Cents): Removal {
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

/** The taxes of a ledger entry; one too small to be taxed still has the rate of its item. */
function taxesOf({ taxes, total }: Sale, whole: Item): ItemTax[] {
  if (taxes.length === 0) return whole.taxes.map((tax) => ({ ...tax, amount: ZERO }));
  const sign = total < 0 ? -1 : 1;
  return taxes.map(({ rate, amount }) => ({ rate, amount: cents(amount * sign), channelLiable: false }));
}
