import type { AccountFacts } from '../documents.ts';

/** Where a gateway's money goes. */
export type Destination =
  { handling: 'clear' | 'match'; checkAccountId: string } | { handling: 'leave_open' };

/** Where the money of a gateway goes; "*" stands for all that have no line of their own. Null = nobody has said. */
export function destinationOf(
  { gatewayAccounts, handlings = {} }: AccountFacts,
  gateway: string,
): Destination | null {
  for (const name of [gateway, '*']) {
    const handling = own(handlings, name) ?? 'clear';
    if (handling === 'leave_open') return { handling };
    const checkAccountId = own(gatewayAccounts, name);
    if (checkAccountId) return { handling, checkAccountId };
  }
  return null;
}

/** The clearing account that takes what settles itself, of this gateway or of all; statements know nothing of it. */
export function clearingAccountOf(account: AccountFacts, gateway: string): string | null {
  for (const name of [gateway, '*']) {
    const destination = destinationOf(account, name);
    if (destination?.handling === 'clear') return destination.checkAccountId;
  }
  return null;
}

const own = <Value>(values: Record<string, Value>, name: string): Value | undefined =>
  Object.hasOwn(values, name) ? values[name] : undefined;
