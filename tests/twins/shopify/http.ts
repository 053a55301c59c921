// Requests and answers of the twin, the same over a socket and in one process.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface TwinRequest {
  method: string;
  url: URL;
  /** Lower-case names. */
  headers: Record<string, string>;
  body: string;
}

export interface TwinResponse {
  status: number;
  headers: Record<string, string>;
  body: string;
  /** The answer does not arrive as it should. */
  broken?: 'hang' | 'reset' | 'truncated';
}

export type Handler = (request: TwinRequest) => Promise<TwinResponse>;

export const json = (value: unknown, status = 200, headers: Record<string, string> = {}): TwinResponse => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(value),
});

export const html = (body: string, status = 200): TwinResponse => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  body,
});

export const redirect = (location: string): TwinResponse => ({
  status: 303,
  headers: { location },
  body: '',
});

/** Listens on 127.0.0.1. */
export async function listen(handler: Handler, port: number): Promise<{ server: Server; url: string }> {
  const server = createServer((incoming, outgoing) => {
    void readRequest(incoming)
      .then(handler)
      .then((response) => write(outgoing, response))
      .catch((error: unknown) => {
        outgoing.writeHead(500, { 'content-type': 'text/plain' }).end(`twin: ${String(error)}`);
      });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function readRequest(incoming: IncomingMessage): Promise<TwinRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) headers[name] = String(value);
  return {
    method: incoming.method ?? 'GET',
    url: new URL(incoming.url ?? '/', `http://${incoming.headers.host ?? 'localhost'}`),
    headers,
    body: Buffer.concat(chunks).toString('utf8'),
  };
}

function write(outgoing: ServerResponse, response: TwinResponse): void {
  if (response.broken === 'hang') return;
  if (response.broken === 'reset') return void outgoing.socket?.destroy();
  const body = Buffer.from(response.body);
  outgoing.writeHead(response.status, { ...response.headers, 'content-length': String(body.length) });
  if (response.broken !== 'truncated') return void outgoing.end(body);
  outgoing.write(body.subarray(0, Math.floor(body.length / 2)), () => outgoing.socket?.destroy());
}

/** `fetch` that ends in `handler`; a hanging answer lasts until the caller's signal ends it. */
export function fetchThrough(handler: Handler) {
  return async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    const headers: Record<string, string> = { host: new URL(request.url).host };
    request.headers.forEach((value, name) => {
      headers[name] = value;
    });
    const { signal } = request;
    signal.throwIfAborted();
    const aborted = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    });
    const body = await request.text();
    const answer = handler({ method: request.method, url: new URL(request.url), headers, body });
    const response = await Promise.race([answer, aborted]);
    if (response.broken === 'hang') return aborted;
    if (response.broken === 'reset') throw new TypeError('fetch failed', { cause: new Error('ECONNRESET') });
    return new Response(bodyOf(response), { status: response.status, headers: response.headers });
  };
}

function bodyOf(response: TwinResponse): BodyInit | null {
  if (response.status === 204 || response.status === 304) return null;
  if (response.broken !== 'truncated') return response.body;
  const half = Buffer.from(response.body).subarray(0, Math.floor(response.body.length / 2));
  return new ReadableStream({
    start(controller) {
      controller.enqueue(new Uint8Array(half));
      controller.error(new TypeError('terminated'));
    },
  });
}
