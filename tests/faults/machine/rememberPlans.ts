import { createRequire } from 'node:module';

// Prisma works out each query's plan anew, which is a third of what a schedule costs. In a simulation the same queries
// with the same values come again and again, because ids count from one and time begins on a few days; so their plans
// are kept. A plan is only read by whoever carries it out.

interface QueryCompiler {
  compile(query: string): object;
}

const MOST = 10_000;
const plans = new Map<string, object>();

const client = createRequire(createRequire(import.meta.url).resolve('@prisma/client'));
const { QueryCompiler } = client('.prisma/client/query_compiler_bg.js') as {
  QueryCompiler: { prototype: QueryCompiler };
};
// oxlint-disable-next-line typescript/unbound-method -- called as a method below
const { compile } = QueryCompiler.prototype;

QueryCompiler.prototype.compile = function (query) {
  const known = plans.get(query);
  if (known) return known;
  if (plans.size >= MOST) plans.clear();
  const plan = compile.call(this, query);
  plans.set(query, plan);
  return plan;
};
