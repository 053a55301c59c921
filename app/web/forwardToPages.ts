import { Agent, request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import { discardBody } from '../inbox/readBody.ts';
import { refuse } from './refuse.ts';

/** Larger than any form of the app, announced or not. Webhooks have their own limit. */
const MAX_BODY = 1024 * 1024;
/** Requests that may wait for the pages at a time. More than that are turned away, so that memory stays bounded. */
const MOST_OPEN = 1_000;
/** Longer than any page may take. */
const TIMEOUT_MS = 60_000;
const RETRY_AFTER_S = 2;

/** Said of one connection only (RFC 9110, 7.6.1), or said anew by us. */
const NOT_PASSED_ON = new Set([
  ...['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'upgrade', 'expect', 'host'],
]);

export interface ForwardOptions {
  /** Where the pages listen on this machine; null while they do not. */
  port: () => number | null;
  production: boolean;
}

/**
 * Hands requests on to the pages, which run in a process of their own: whatever they do, here it costs no more than
 * copying bytes. A body is cut off where it gets too large. The pages see the sender's address as the last entry of
 * X-Forwarded-For, as behind any proxy.
 */
export function forwardToPages({ port, production }: ForwardOptions) {
  const agent = new Agent({ keepAlive: true });
  let open = 0;

  function forward(request: IncomingMessage, response: ServerResponse): void {
    const turnAway = (status: number) => {
      if (response.writableEnded) return;
      if (response.headersSent) return void response.destroy();
      refuse(response, status, { production, ...(status === 503 ? { retryAfterS: RETRY_AFTER_S } : {}) });
      discardBody(request);
    };
    const target = port();
    if (Number(request.headers['content-length'] ?? 0) > MAX_BODY) return turnAway(413);
    if (target === null || open >= MOST_OPEN) return turnAway(503);
    const outgoing = begin(request, target);
    if (!outgoing) return turnAway(400);
    open++;
    outgoing.once('response', (answer) => passOn(answer, response));
    outgoing.once('timeout', () => {
      turnAway(504);
      outgoing.destroy();
    });
    // The pages are gone, or are just being started again.
    outgoing.on('error', () => turnAway(503));
    response.once('close', () => {
      open--;
      outgoing.destroy();
      // Answered before its body was read: the sender sees the answer only when somebody takes the rest.
      discardBody(request);
    });
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= MAX_BODY) {
        if (outgoing.destroyed || outgoing.write(chunk)) return;
        request.pause();
        outgoing.once('drain', () => request.resume());
      } else if (!response.headersSent) {
        turnAway(413);
        outgoing.destroy();
      }
    });
    request.on('end', () => outgoing.end());
    request.on('error', () => outgoing.destroy());
  }

  /** Null where the request says something that may not be said again. */
  function begin(request: IncomingMessage, target: number) {
    try {
      return ask({
        ...{ host: '127.0.0.1', port: target, agent, setHost: false, timeout: TIMEOUT_MS },
        ...{ method: request.method, path: request.url },
        headers: headersOf(request) as never,
      });
    } catch {
      return null;
    }
  }
  return { forward, close: () => agent.destroy() };
}

/** Name, value, name, value, as they came. */
function headersOf({ rawHeaders, headers, socket }: IncomingMessage): string[] {
  const passed = passOnly(rawHeaders, (name) => !NOT_PASSED_ON.has(name) && name !== 'x-forwarded-for');
  const before = headers['x-forwarded-for'];
  const from = [before, socket.remoteAddress ?? 'unknown'].filter(Boolean).join(', ');
  return [...passed, 'X-Forwarded-For', from, 'Host', 'pages', 'Connection', 'keep-alive'];
}

function passOn(answer: IncomingMessage, response: ServerResponse): void {
  if (response.headersSent || response.destroyed) return void answer.destroy();
  const passed = passOnly(
    answer.rawHeaders,
    (name) => !NOT_PASSED_ON.has(name) && name !== 'transfer-encoding',
  );
  response.writeHead(answer.statusCode ?? 502, answer.statusMessage, passed);
  answer.pipe(response);
  answer.once('error', () => response.destroy());
  answer.once('aborted', () => response.destroy());
}

function passOnly(raw: string[], passes: (name: string) => boolean): string[] {
  return raw.filter((_, index) => passes(raw[index - (index % 2)]!.toLowerCase()));
}
