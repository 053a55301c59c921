import { apportion, cents, type Cents } from '../money.ts';
import type { Change } from './change.ts';
import { partOf, sameItem, taxOf, withoutPart, type Item, type ItemTax } from './item.ts';

/**
 * The items of an invoice that leaves out some removals, and what was added later. The order's items hold what was taken off
 * by number (units removed count until they are subtracted) but not what was taken off by price (a lower price shows at
 * once): so folded units are subtracted, and a lower price that is not folded is added back.
 */
export function foldItems(items: Item[], changes: Change[], folded: Change[], later: Change[]): Item[] {
  const off = changes.flatMap((change) =>
    change.removed
      .filter(({ update }) => update !== folded.includes(change))
      .map((entry) => ({ entry, sign: entry.update ? -1 : 1 }) as const),
  );
  const added = later.flatMap((change) => change.added.map((entry) => ({ entry, sign: 1 }) as const));
  let left = items;
  const touched = new Map<Item['gid'], number>();
  for (const { entry, sign } of [...off, ...added]) {
    left = take(left, entry, sign);
    touched.set(entry.gid, (touched.get(entry.gid) ?? 0) + entry.quantity);
  }
  return left
    .filter((item) => item.quantity > 0)
    .map((item) => {
      const whole = items.find((other) => sameItem(other, item) && sharesRate(other, item));
      const entries = touched.get(item.gid);
      return whole && entries ? partOf(item, whole, entries) : item;
    });
}

/** Takes a part off its item; off shipping that is split by rate, in proportion. */
function take(
  items: Item[],
  part: {
    kind: Item['kind'];
    gid: string | null;
    gross: Cents;
    taxes: ItemTax[];
    quantity: number;
    update: boolean;
  },
  sign: 1 | -1,
): Item[] {
  const targets = items.filter((item) => sameItem(item, part));
  const weights = targets.map((item) => item.gross);
  const gross = apportion(part.gross, weights);
  const tax = apportion(taxOf(part), weights);
  return items.map((item) => {
    const index = targets.indexOf(item);
    if (index < 0) return item;
    const [goes, taxGoes] = [cents(gross[index]! * sign), cents(tax[index]! * sign)];
    return withoutPart(item, { gross: goes, tax: taxGoes, quantity: isCounted(part) ? part.quantity : 0 });
  });
}

/** Pieces are taken off one by one; of shipping and the like only the amount falls. */
const isCounted = ({ kind, update }: { kind: Item['kind']; update: boolean }): boolean =>
  !update && kind === 'line';

const sharesRate = (a: Item, b: Item): boolean => a.taxes[0]?.rate === b.taxes[0]?.rate;
