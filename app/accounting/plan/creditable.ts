import type { PlannedDocument, Position } from '../documents.ts';
import { apportion, cents, subtract, sum, taxInGross, type Cents, type Rate } from '../money.ts';
import type { Drafted } from './context.ts';
import type { Item } from './item.ts';

/** One position of an invoice and what credit notes have left of it. */
interface Slot {
  invoice: string;
  position: Position;
  left: Cents;
}

/** A part of a credited item, with the invoice and the rate it was invoiced at. */
export interface CreditPart {
  invoice: string;
  rate: Rate;
  gross: Cents;
  tax: Cents;
}

/** What may still be credited: no more than was invoiced, by position and by invoice. */
export class Creditable {
  readonly #slots: Slot[];
  readonly #left = new Map<string, Cents>();

  constructor(invoices: Drafted[]) {
    this.#slots = invoices.flatMap(({ plan }) =>
      plan.positions.map((position) => ({ invoice: plan.sourceGid, position, left: position.gross })),
    );
    for (const { plan } of invoices) this.#left.set(plan.sourceGid, plan.gross);
  }

  /** Takes off what a credit note in the books has taken. */
  charge(credit: PlannedDocument): void {
    const invoice = credit.refersTo ?? '';
    this.#spend(invoice, credit.gross);
    for (const position of credit.positions) {
      let rest = position.gross;
      const slots = this.#slots.filter((slot) => slot.invoice === invoice && matches(slot, position.source));
      for (const slot of slots.filter((one) => one.position.rate === position.rate)) {
        const taken = cents(Math.min(rest, slot.left));
        slot.left = subtract(slot.left, taken);
        rest = subtract(rest, taken);
      }
    }
  }

  /** Finds where an item was invoiced, the oldest invoice first. Null when less is left of it than is to be credited. */
  take(item: Pick<Item, 'gid' | 'gross'>): CreditPart[] | null {
    const parts: CreditPart[] = [];
    let rest = item.gross;
    for (const invoice of this.#left.keys()) {
      const slots = this.#slots.filter((slot) => slot.invoice === invoice && matches(slot, item));
      const left = sum(slots.map((slot) => slot.left));
      const taken = cents(Math.min(rest, left, this.#left.get(invoice) ?? 0));
      // Shipping of several rates is one item in several positions: each gives its share.
      const shares = apportion(
        taken,
        slots.map((slot) => slot.left),
      );
      for (const [index, slot] of slots.entries()) parts.push(...takeShare(slot, shares[index]!));
      this.#spend(invoice, taken);
      rest = subtract(rest, taken);
    }
    return rest === 0 ? parts : null;
  }

  /** An amount that names no line, from whatever invoice still has it; null when the rate is not beyond doubt. */
  takeUnnamed(gross: Cents): CreditPart[] | null {
    const rates = new Set(
      this.#slots.filter((slot) => slot.position.gross > 0).map((slot) => slot.position.rate),
    );
    const [rate, ...others] = rates;
    if (rate === undefined || others.length > 0) return null;
    const parts: CreditPart[] = [];
    let rest = gross;
    for (const [invoice, left] of this.#left) {
      const taken = cents(Math.min(rest, left));
      if (taken === 0) continue;
      parts.push({ invoice, rate, gross: taken, tax: taxInGross(taken, rate) });
      this.#spend(invoice, taken);
      rest = subtract(rest, taken);
    }
    return rest === 0 ? parts : [];
  }

  /** What all invoices together have left. */
  left(): Cents {
    return sum(this.#left.values());
  }

  #spend(invoice: string, amount: Cents): void {
    this.#left.set(invoice, subtract(this.#left.get(invoice) ?? cents(0), amount));
  }
}

function takeShare(slot: Slot, gross: Cents): CreditPart[] {
  if (gross === 0) return [];
  const { rate } = slot.position;
  slot.left = subtract(slot.left, gross);
  return [{ invoice: slot.invoice, rate, gross, tax: taxInGross(gross, rate) }];
}

/** What has no id (a tip that is only a total, a fee in the ledger) cannot be told from others, and is not credited. */
const matches = (slot: Slot, { gid }: { gid: string | null }): boolean =>
  gid !== null && gid === slot.position.source.gid;
