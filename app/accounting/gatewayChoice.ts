/** What a merchant chooses for the money of a gateway. Null = as for all. */
export type GatewayChoice =
  { handling: 'clear' | 'match'; checkAccountId: string } | { handling: 'leave_open'; checkAccountId: null };

/** The choice as one word of a form: an account to clear on, "match:" and an account, or "leave_open". */
export function writeChoice({ handling, checkAccountId }: GatewayChoice): string {
  if (handling === 'leave_open') return handling;
  return handling === 'match' ? `match:${checkAccountId}` : checkAccountId;
}

export function readChoice(word: string): GatewayChoice {
  if (word === 'leave_open') return { handling: word, checkAccountId: null };
  const [, matched] = /^match:(.+)$/.exec(word) ?? [];
  return matched
    ? { handling: 'match', checkAccountId: matched }
    : { handling: 'clear', checkAccountId: word };
}

/** An account of the merchant's in sevdesk; `online`: sevdesk fetches or imports its statements. */
interface Account {
  name: string;
  type: 'offline' | 'online' | 'other';
}

interface UsedGateway {
  gateway: string;
  manual: boolean;
}

/**
 * What is best for a gateway: a transfer, or PayPal with its own feed in sevdesk, stands on a statement of its own, order by
 * order; cards are paid out in sums, so they need a clearing account.
 */
export function recommended({ gateway, manual }: UsedGateway, accounts: Account[]): 'clear' | 'match' {
  const online = accounts.filter(({ type }) => type === 'online');
  const isPayPal = (name: string) => name.toLowerCase().includes('paypal');
  if (isPayPal(gateway)) return online.some(({ name }) => isPayPal(name)) ? 'match' : 'clear';
  return manual && online.some(({ name }) => !isPayPal(name)) ? 'match' : 'clear';
}
