// For tests with vitest: twins that end with their test, and requests as an API user writes them by hand.
export { openBooks, ref, type Books } from './rawClient.ts';
export { useTwins } from './useTwin.ts';
