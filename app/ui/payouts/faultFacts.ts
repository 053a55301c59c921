import type { PayoutFault } from '../../money/payouts/payoutParts.ts';

/** The figures that belong to the text of a fault; those of other faults are empty. */
export function faultFacts(
  fault: PayoutFault,
  currency: string,
  money: (cents: number, currency: string) => string,
): { type: string; currency: string; expected: string; found: string } {
  const sums =
    'expected' in fault ? [fault.expected, fault.found].map((cents) => money(cents, currency)) : [];
  return {
    type: 'type' in fault ? fault.type : '',
    currency: 'currency' in fault ? fault.currency : '',
    expected: sums[0] ?? '',
    found: sums[1] ?? '',
  };
}
