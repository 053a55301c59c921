import { tellStories } from '../../app/accounting/testing/tellStories.ts';

// A process that tells a slice of the stories and sends what came of them; scripts/dev/orders.ts starts several.

const [seed = 0, first = 0, count = 0] = process.argv.slice(2).map(Number);
process.send!(tellStories(seed, count, first));
process.disconnect();
