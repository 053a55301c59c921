import { problem, type Problem } from '../accounting/problem.ts';
import type { Answer, Unclear } from './answer.ts';
import { unclear } from './classify.ts';
import type { AccountLookups, CheckAccount, SevdeskClient } from './client.ts';

/** The bookkeeping system that the connector writes for; 1.0 knows no tax rules. */
const isSupported = (version: string) => version.startsWith('2.');

export type ConnectionCheck =
  | {
      kind: 'ok';
      systemVersion: string;
      regime: 'regular' | 'small_business';
      lookups: AccountLookups;
      checkAccounts: CheckAccount[];
    }
  | { kind: 'problem'; problem: Problem }
  | Unclear;

/** Whether a key works and what account it opens: reads only, nothing is changed in sevdesk. */
export async function checkConnection(client: SevdeskClient): Promise<ConnectionCheck> {
  const version = await client.systemVersion();
  if (version.kind !== 'done') return failure(version);
  if (!isSupported(version.value))
    return { kind: 'problem', problem: problem('sevdesk.system_version', { version: version.value }) };
  const regime = await client.regime();
  if (regime.kind !== 'done') return failure(regime);
  const lookups = await client.lookups();
  if (lookups.kind !== 'done') return failure(lookups);
  const accounts = await client.checkAccounts();
  if (accounts.kind !== 'done') return failure(accounts);
  return {
    kind: 'ok',
    systemVersion: version.value,
    regime: regime.value,
    lookups: lookups.value,
    checkAccounts: accounts.value,
  };
}

function failure(answer: Exclude<Answer<unknown>, { kind: 'done' }>): ConnectionCheck {
  if (answer.kind === 'unclear') return answer;
  if (answer.why === 'key') return { kind: 'problem', problem: problem('sevdesk.key_rejected') };
  if (answer.why === 'rate_limited') return { kind: 'problem', problem: problem('sevdesk.rate_limited') };
  // A look-up that every account answers was turned down: nothing that a merchant could mend by another key.
  return unclear('unreadable', answer.status, answer.message);
}
