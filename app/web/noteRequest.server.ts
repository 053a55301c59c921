import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import { log } from '../platform/log.server.ts';
import { counter, histogram } from '../platform/metrics.server.ts';

const answered = counter('page_requests_total', 'Requests to the pages.', ['method', 'status']);
const seconds = histogram(
  'page_seconds',
  'Time of a page.',
  ['method'],
  [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
);

/** One line and one count for each request to a page. The query is left out: it holds session tokens. */
export const noteRequest: RequestHandler = (request, response, next) => {
  const began = performance.now();
  const requestId = randomUUID();
  response.setHeader('X-Request-Id', requestId);
  response.on('close', () => {
    const durationMs = Math.round(performance.now() - began);
    const { method, path: route } = request;
    const status = response.writableFinished ? response.statusCode : 499;
    answered.add({ method, status });
    seconds.observe({ method }, durationMs / 1000);
    log.info('page answered', { requestId, method, route, status, durationMs });
  });
  next();
};
