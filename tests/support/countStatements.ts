import pg from 'pg';

export interface Counted {
  /** What was sent to Postgres, BEGIN and COMMIT included. */
  statements: string[];
  /** Of these, how many are commits: a transaction, or a statement on its own. */
  commits: number;
}

/** What is sent to Postgres while `work` is done, counted where it leaves: at the driver. */
export async function countStatements(work: () => Promise<unknown>): Promise<Counted> {
  const open = new Set<unknown>();
  const counted: Counted = { statements: [], commits: 0 };
  // oxlint-disable-next-line typescript/unbound-method -- called as a method below
  const { query } = pg.Client.prototype;
  pg.Client.prototype.query = function (this: pg.Client, sent: unknown, ...rest: unknown[]) {
    const text = textOf(sent);
    if (/^begin/i.test(text)) open.add(this);
    else if (/^(commit|rollback)/i.test(text)) open.delete(this);
    if (!open.has(this)) counted.commits++;
    counted.statements.push(text.replaceAll(/\s+/g, ' ').trim());
    return (query as (...all: unknown[]) => unknown).call(this, sent, ...rest);
  } as typeof query;
  try {
    await work();
  } finally {
    pg.Client.prototype.query = query;
  }
  return counted;
}

const textOf = (sent: unknown): string =>
  typeof sent === 'string' ? sent : ((sent as { text?: string }).text ?? '');
