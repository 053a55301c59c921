// What nobody public has proved about a real account, each with a way to find out on one that is at hand.

/** What was seen, or why it could not be looked at. */
export type Finding = { settled: true; seen: string } | { settled: false; why: string };

export interface OpenFact<Account> {
  /** Short and steady, for comparing two accounts. */
  id: string;
  question: string;
  /** What the product does until it is known, so that either answer is safe. */
  until: string;
  /** Leaves a number, a booking or a mail behind: asked on expendable accounts only. */
  costs?: boolean;
  ask: (account: Account) => Promise<Finding>;
}

export interface Settled {
  id: string;
  question: string;
  until: string;
  finding: Finding;
}

export const seen = (text: string): Finding => ({ settled: true, seen: text });
export const notSeen = (why: string): Finding => ({ settled: false, why });

/** Asks one after the other. A question that breaks off stays open, with the reason. */
export async function settle<Account>(
  facts: readonly OpenFact<Account>[],
  account: Account,
  expendable: boolean,
): Promise<Settled[]> {
  const settled: Settled[] = [];
  for (const { id, question, until, costs = false, ask } of facts) {
    settled.push({ id, question, until, finding: await find(costs, ask) });
  }
  return settled;

  async function find(costs: boolean, ask: OpenFact<Account>['ask']): Promise<Finding> {
    if (costs && !expendable) return notSeen('leaves something behind: asked with --expendable only');
    try {
      return await ask(account);
    } catch (error) {
      return notSeen(`broke off: ${error instanceof Error ? error.message.slice(0, 300) : String(error)}`);
    }
  }
}

/** The file to keep: what this account settled, then what stays open and how the product lives with it. */
export function reportOf(title: string, settled: readonly Settled[]): string {
  const lines = [`# ${title}`, '', '## Settled by this account', ''];
  for (const { id, question, finding } of settled)
    if (finding.settled) lines.push(`- **${id}** ${question} ${finding.seen}`);
  lines.push('', '## Still open', '');
  for (const { id, question, until, finding } of settled)
    if (!finding.settled)
      lines.push(`- **${id}** ${question} Not seen: ${finding.why}. Until then: ${until}`);
  return `${lines.join('\n')}\n`;
}
