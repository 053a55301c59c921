import { AggregatorRegistry, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { timingSafeEqual } from 'node:crypto';
import { once } from './once.server.ts';

// A small face before prom-client, so that rooms name what they count in the domain's words and the library can be
// exchanged. Labels are closed sets (topic, outcome, operation), never ids: a label value is a time series.

const registry = once('metrics', () => new Registry());
const PREFIX = 'sevdesk_connector_';

type Labels<Name extends string> = Record<Name, string | number>;

/** The metric of that name, made by whoever asks first (a bundled copy of a module asks again). */
function metric<T>(name: string, make: (fullName: string) => T): T {
  return once(`metric:${name}`, () => make(PREFIX + name));
}

export interface Count<Name extends string> {
  add(labels: Labels<Name>, by?: number): void;
}

/** Counts how often something happened. Names end in `_total`. */
export function counter<Name extends string>(
  name: string,
  help: string,
  labels: readonly Name[],
): Count<Name> {
  const made = metric(
    name,
    (full) => new Counter({ name: full, help, labelNames: labels, registers: [registry] }),
  );
  return { add: (values, by = 1) => made.inc(values, by) };
}

export interface Distribution<Name extends string> {
  observe(labels: Labels<Name>, value: number): void;
}

/** How long or how much. Names end in their unit, `_seconds` or `_points`; `buckets` are upper bounds in it. */
export function histogram<Name extends string>(
  name: string,
  help: string,
  labels: readonly Name[],
  buckets: number[],
): Distribution<Name> {
  const shape = { help, labelNames: labels, buckets, registers: [registry] };
  const made = metric(name, (full) => new Histogram({ name: full, ...shape }));
  return { observe: (values, value) => made.observe(values, value) };
}

/** Something that stands at a level. `read` is asked on every scrape and sets what it finds. */
export function gauge<Name extends string>(
  name: string,
  help: string,
  labels: readonly Name[],
  read: (set: (labels: Labels<Name>, value: number) => void) => Promise<void> | void,
): void {
  metric(name, (full) => {
    const made: Gauge<Name> = new Gauge({
      name: full,
      help,
      labelNames: labels,
      registers: [registry],
      collect: async () => {
        made.reset();
        // A level that cannot be read (database down) is left out; the other metrics are wanted all the more then.
        await Promise.resolve()
          .then(() => read((values, value) => made.set(values, value)))
          .catch(() => (labels.length > 0 ? made.reset() : made.remove()));
      },
    });
    return made;
  });
}

/** All metrics of this process in Prometheus' text format. */
export async function renderMetrics(): Promise<{ contentType: string; body: string }> {
  return { contentType: registry.contentType, body: await registry.metrics() };
}

/** What one process counted, in a form that can be sent to another. */
export type ProcessMetrics = Awaited<ReturnType<Registry['getMetricsAsJSON']>>;

export const ownMetrics = (): Promise<ProcessMetrics> => registry.getMetricsAsJSON();

/** Metrics of processes that answer for one, added up, in Prometheus' text format. */
export async function addMetrics(
  parts: (ProcessMetrics | null)[],
): Promise<{ contentType: string; body: string }> {
  const sum = AggregatorRegistry.aggregate(parts.filter((part) => part !== null));
  return { contentType: sum.contentType, body: await sum.metrics() };
}

/**
 * What a process answers to somebody who asks for its metrics: 200, or 401 without the token, or 404 in production when
 * there is no token at all.
 */
export function metricsStatus(
  { production, metricsToken }: { production: boolean; metricsToken: string | null },
  authorization = '',
): 200 | 401 | 404 {
  if (!metricsToken) return production ? 404 : 200;
  const [given, wanted] = [Buffer.from(authorization), Buffer.from(`Bearer ${metricsToken}`)];
  return given.length === wanted.length && timingSafeEqual(given, wanted) ? 200 : 401;
}
