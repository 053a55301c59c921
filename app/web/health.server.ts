import type { IncomingMessage, ServerResponse } from 'node:http';
import { addMetrics, metricsStatus, ownMetrics } from '../platform/metrics.server.ts';
import type { Pages } from './pages.ts';
import { refuse } from './refuse.ts';

export interface HealthOptions {
  production: boolean;
  metricsToken: string | null;
  /** Whether it may get traffic: the database has been reached once, and the process is not about to end. */
  ready: () => boolean;
  pages: Pages;
}

/**
 * For whoever watches the process. /healthz: it lives. /readyz: it may get traffic for the pages. /readyz/webhooks: it
 * may get webhooks. /metrics, of pages and intake together: for Prometheus with the token; without a token it does not
 * exist in production. Answers false where an address is none of these.
 *
 * A slow or lost database makes no process unready: all of them share it, so that all would leave at once and nobody
 * were left to say 503 with a reason, or to take webhooks in the moment it is back.
 */
export function answerHealth({ production, metricsToken, ready, pages }: HealthOptions) {
  const say = (response: ServerResponse, status: number, type: string, body: string) => {
    response
      .writeHead(status, {
        'Content-Type': type,
        'Content-Length': Buffer.byteLength(body),
        'Cache-Control': 'no-store',
        'X-Content-Type-Options': 'nosniff',
        ...(production ? { 'Strict-Transport-Security': 'max-age=31536000; includeSubDomains' } : {}),
      })
      .end(body);
  };
  const tell = (response: ServerResponse, status: number, what: object) =>
    say(response, status, 'application/json; charset=utf-8', JSON.stringify(what));
  const tellReady = (response: ServerResponse, is: boolean) => tell(response, is ? 200 : 503, { ready: is });

  async function showMetrics(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const status = metricsStatus({ production, metricsToken }, request.headers.authorization);
    if (status !== 200) return refuse(response, status, { production });
    const { contentType, body } = await addMetrics([await ownMetrics(), await pages.metrics()]);
    say(response, 200, contentType, body);
  }

  return (request: IncomingMessage, response: ServerResponse): boolean => {
    switch ((request.url ?? '').split('?', 1)[0] ?? '') {
      case '/healthz':
        tell(response, 200, { alive: true });
        return true;
      case '/readyz':
        tellReady(response, ready() && pages.port() !== null);
        return true;
      case '/readyz/webhooks':
        tellReady(response, ready());
        return true;
      case '/metrics':
        void showMetrics(request, response).catch(() => refuse(response, 500, { production }));
        return true;
      default:
        return false;
    }
  };
}
