import { Router } from 'express';
import type { Database } from '../platform/database.server.ts';
import { metricsStatus, renderMetrics } from '../platform/metrics.server.ts';

const PATIENCE_MS = 1_000;

export interface HealthOptions {
  db: Database;
  production: boolean;
  metricsToken: string | null;
  /** True once the process is about to end. */
  stopping: () => boolean;
}

/**
 * For whoever watches the process. /healthz: it lives. /readyz: it may get traffic, since the database answers and has
 * its tables. /metrics: for Prometheus with the token; without a token it does not exist in production.
 */
export function healthRoutes({ db, production, metricsToken, stopping }: HealthOptions): Router {
  const routes = Router();
  routes.get('/healthz', (_, response) => void response.json({ alive: true }));
  routes.get('/readyz', (_, response) => {
    void isReady(db, stopping).then((ready) => response.status(ready ? 200 : 503).json({ ready }));
  });
  routes.get('/metrics', (request, response) => {
    const status = metricsStatus({ production, metricsToken }, request.headers.authorization);
    if (status !== 200) return void response.status(status).end();
    void renderMetrics().then(({ contentType, body }) => response.type(contentType).send(body));
  });
  return routes;
}

/** Whether the database answers in time. */
export async function isReady(db: Database, stopping: () => boolean): Promise<boolean> {
  if (stopping()) return false;
  const answers = db.shop.findFirst({ select: { id: true } }).then(
    () => true,
    () => false,
  );
  const late = new Promise<false>((resolve) => setTimeout(resolve, PATIENCE_MS, false).unref());
  return Promise.race([answers, late]);
}
