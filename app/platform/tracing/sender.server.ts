import {
  context,
  createContextKey,
  diag,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type Context,
  type Link,
  type Span,
  type SpanContext,
} from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import {
  envDetector,
  defaultResource,
  detectResources,
  resourceFromAttributes,
} from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import {
  ATTR_ERROR_TYPE,
  ATTR_HTTP_REQUEST_METHOD,
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  ATTR_HTTP_ROUTE,
  ATTR_SERVICE_NAME,
} from '@opentelemetry/semantic-conventions';
import { log, plainValue } from '../log.server.ts';
import type { Environment, FactName, Facts, SpanNote, Tracer } from './facts.ts';
import { within } from '../within.ts';

/** OpenTelemetry's names where it has some, our own for the rest. */
const ATTRIBUTE: Record<FactName, string> = {
  shopId: 'shop.id',
  orderGid: 'order.gid',
  orderId: 'order.id',
  documentId: 'document.id',
  deliveryId: 'webhook.id',
  requestId: 'request.id',
  job: 'job.name',
  step: 'step',
  topic: 'webhook.topic',
  operation: 'graphql.operation.name',
  outcome: 'outcome',
  method: ATTR_HTTP_REQUEST_METHOD,
  route: ATTR_HTTP_ROUTE,
  template: 'url.template',
  status: ATTR_HTTP_RESPONSE_STATUS_CODE,
  retry: 'retry',
  count: 'count',
};
const KIND = {
  internal: SpanKind.INTERNAL,
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  consumer: SpanKind.CONSUMER,
};
const SHARED = createContextKey('facts of everything within');

/** Sends spans to the receiver that the environment names, in batches, in the background; a full queue drops them. */
export function createTracer(service: string, env: Environment): Tracer {
  diag.setLogger(complaints());
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  const provider = new TracerProvider({
    resource: defaultResource()
      .merge(resourceFromAttributes({ [ATTR_SERVICE_NAME]: service }))
      .merge(detectResources({ detectors: [envDetector] })),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(shareOf(env)) }),
    spanProcessors: [
      new BatchSpanProcessor({ exporter: new OTLPTraceExporter(), scheduledDelayMillis: 1_000 }),
    ],
  });
  const tracer = provider.getTracer('sevdesk-connector');

  return {
    run(name, { kind = 'internal', facts = {}, shared, parent, links = [] }, work) {
      const outer = parent === undefined ? context.active() : continued(parent);
      const common = { ...(outer.getValue(SHARED) as Facts | undefined), ...shared };
      const within = outer.setValue(SHARED, common);
      const span = tracer.startSpan(
        name,
        { kind: KIND[kind], attributes: attributesOf({ ...common, ...facts }), links: links.flatMap(linkTo) },
        within,
      );
      return ended(span, () => context.with(trace.setSpan(within, span), () => work(noteOf(span))));
    },
    stop: (withinMs) =>
      within(
        withinMs,
        provider.shutdown().catch(() => undefined),
      ),
  };
}

/** Ends the span with the work, or with the promise that the work returned. */
function ended<T>(span: Span, work: () => T): T {
  const failed = (error: unknown) => {
    // Messages of exceptions carry values; the class says enough.
    noteOf(span).fail(error instanceof Error ? error.name : 'thrown');
    span.end();
  };
  try {
    const result = work();
    if (!(result instanceof Promise)) {
      span.end();
      return result;
    }
    result.then(() => span.end(), failed);
    return result;
  } catch (error) {
    failed(error);
    throw error;
  }
}

const noteOf = (span: Span): SpanNote => ({
  note: (facts) => void span.setAttributes(attributesOf(facts)),
  fail: (why) => {
    span.setAttribute(ATTR_ERROR_TYPE, plainValue(why)).setStatus({ code: SpanStatusCode.ERROR });
  },
  get context() {
    const { traceId, spanId, traceFlags } = span.spanContext();
    return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
  },
});

function attributesOf(facts: Facts): Attributes {
  const said = Object.entries(facts).filter(
    ([name, value]) => name in ATTRIBUTE && value !== undefined && value !== null,
  );
  return Object.fromEntries(
    said.map(([name, value]) => [ATTRIBUTE[name as FactName], plainValue(value)] as const),
  );
}

/** Share of traces that are kept, 1 = all (the variable's name in OpenTelemetry's own words). */
function shareOf(env: Environment): number {
  const share = Number(env['OTEL_TRACES_SAMPLER_ARG'] || 1);
  return share >= 0 && share <= 1 ? share : 1;
}

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

function readContext(traceparent: string): SpanContext | null {
  const [, traceId, spanId, flags] = TRACEPARENT.exec(traceparent) ?? [];
  return traceId && spanId && flags
    ? { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true }
    : null;
}

function continued(traceparent: string | null): Context {
  const own = trace.deleteSpan(context.active());
  const parent = traceparent === null ? null : readContext(traceparent);
  return parent ? trace.setSpanContext(own, parent) : own;
}

function linkTo(traceparent: string): Link[] {
  const target = readContext(traceparent);
  return target ? [{ context: target }] : [];
}

/** The library's messages hold addresses; that something is wrong is what an operator needs to know. */
function complaints() {
  const complain = () => log.warn('traces not sent');
  const nothing = () => {};
  return { error: complain, warn: complain, info: nothing, debug: nothing, verbose: nothing };
}
