import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A span as it was sent, with its attributes as one object. */
export interface SentSpan {
  service: string;
  name: string;
  traceId: string;
  spanId: string;
  parentSpanId: string | undefined;
  kind: number;
  links: { traceId: string; spanId: string }[];
  facts: Record<string, unknown>;
}

/** What OpenTelemetry's collector is for the processes: takes spans over OTLP/HTTP. */
export interface TraceReceiver {
  url: string;
  spans(): SentSpan[];
  /** Everything that came, byte for byte. */
  bytes(): string;
  requests(): number;
  /** From now on it takes connections and never answers. */
  fallSilent(): void;
  close(): Promise<void>;
}

export async function startTraceReceiver(): Promise<TraceReceiver> {
  const bodies: string[] = [];
  let silent = false;
  let requests = 0;
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    requests++;
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      bodies.push(`${request.url} ${JSON.stringify(request.headers)}\n${Buffer.concat(chunks).toString()}`);
      if (!silent) response.writeHead(200, { 'Content-Type': 'application/json' }).end('{}');
    });
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans: () => bodies.flatMap((body) => readSpans(body.slice(body.indexOf('\n') + 1))),
    bytes: () => bodies.join('\n'),
    requests: () => requests,
    fallSilent: () => (silent = true),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface KeyValue {
  key: string;
  value: { stringValue?: string; intValue?: number; doubleValue?: number };
}
interface Sent {
  resourceSpans: {
    resource: { attributes: KeyValue[] };
    scopeSpans: {
      spans: (Omit<SentSpan, 'facts' | 'service' | 'links'> & {
        attributes: KeyValue[];
        links?: SentSpan['links'];
      })[];
    }[];
  }[];
}

function readSpans(body: string): SentSpan[] {
  return (JSON.parse(body) as Sent).resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans
      .flatMap(({ spans }) => spans)
      .map(({ attributes, links = [], ...span }) => ({
        ...span,
        links,
        service: String(factsOf(resource.attributes)['service.name']),
        facts: factsOf(attributes),
      })),
  );
}

const factsOf = (attributes: KeyValue[]) =>
  Object.fromEntries(
    attributes.map(({ key, value }) => [key, value.stringValue ?? value.intValue ?? value.doubleValue]),
  );
