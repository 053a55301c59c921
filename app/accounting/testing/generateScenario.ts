import { generateEvents } from './generateEvents.ts';
import { generateOrder } from './generateOrder.ts';
import { Random } from './random.ts';
import type { Scenario } from './scenario.ts';

/** The scenario of a seed: a plausible order of any kind, and what becomes of it. */
export function generateScenario(seed: number): Scenario {
  const random = new Random(seed);
  const profile = random.pick([
    'german',
    'german',
    'german',
    'german',
    'oss_france',
    'export',
    'small_business',
  ] as const);
  const order = generateOrder(random, profile);
  return {
    seed,
    profile,
    order,
    settings: {
      regime: profile === 'small_business' ? 'small_business' : 'regular',
      ossFrom: profile === 'oss_france' ? '2021-07-01' : null,
      tips: 'staff',
      manualPayments: random.chance(50) ? 'when_ordered' : 'when_paid',
      finalise: !random.chance(5),
      deliveryDate: random.pick(['invoice_date', 'payment_day', 'fulfilment_day']),
      showSku: random.chance(50),
    },
    quantityRounding: random.chance(20) ? 'per_unit' : 'per_line',
    events: generateEvents(random, order),
  };
}
