import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { systemClock } from './clock.ts';
import type { TwinRequest, TwinResponse } from './call.ts';
import { controlMethods, type SevdeskTwinControl } from './control.ts';
import type { Outcome } from './spoil.ts';
import { createTwin, type TwinOptions } from './twin.ts';

export { DEFAULT_TOKEN } from './world.ts';

/** A stand-in for sevdesk that keeps every quirk the facts know. */
export interface SevdeskTwin extends SevdeskTwinControl {
  /** http://127.0.0.1:PORT */
  address: string;
  /** What SEVDESK_API_URL has to be. */
  apiUrl: string;
  /** The same requests without a socket, for tests on a virtual clock; takes any origin. */
  fetch: typeof fetch;
  close(): Promise<void>;
}

const BASE = '/api/v1';
const NEVER = new AbortController().signal;

/** Starts the twin on 127.0.0.1; port 0 (the default) takes any free one. */
export async function startSevdeskTwin(options: TwinOptions & { port?: number } = {}): Promise<SevdeskTwin> {
  const { clock = systemClock } = options;
  const twin = createTwin(options);
  const server = createServer((request, response) => {
    void serve(request, response).catch((error: unknown) => {
      if (response.destroyed) return;
      response.writeHead(500).end(error instanceof Error ? error.stack : String(error));
    });
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const read = readRequest(
      request.method ?? 'GET',
      new URL(request.url ?? '/', 'http://twin'),
      request.headers as Record<string, string>,
      await bodyOf(request),
    );
    const outcome = await route(read);
    if (outcome.kind === 'answer') send(response, outcome.response);
    else if (outcome.kind === 'reset') breakOff(response, outcome.partial);
    else if (outcome.kind === 'refuse') response.destroy();
  }

  /** The API, the control interface, or neither. */
  async function route(request: TwinRequest): Promise<Outcome> {
    if (request.path.startsWith('/__twin/'))
      return { kind: 'answer', response: steer(twin.control, request) };
    if (!request.path.startsWith(`${BASE}/`)) return { kind: 'answer', response: plain(404, 'not found') };
    return twin.handle({ ...request, path: request.path.slice(BASE.length) });
  }

  const inProcess: typeof fetch = async (input, init) => {
    // The caller's own signal: a Request's follows it only as long as nobody collects the Request.
    const signal = init?.signal ?? (input instanceof Request ? input.signal : NEVER);
    const { signal: _own, ...rest } = init ?? {};
    const request = new Request(input, rest);
    const headers = Object.fromEntries(request.headers);
    const read = readRequest(request.method, new URL(request.url), headers, await request.text());
    signal.throwIfAborted();
    const outcome = await unlessAborted(signal, route(read));
    switch (outcome.kind) {
      case 'answer':
        return toResponse(outcome.response, clock.now());
      case 'never':
        return unlessAborted(signal, new Promise<never>(() => undefined));
      case 'reset':
        throw broken('ECONNRESET', 'read');
      case 'refuse':
        throw broken('ECONNREFUSED', 'connect');
    }
  };

  const send = (response: ServerResponse, { status, headers, body }: TwinResponse) =>
    response
      .writeHead(status, {
        ...headers,
        date: clock.now().toUTCString(),
        'content-length': Buffer.byteLength(body),
      })
      .end(body);

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    ...twin.control,
    address,
    apiUrl: `${address}${BASE}`,
    fetch: inProcess,
    close: () =>
      new Promise((resolve) => {
        twin.close();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const readRequest = (
  method: string,
  url: URL,
  headers: Record<string, string>,
  body: string,
): TwinRequest => ({
  method,
  path: url.pathname,
  query: url.searchParams,
  headers,
  body,
});

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** Promises the whole answer, sends half of it and hangs up. */
function breakOff(response: ServerResponse, partial: TwinResponse | null): void {
  if (!partial) return void response.destroy();
  response.writeHead(partial.status, {
    ...partial.headers,
    'content-length': 2 * Buffer.byteLength(partial.body),
  });
  response.write(partial.body, () => response.destroy());
}

function toResponse({ status, headers, body }: TwinResponse, now: Date): Response {
  const content = typeof body === 'string' ? body : new Uint8Array(body);
  return new Response(content === '' ? null : content, {
    status,
    headers: { ...headers, date: now.toUTCString() },
  });
}

/** How fetch of Node 22 fails (undici): the system's error is its cause, and names the call that failed. */
const broken = (code: string, syscall: string): TypeError =>
  new TypeError('fetch failed', {
    cause: Object.assign(new Error(`${syscall} ${code}`), { code, syscall }),
  });

/** Rejects with the signal's reason as soon as it is aborted, as fetch does. */
function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason as Error);
    const stop = () => reject(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
    void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

const plain = (status: number, body: string): TwinResponse => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body,
});

/** `POST /__twin/<method>` with its argument, or `GET /__twin/state?account=…&marker=…`. */
function steer(control: SevdeskTwinControl, request: TwinRequest): TwinResponse {
  const method = controlMethods.find((name) => request.path === `/__twin/${name}`);
  if (!method) return plain(404, 'no such control');
  const argument: unknown =
    request.method === 'GET' ? Object.fromEntries(request.query) : JSON.parse(request.body || '{}');
  try {
    const result = (control[method] as (argument: unknown) => unknown)(argument);
    const body = result === undefined ? '' : JSON.stringify(result);
    return { status: 200, headers: { 'content-type': 'application/json; charset=utf-8' }, body };
  } catch (error) {
    return plain(400, error instanceof Error ? error.message : String(error));
  }
}
