import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from 'vitest';

/** Servers that say the same to everything, ended with the test; each call answers an address. */
export function useAnswering(): (status: number, body: unknown) => Promise<string> {
  const say = useSaying();
  return (status, body) => say(() => ({ status, body: JSON.stringify(body) }));
}

/** Servers that say what they are told to each time they are asked, letter by letter. */
export function useSaying(): (say: () => { status: number; body: string }) => Promise<string> {
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) server.close().closeAllConnections();
  });
  return async (say) => {
    const server = createServer((_request, response) => {
      const { status, body } = say();
      response.writeHead(status, { 'content-type': 'application/json' }).end(body);
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
}
