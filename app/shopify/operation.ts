/** One GraphQL operation with what it may cost at most, in points of the shop's bucket. */
export interface Operation {
  name: string;
  text: string;
  cost: number;
}

/**
 * Reads an operation's name and cost from its text. The first line says `# cost: N`; a test computes N from the schema
 * by the rule fitted to recorded answers (facts: an object costs 1, a connection 2 + max(1, floor(2 ln first)) nodes).
 */
export function operation(text: string): Operation {
  const cost = /^# cost: (\d+)\n/.exec(text)?.[1];
  const name = /\n(?:query|mutation) (\w+)/.exec(text)?.[1];
  if (!cost || !name) throw new Error('an operation starts with "# cost: N" and has a name');
  return { name, text, cost: Number(cost) };
}

/**
 * The variables of an operation with those that the granted scopes decide: what needs leave to read products stands behind
 * `@include(if: $products)`, so that an order is read without it, too.
 */
export function withScopes(
  { text }: Operation,
  variables: Record<string, unknown>,
  scopes: string[],
): Record<string, unknown> {
  if (!text.includes('$products: Boolean!')) return variables;
  return { ...variables, products: scopes.some((scope) => /^(read|write)_products$/.test(scope)) };
}
