import type { OrderStatusAnswer, PrintAnswer } from '../../../app/extension/answers.ts';
import type { TextKey } from './texts.ts';

// The app's own endpoints. Shopify resolves the addresses against the app's and adds the user's session token
// (shopify.dev, admin extensions, network features); the answers are those of answers.ts.

/** Why an endpoint did not do as it was asked: the text that says so. */
export type Failure = Extract<TextKey, `failed${string}`>;

export type Reply<T> = { ok: true; value: T } | { ok: false; failure: Failure };

/** How long the app may take before the merchant is told that it does not answer. */
const TIMEOUT_MS = 20_000;

/** What the app did with the order, in the language of the admin. */
export const readStatus = (orderGid: string, language: string) =>
  ask<OrderStatusAnswer>(orderPath(orderGid, language), { method: 'GET' });

/**
 * Asks for another run over the order and answers with how it stands then. A second click that comes before the button
 * is drawn as busy gets the answer to the first.
 */
export function syncAgain(orderGid: string, language: string): Promise<Reply<OrderStatusAnswer>> {
  const pending =
    asked.get(orderGid) ??
    ask<OrderStatusAnswer>(orderPath(orderGid, language), { method: 'POST' }).finally(() =>
      asked.delete(orderGid),
    );
  asked.set(orderGid, pending);
  return pending;
}

const asked = new Map<string, Promise<Reply<OrderStatusAnswer>>>();

/** The documents of these orders, and the address under which they can be fetched for a few minutes. */
export const preparePrint = (orderGids: string[], language: string) =>
  ask<PrintAnswer>(`/api/extension/print?locale=${language}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ orderIds: orderGids.map(orderIdOf) }),
  });

/** Shopify's numeric order id, which ends the global one. */
const orderIdOf = (orderGid: string) => orderGid.split('/').at(-1) ?? '';

const orderPath = (orderGid: string, language: string) =>
  `/api/extension/orders/${encodeURIComponent(orderIdOf(orderGid))}?locale=${language}`;

async function ask<T>(path: string, request: RequestInit): Promise<Reply<T>> {
  try {
    const answer = await fetch(path, { ...request, signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (!answer.ok) return { ok: false, failure: failures[answer.status] ?? 'failedUnreachable' };
    return { ok: true, value: (await answer.json()) as T };
  } catch {
    // No network, no answer in time, or something that is no answer of ours: for the merchant the same.
    return { ok: false, failure: 'failedUnreachable' };
  }
}

const failures: Record<number, Failure> = {
  401: 'failedSignedOut',
  403: 'failedNotSetUp',
  404: 'failedUnknownOrder',
  429: 'failedTooOften',
};
