import type { OrderSpec } from './buildOrder.ts';
import type { LineSpec } from './buildParts.ts';
import { amount } from './generateOrder.ts';
import type { Random } from './random.ts';
import type { ScenarioEvent } from './scenario.ts';

/** What becomes of an order, and when the connector looks at it. Half of all orders just stay as they are. */
export function generateEvents(random: Random, spec: OrderSpec): ScenarioEvent[] {
  if (random.chance(50)) return [];
  const events: ScenarioEvent[] = random.chance(80) ? [{ kind: 'sync' }] : [];
  const count = random.pick([1, 1, 1, 2, 2, 3, 5]);
  for (let index = 0; index < count; index++) {
    events.push(generateEvent(random, spec));
    if (random.chance(40)) events.push({ kind: 'sync' });
  }
  return events;
}

function generateEvent(random: Random, { lines, country }: OrderSpec): ScenarioEvent {
  const line = () => random.whole(0, lines.length - 1);
  const kind = random.pick([
    'pay',
    'pay',
    'refund',
    'refund',
    'refund',
    'refund_amount',
    'refund_owed',
    'refund_owed',
    'settle_refund',
    'edit',
    'edit',
    'exchange',
    'cancel',
  ] as const);
  switch (kind) {
    case 'pay':
      return {
        kind,
        share: random.chance(70) ? 100 : random.whole(1, 99),
        gateway: random.pick(['bank_transfer', 'paypal']),
      };
    case 'refund':
      return {
        kind,
        lines: random
          .list(random.whole(0, 3), () => ({ line: line(), quantity: random.whole(1, 12) }))
          .filter(distinctLines),
        ...(random.chance(30) ? { shipping: random.chance(50) ? ('rest' as const) : 1 } : {}),
        money: random.pick(['success', 'success', 'success', 'success', 'none', 'pending', 'failure']),
        goodwill: random.chance(80) ? 0 : random.whole(-500, 500),
      };
    case 'refund_amount':
      return { kind, share: random.whole(1, 100) };
    case 'settle_refund':
      return { kind, status: random.chance(70) ? 'success' : 'failure' };
    case 'edit':
      return generateEdit(
        random,
        line,
        lines,
        country === 'DE' && lines.some((one) => one.giftCard || one.tip) ? 1900 : null,
      );
    case 'exchange':
      return { kind, line: line(), price: amount(random) };
    case 'refund_owed':
    case 'cancel':
      return { kind };
  }
}

function generateEdit(
  random: Random,
  line: () => number,
  lines: LineSpec[],
  fallback: number | null,
): ScenarioEvent {
  const kind = 'edit';
  const rate = lines[line()]!.rate ?? null;
  switch (random.whole(0, 3)) {
    case 0:
      return {
        kind,
        add: [
          {
            price: amount(random),
            quantity: random.whole(1, 4),
            rate: rate ?? lines.find((one) => one.rate)?.rate ?? fallback,
          },
        ],
      };
    case 1:
      return { kind, pieces: [{ line: line(), by: random.whole(1, 4) }] };
    case 2:
      return { kind, discount: [{ line: line(), by: random.whole(1, 500) }] };
    default:
      return { kind, pieces: [{ line: line(), by: -random.whole(1, 4) }], withRefund: random.chance(50) };
  }
}

const distinctLines = (piece: { line: number }, index: number, all: { line: number }[]): boolean =>
  all.findIndex((other) => other.line === piece.line) === index;
