import { once } from './once.server.ts';
import type { Environment, SpanNote, SpanOptions, Tracer } from './tracing/facts.ts';

export type { Facts, SpanNote, SpanOptions } from './tracing/facts.ts';

// Traces by OpenTelemetry, off by default: only when a receiver is named is its library loaded at all
// (tracing/sender.server.ts); until then every call here is the call of the work itself.
//
// What a span may say is a closed list of facts, and their values go through the same filter as those of the log. No
// body, no address with its query, no name, nothing of a person has a field to stand in.

const held = once('tracing', () => ({ tracer: null as Tracer | null }));
const silent: SpanNote = { note: () => {}, fail: () => {}, context: null };

/** Whether anything is traced, for what is done for traces only. */
export const isTracing = (): boolean => held.tracer !== null;

/** Does the work as one span of the trace; a promise that it returns is waited for. Untraced it is done as it is. */
export function traced<T>(name: string, options: SpanOptions, work: (span: SpanNote) => T): T {
  return held.tracer ? held.tracer.run(name, options, work) : work(silent);
}

export interface Tracing {
  stop(): Promise<void>;
}

/** How long the end of a process may wait for its last spans to be sent. */
const STOP_MS = 2_000;

/**
 * Starts tracing when the standard variables (OTEL_EXPORTER_OTLP_ENDPOINT or OTEL_EXPORTER_OTLP_TRACES_ENDPOINT) name a
 * receiver; `service` is the name of this process, unless OTEL_SERVICE_NAME gives another.
 */
export async function startTracing(service: string, env: Environment = process.env): Promise<Tracing> {
  const receiver = env['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'] || env['OTEL_EXPORTER_OTLP_ENDPOINT'];
  if (!receiver || env['OTEL_SDK_DISABLED']?.toLowerCase() === 'true')
    return { stop: () => Promise.resolve() };
  const { createTracer } = await import('./tracing/sender.server.ts');
  const tracer = createTracer(service, env);
  held.tracer = tracer;
  return {
    async stop() {
      held.tracer = null;
      await tracer.stop(STOP_MS);
    },
  };
}
