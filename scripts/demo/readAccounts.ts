import { centsOf, dayOf, refOf, textOf, type Row, type SevdeskApi } from './sevdeskApi.ts';

/** An account as sevdesk shows it. `clearing` is one on which sevdesk books by itself, `import` one that is filled by API. */
export interface ReadAccount {
  name: string;
  kind: 'clearing' | 'import' | 'liability' | 'online' | 'base';
  openingCents: number;
  inCents: number;
  /** Positive. */
  outCents: number;
  closingCents: number;
  /** What stands on the account and is on no document and no other account. */
  unclearedCents: number;
}

/** Gateways that hold what a shop owes its customers. */
const LIABILITIES = new Set(['gift_card', 'shopify_store_credit']);
/** Of a transaction: made, and not booked on anything. */
const CREATED = '100';

/**
 * The accounts of a sevdesk account with what moved on them, read over its API: entries, and the balance that sevdesk itself
 * gives for the day. `gateways`: whose money an account takes, by its id. Accounts on which nothing moved are left out.
 */
export async function readAccounts(
  api: SevdeskApi,
  gateways: Map<string, string>,
  today: Date,
): Promise<ReadAccount[]> {
  const [accounts, transactions] = await Promise.all([
    api.list('/CheckAccount'),
    api.list('/CheckAccountTransaction'),
  ]);
  const read: ReadAccount[] = [];
  for (const account of accounts ?? []) {
    const id = textOf(account['id'])!;
    const own = (transactions ?? []).filter(
      (row) => refOf(row['checkAccount']) === id && textOf(row['deletedAt']) === null,
    );
    if (own.length === 0) continue;
    const amounts = own.map((row) => centsOf(row['amount']) ?? 0);
    const inCents = total(amounts.filter((amount) => amount > 0));
    const outCents = -total(amounts.filter((amount) => amount < 0));
    const date = dayOf(today.toISOString())!;
    const balance = centsOf(await api.value(`/CheckAccount/${id}/getBalanceAtDate`, { date }));
    const closingCents = balance ?? inCents - outCents;
    const uncleared = own.filter((row) => textOf(row['status']) === CREATED);
    read.push({
      name: textOf(account['name']) ?? id,
      kind: kindOf(account, gateways.get(id) ?? null),
      openingCents: closingCents - inCents + outCents,
      inCents,
      outCents,
      closingCents,
      unclearedCents: total(uncleared.map((row) => centsOf(row['amount']) ?? 0)),
    });
  }
  return read;
}

const total = (amounts: number[]): number => amounts.reduce((sum, amount) => sum + amount, 0);

function kindOf(account: Row, gateway: string | null): ReadAccount['kind'] {
  if (gateway !== null && LIABILITIES.has(gateway)) return 'liability';
  if (textOf(account['importType']) !== null) return 'import';
  if (textOf(account['type']) === 'online') return 'online';
  return textOf(account['baseAccount']) === '1' ? 'base' : 'clearing';
}
