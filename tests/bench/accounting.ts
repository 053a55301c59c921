// 1,000,000 generated orders through the planner, each plan checked. BENCH_SEED=n repeats a run, BENCH_ORDERS=n
// makes it shorter.
import { runScenarios } from '../../app/accounting/testing/runScenarios.ts';

const seed = Number(process.env['BENCH_SEED'] ?? Date.now() % 1_000_000_000);
const orders = Number(process.env['BENCH_ORDERS'] ?? 1_000_000);
if (!Number.isInteger(seed) || !Number.isInteger(orders))
  throw new Error('BENCH_SEED and BENCH_ORDERS are whole numbers');

console.log(`Accounting: ${orders} generated orders, seed ${seed}`);
const started = performance.now();
const { endings, failure } = runScenarios(seed, orders);
const seconds = (performance.now() - started) / 1_000;
for (const [ending, count] of Object.entries(endings).toSorted(([, a], [, b]) => b - a)) {
  console.log(
    `${String(count).padStart(9)}  ${((count / orders) * 100).toFixed(2).padStart(6)} %  ${ending}`,
  );
}
const { user } = process.cpuUsage();
console.log(`${seconds.toFixed(1)} s, ${(user / orders).toFixed(0)} µs of one core for each order`);
if (failure !== null) {
  console.error(failure);
  process.exitCode = 1;
}
