import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { build } from 'vite';

export interface ReactApp {
  url: string;
  /** Headers of the calls to /api/echo. */
  calls: IncomingMessage['headers'][];
  /** Addresses of the pages that were asked for. */
  pages: URL[];
  /** The next call to /api/echo finds its session token expired. */
  expireNext: () => void;
  close: () => Promise<void>;
}

/** Serves the small React app with the script at `appBridge()` in its head, as shopify-app-remix would. */
export async function serveReactApp(appBridge: () => string): Promise<ReactApp> {
  const bundle = await bundleApp();
  const calls: ReactApp['calls'] = [];
  const pages: URL[] = [];
  let expired = false;
  const server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://app');
    const page = (body: string) =>
      response.setHeader('content-type', 'text/html; charset=utf-8').end(`<!doctype html><html><head>
        <script data-api-key="test-client-id" src="${appBridge()}"></script></head><body>${body}</body></html>`);
    if (url.pathname === '/bundle.js')
      return void response.setHeader('content-type', 'text/javascript').end(bundle);
    if (url.pathname === '/auth/session-token') return void page('');
    if (url.pathname === '/api/echo') {
      calls.push(request.headers);
      if (!expired) return void response.end(`call ${calls.length}`);
      expired = false;
      return void response.writeHead(401, { 'x-shopify-retry-invalid-session-request': '1' }).end();
    }
    pages.push(url);
    if (!url.searchParams.has('id_token') && request.headers['sec-fetch-dest'] === 'iframe') {
      const reload = `http://${request.headers.host}${request.url}`;
      const bounce = `/auth/session-token${url.search}&shopify-reload=${encodeURIComponent(reload)}`;
      return void response.writeHead(302, { location: bounce }).end();
    }
    page('<div id="root"></div><script src="/bundle.js"></script>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    calls,
    pages,
    expireNext: () => {
      expired = true;
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function bundleApp(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    mode: 'production',
    esbuild: { jsx: 'automatic', jsxDev: false },
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      minify: false,
      lib: { entry: path.join(import.meta.dirname, 'main.tsx'), formats: ['iife'], name: 'app' },
    },
  });
  const [first] = [result].flat();
  if (!first || !('output' in first)) throw new Error('vite built nothing');
  return first.output[0].code;
}
