import { inject } from 'vitest';

// One worker runs every test file of a mutant. What a file prepares while it is read (an order that several tests share)
// belongs to the test, not to what is tested: until its tests begin no mutant is active.
const stryker = (globalThis as Record<string, unknown>)[inject('globalNamespace' as never)];
(stryker as { activeMutant?: string }).activeMutant = undefined;
