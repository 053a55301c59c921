import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import { inLogScope, log, type LogFields } from '../platform/log.server.ts';
import { counter, histogram } from '../platform/metrics.server.ts';
import { traced, type SpanNote, type SpanOptions } from '../platform/tracing.server.ts';
import { routeTemplate } from './routeTemplate.ts';

const answered = counter('page_requests_total', 'Requests to the pages.', ['method', 'status']);
const seconds = histogram(
  'page_seconds',
  'Time of a page.',
  ['method'],
  [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
);

/**
 * One line, one count and one span for each request to a page. Everything that is logged on the way says the request's
 * id and, once they are known, its shop and its order. The query is left out: it holds session tokens.
 */
export const noteRequest: RequestHandler = (request, response, next) => {
  const began = performance.now();
  const requestId = randomUUID();
  const { method, path: route } = request;
  response.setHeader('X-Request-Id', requestId);
  const known: LogFields = { requestId };
  const template = routeTemplate(route);
  const span: SpanOptions = {
    kind: 'server',
    parent: null,
    facts: { method, route: template },
    shared: { requestId },
  };
  const answer = ({ note, fail }: SpanNote, done: () => void) => {
    response.on('close', () => {
      const durationMs = Math.round(performance.now() - began);
      const status = response.writableFinished ? response.statusCode : 499;
      answered.add({ method, status });
      seconds.observe({ method }, durationMs / 1000);
      log.info('page answered', { ...known, method, route, status, durationMs });
      note({ status, shopId: text(known.shopId), orderId: text(known.orderId) });
      if (status >= 500) fail(String(status));
      done();
    });
    next();
  };
  inLogScope(known, () => {
    void traced(`${method} ${template}`, span, (noted) => new Promise<void>((done) => answer(noted, done)));
  });
};

const text = (value: unknown) => (typeof value === 'string' ? value : null);
