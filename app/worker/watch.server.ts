import { createServer } from 'node:http';
import { log } from '../platform/log.server.ts';
import { metricsStatus, renderMetrics } from '../platform/metrics.server.ts';

export interface WatchOptions {
  port: number;
  production: boolean;
  metricsToken: string | null;
  /** Whether jobs move; a worker of which that is not so ends itself soon. */
  isMoving: () => boolean;
}

/**
 * The worker's own small server, for whoever watches the process: /healthz and /metrics, as the web process has them.
 * A port that is taken costs the view of this process, not its work.
 */
export function startWatch({ port, production, metricsToken, isMoving }: WatchOptions): { close(): void } {
  const server = createServer((request, response) => {
    const path = request.url?.split('?', 1)[0];
    if (path === '/healthz') {
      const alive = isMoving();
      return void response
        .writeHead(alive ? 200 : 503, { 'Content-Type': 'application/json' })
        .end(JSON.stringify({ alive }));
    }
    if (path !== '/metrics') return void response.writeHead(404).end();
    const status = metricsStatus({ production, metricsToken }, request.headers.authorization);
    if (status !== 200) return void response.writeHead(status).end();
    void renderMetrics().then(({ contentType, body }) =>
      response.writeHead(200, { 'Content-Type': contentType }).end(body),
    );
  });
  server.on('error', (error) => log.error('worker not watchable', { port, error }));
  server.listen(port);
  server.unref();
  return { close: () => void server.close() };
}
