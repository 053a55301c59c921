// Plain numbers of cents: what checks the money code does not use it.

/** Throws an error that says what is wrong, with figures. */
export function demand(condition: boolean, message: string, facts: Record<string, unknown> = {}): void {
  if (!condition) throw new Error(`${message} ${JSON.stringify(facts)}`);
}

export const total = (amounts: number[]): number => amounts.reduce((sum, amount) => sum + amount, 0);

export const worth = (list: { amount: number }[]): number => total(list.map(({ amount }) => amount));
