// Mutation test of the accounting room: how many small mistakes do its tests notice? Fails above 10 % unnoticed.
// `mutate` for all of it (an hour on two idle cores), `mutate app/accounting/money.ts` for some files.
import { runTool } from '../lib/tools.ts';

const files = process.argv.slice(2);
const only = files.length > 0 ? ['--mutate', files.join(',')] : [];
process.exitCode = runTool('@stryker-mutator/core/bin/stryker.js', [
  'run',
  'config/stryker.accounting.json',
  ...only,
]);
