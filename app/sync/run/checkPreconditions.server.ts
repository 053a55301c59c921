import type { Shop } from '@prisma/client';
import type { Problem } from '../../accounting/problem.ts';
import { connectionFor, type Connection } from '../../merchant/connection.server.ts';
import { peekBreakers } from '../breaker/breaker.server.ts';
import type { Stop } from '../outcome.ts';
import type { SyncPorts } from '../ports.server.ts';
import { waiting } from '../problems.ts';

/** What must be so before an order may be booked, each with the event that lifts it (resumeShop). */
export type Gate = { kind: 'open'; connection: Connection } | { kind: 'closed'; stop: Stop };

export async function checkGates(ports: SyncPorts, shop: Shop): Promise<Gate> {
  if (shop.uninstalledAt) return closed(waiting.notInstalled);
  if (!shop.syncFrom) return closed(waiting.syncOff);
  const connection = await connectionFor(ports.db, ports.encryption, shop.id);
  if (!connection) return closed(waiting.notConnected);
  if (connection.state !== 'ok') return closed(waiting.keyRejected);
  if (shop.pausedAt) return closed(pauseReason(shop.pausedBy));
  const gate = await peekBreakers(ports, connection.accountKey);
  if (gate.kind === 'go') return { kind: 'open', connection };
  const reason = gate.kind === 'open' ? waiting.sevdeskDown : waiting.sevdeskPause;
  return { kind: 'closed', stop: { stop: 'later', afterMs: gate.untilMs, reason } };
}

const closed = (reason: Problem): Gate => ({ kind: 'closed', stop: { stop: 'hold', reason } });

function pauseReason(pausedBy: string | null): Problem {
  if (pausedBy === 'sevdesk_key') return waiting.keyRejected;
  return pausedBy === 'shopify_token' ? waiting.shopifyToken : waiting.paused;
}
