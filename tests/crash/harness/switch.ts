import { connect, createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** An address that stays while what stands behind it changes: the virtual address, or the DNS name, of a database. */
export interface Switch {
  port: number;
  /** From now on connections go there; those that stand are cut. */
  to(port: number): void;
  /** Nothing comes through any more, and what was under way is lost, as when a cable is pulled. */
  cut(): void;
  close(): Promise<void>;
}

export async function startSwitch(first: number): Promise<Switch> {
  let target: number | null = first;
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    if (target === null) return client.destroy();
    const upstream = connect(target, '127.0.0.1');
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
      socket.once('close', () => sockets.delete(socket));
    }
    client.once('close', () => upstream.destroy());
    upstream.once('close', () => client.destroy());
    client.pipe(upstream);
    upstream.pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const hangUp = () => sockets.forEach((socket) => socket.destroy());
  return {
    port: (server.address() as AddressInfo).port,
    to(port) {
      target = port;
      hangUp();
    },
    cut() {
      target = null;
      hangUp();
    },
    async close() {
      target = null;
      hangUp();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
