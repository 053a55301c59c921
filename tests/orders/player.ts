import { runScenarios } from '../../app/accounting/testing/runScenarios.ts';

// A process that plays a slice of the scenarios and sends what came of them; scripts/dev/orders.ts starts several.

const [seed = 0, first = 0, count = 0] = process.argv.slice(2).map(Number);
process.send!(runScenarios(seed, count, first));
process.disconnect();
