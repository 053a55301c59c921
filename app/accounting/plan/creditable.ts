import type { PlannedDocument, Position } from '../documents.ts';
import type { Choice } from '../decision.ts';
import { add, apportion, cents, negate, subtract, sum, taxInGross, type Cents, type Rate } from '../money.ts';
import type { Drafted } from './context.ts';
import type { Item } from './item.ts';

/** One position of an invoice and what credit notes have left of it. */
interface Slot {
  invoice: string;
  position: Position;
  left: Cents;
}

/** A part of a credit note, with the invoice and the rate it was invoiced at. */
export interface CreditPart {
  invoice: string;
  rate: Rate;
  gross: Cents;
  tax: Cents;
  /** Where a position of the invoice is credited as such. */
  position?: Position;
  /** What the merchant's choice of a position is called. */
  name?: string;
}

/**
 * What may still be credited: no more than was invoiced, of each position, at each rate and of each invoice. An amount
 * without a line lowers what is left at its rate, and no single position.
 */
export class Creditable {
  #slots: Slot[];
  /** By invoice and rate. */
  #rates: { invoice: string; rate: Rate; left: Cents }[] = [];
  #left = new Map<string, Cents>();

  constructor(invoices: Drafted[]) {
    this.#slots = invoices.flatMap(({ plan }) =>
      plan.positions.map((position) => ({ invoice: plan.sourceGid, position, left: position.gross })),
    );
    for (const { invoice, position } of this.#slots) {
      const known = this.#rates.find((one) => one.invoice === invoice && one.rate === position.rate);
      if (known) known.left = sum([known.left, position.gross]);
      else this.#rates.push({ invoice, rate: position.rate, left: position.gross });
    }
    for (const { plan } of invoices) this.#left.set(plan.sourceGid, plan.gross);
  }

  /** A copy to try something on. */
  copy(): Creditable {
    const copy = new Creditable([]);
    copy.#slots = this.#slots.map((slot) => ({ ...slot }));
    copy.#rates = this.#rates.map((one) => ({ ...one }));
    copy.#left = new Map(this.#left);
    return copy;
  }

  /** Takes off what a credit note in the books has taken. */
  charge(credit: PlannedDocument): void {
    const invoice = credit.refersTo ?? '';
    for (const position of credit.positions) {
      this.#spend(invoice, position.rate, position.gross);
      let rest = position.gross;
      const slots = this.#slots.filter((slot) => slot.invoice === invoice && matches(slot, position.source));
      for (const slot of slots.filter((one) => one.position.rate === position.rate)) {
        const taken = cents(Math.min(rest, slot.left));
        slot.left = subtract(slot.left, taken);
        rest = subtract(rest, taken);
      }
    }
  }

  /** Gives back what a credit note took, to see where it came from. */
  restore(credit: PlannedDocument): void {
    const invoice = credit.refersTo ?? '';
    for (const position of credit.positions) {
      this.#spend(invoice, position.rate, negate(position.gross));
      let rest = position.gross;
      const slots = this.#slots.filter((slot) => slot.invoice === invoice && matches(slot, position.source));
      for (const slot of slots.filter((one) => one.position.rate === position.rate)) {
        const given = cents(Math.min(rest, subtract(slot.position.gross, slot.left)));
        slot.left = add(slot.left, given);
        rest = subtract(rest, given);
      }
    }
  }

  /** Takes off a credit note that was written by hand: how much is known, at which rates is not. */
  chargeByHand(gross: Cents): void {
    let rest = gross;
    for (const [invoice, left] of this.#left) {
      const taken = cents(Math.min(rest, left));
      this.#left.set(invoice, subtract(left, taken));
      rest = subtract(rest, taken);
    }
  }

  /** Finds where an item was invoiced, the oldest invoice first. Null when less is left of it than is to be credited. */
  take(item: Pick<Item, 'gid' | 'gross'>): CreditPart[] | null {
    const parts: CreditPart[] = [];
    let rest = item.gross;
    for (const invoice of this.#left.keys()) {
      const slots = this.#slots.filter((slot) => slot.invoice === invoice && matches(slot, item));
      const rooms = slots.map((slot) => this.#roomOf(slot));
      const taken = cents(Math.min(rest, sum(rooms), this.#left.get(invoice) ?? 0));
      // Shipping of several rates is one item in several positions: each gives its share.
      const shares = apportion(taken, rooms);
      for (const [index, slot] of slots.entries()) parts.push(...this.#takeShare(slot, shares[index]!));
      rest = subtract(rest, taken);
    }
    return rest === 0 ? parts : null;
  }

  /** How much of an item is left to be credited. */
  room(item: Pick<Item, 'gid'>): Cents {
    return sum(this.#slots.filter((slot) => matches(slot, item)).map((slot) => this.#roomOf(slot)));
  }

  /** An amount that names no line, at one rate, from whatever invoice still has it; null when there is not enough. */
  takeAt(rate: Rate, gross: Cents): CreditPart[] | null {
    const parts: CreditPart[] = [];
    let rest = gross;
    for (const { invoice, left } of this.#rates.filter((one) => one.rate === rate)) {
      const taken = cents(Math.min(rest, left, this.#left.get(invoice) ?? 0));
      if (taken === 0) continue;
      parts.push({ invoice, rate, gross: taken, tax: taxInGross(taken, rate) });
      this.#spend(invoice, rate, taken);
      rest = subtract(rest, taken);
    }
    return rest === 0 ? parts : null;
  }

  /**
   * All that is left, position by position. What was credited at a rate without naming a line is taken off the positions of
   * the rate by their value. Null where it is not known at which rates something was credited.
   */
  takeAll(): CreditPart[] | null {
    if (sum(this.#rates.map(({ left }) => left)) !== this.left()) return null;
    const parts: CreditPart[] = [];
    for (const { invoice, rate, left } of this.#rates.map((one) => ({ ...one }))) {
      const slots = this.#slots.filter((slot) => slot.invoice === invoice && slot.position.rate === rate);
      const shares = apportion(
        left,
        slots.map((slot) => slot.left),
      );
      for (const [index, slot] of slots.entries()) {
        parts.push(
          ...this.#takeShare(slot, shares[index]!).map((part) => ({ ...part, position: slot.position })),
        );
      }
    }
    return parts;
  }

  /** Takes parts that were found on a copy. */
  spend(parts: (CreditPart & { item: Pick<Item, 'gid'> })[]): void {
    for (const part of parts) {
      const slot = this.#slots.find(
        (one) => one.invoice === part.invoice && one.position.rate === part.rate && matches(one, part.item),
      );
      if (slot) slot.left = subtract(slot.left, cents(Math.min(slot.left, part.gross)));
      this.#spend(part.invoice, part.rate, part.gross);
    }
  }

  /** The rates at which something is left. */
  rates(): Rate[] {
    const left = this.#rates.filter((one) => one.left > 0 && (this.#left.get(one.invoice) ?? 0) > 0);
    return [...new Set(left.map(({ rate }) => rate))];
  }

  /** The positions of which something is left. */
  choices(): Choice[] {
    return this.#slots
      .map((slot) => ({ ...slot.position, gid: slot.position.source.gid, left: this.#roomOf(slot) }))
      .filter(({ left }) => left > 0)
      .map(({ gid, name, rate, left }) => ({ gid, name, rate, left }));
  }

  /** What all invoices together have left. */
  left(): Cents {
    return sum(this.#left.values());
  }

  #roomOf({ invoice, position, left }: Slot): Cents {
    const atRate = this.#rates.find((one) => one.invoice === invoice && one.rate === position.rate);
    return cents(Math.min(left, atRate?.left ?? 0));
  }

  #takeShare(slot: Slot, gross: Cents): CreditPart[] {
    if (gross === 0) return [];
    const { rate } = slot.position;
    slot.left = subtract(slot.left, gross);
    this.#spend(slot.invoice, rate, gross);
    return [{ invoice: slot.invoice, rate, gross, tax: taxInGross(gross, rate) }];
  }

  #spend(invoice: string, rate: Rate, amount: Cents): void {
    this.#left.set(invoice, subtract(this.#left.get(invoice) ?? cents(0), amount));
    const atRate = this.#rates.find((one) => one.invoice === invoice && one.rate === rate);
    if (atRate) atRate.left = subtract(atRate.left, amount);
  }
}

/** What has no id (a tip that is only a total, a fee in the ledger) cannot be told from others, and is not credited. */
const matches = (slot: Slot, { gid }: { gid: string | null }): boolean =>
  gid !== null && gid === slot.position.source.gid;
