import { connectionFor } from '../../merchant/connection.server.ts';
import type { Answer } from '../../sevdesk/answer.ts';
import type { SevdeskClient } from '../../sevdesk/client.ts';
import { holdAccount, passBreakers, recordRequest } from '../../sync/breaker/breaker.server.ts';
import { countPage } from '../metrics.server.ts';
import type { ReconcilePorts } from '../ports.server.ts';

/** A shop's account, asked for reading only, within its pace and behind its breakers like everything else. */
export interface Account {
  accountKey: string;
  read<T>(call: (sevdesk: Reader) => Promise<Answer<T>>): Promise<Read<T>>;
}

type Reader = Pick<SevdeskClient, 'updatedSince' | 'get' | 'findByMarker' | 'checkAccounts'>;

type Read<T> = { kind: 'done'; value: T } | { kind: 'not_found' } | { kind: 'later'; afterMs: number };

/** When sevdesk does not answer, and does not say when it will. */
const PAUSE_MS = 5 * 60_000;

/** The account the shop is connected with; null when there is none that answers. */
export async function openAccount(
  ports: ReconcilePorts,
  shopId: string,
  signal: AbortSignal,
): Promise<Account | null> {
  const connection = await connectionFor(ports.db, ports.encryption, shopId);
  if (connection?.state !== 'ok') return null;
  const { accountKey } = connection;
  const sevdesk = ports.openSevdesk({ ...connection, signal });
  return {
    accountKey,
    async read(call) {
      const pass = await passBreakers(ports, accountKey);
      if (pass.kind !== 'go') return { kind: 'later', afterMs: pass.untilMs };
      const answer = await call(sevdesk);
      countPage('sevdesk', answer.kind === 'refused' ? answer.why : answer.kind);
      return note(ports, accountKey, answer, pass);
    },
  };
}

async function note<T>(
  ports: ReconcilePorts,
  accountKey: string,
  answer: Answer<T>,
  { probe, matters }: { probe: boolean; matters: boolean },
): Promise<Read<T>> {
  const isOurs = answer.kind === 'unclear' && (answer.cause === 'aborted' || answer.cause === 'unsent');
  if (isOurs) return { kind: 'later', afterMs: 0 };
  const limited = answer.kind === 'refused' && answer.why === 'rate_limited';
  const outcome = { good: answer.kind !== 'unclear' && !limited, hostIsFine: limited, probe, matters };
  await recordRequest(ports, accountKey, outcome);
  if (answer.kind === 'done') return answer;
  if (answer.kind === 'unclear') return { kind: 'later', afterMs: PAUSE_MS };
  if (answer.why === 'not_found') return { kind: 'not_found' };
  const afterMs = answer.retryAfterMs ?? PAUSE_MS;
  if (limited) await holdAccount(ports, accountKey, afterMs);
  return { kind: 'later', afterMs };
}
