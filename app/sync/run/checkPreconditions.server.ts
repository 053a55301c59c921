import type { Problem } from '../../accounting/problem.ts';
import type { Connection } from '../../merchant/connection.server.ts';
import { peekBreakers } from '../breaker/breaker.server.ts';
import type { Stop } from '../outcome.ts';
import { waiting } from '../problems.ts';
import type { RunStart } from './readRun.server.ts';

/** What must be so before an order may be booked, each with the event that lifts it (resumeShop). */
export type Preconditions = { kind: 'met'; connection: Connection } | { kind: 'unmet'; stop: Stop };

export function checkPreconditions(
  { shop, connection, standing }: Pick<RunStart, 'shop' | 'connection' | 'standing'>,
  now: Date,
): Preconditions {
  if (shop.uninstalledAt) return unmet(waiting.notInstalled);
  if (!shop.syncFrom) return unmet(waiting.syncOff);
  if (!connection) return unmet(waiting.notConnected);
  if (connection.state !== 'ok') return unmet(waiting.keyRejected);
  if (shop.pausedAt) return unmet(pauseReason(shop.pausedBy));
  const pass = peekBreakers(standing, now);
  if (pass.kind === 'go') return { kind: 'met', connection };
  const reason = pass.kind === 'open' ? waiting.sevdeskDown : waiting.sevdeskPause;
  return { kind: 'unmet', stop: { stop: 'later', afterMs: pass.untilMs, reason } };
}

const unmet = (reason: Problem): Preconditions => ({ kind: 'unmet', stop: { stop: 'hold', reason } });

function pauseReason(pausedBy: string | null): Problem {
  if (pausedBy === 'sevdesk_key') return waiting.keyRejected;
  return pausedBy === 'shopify_token' ? waiting.shopifyToken : waiting.paused;
}
