import type { AccountFacts } from '../documents.ts';

/** The clearing account for a gateway's money; "*" stands for all that have none of their own. */
export function accountOf({ gatewayAccounts }: AccountFacts, gateway: string): string | null {
  for (const name of [gateway, '*']) {
    const account = Object.hasOwn(gatewayAccounts, name) ? gatewayAccounts[name] : undefined;
    if (account) return account;
  }
  return null;
}
