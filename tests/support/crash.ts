import type { Database } from '../../app/platform/database.server.ts';
import type { SevdeskClient } from '../../app/sevdesk/client.ts';
import type { SyncPorts } from '../../app/sync/ports.server.ts';

export class ProcessDied extends Error {
  override name = 'ProcessDied';
}

export interface Doomed {
  ports: SyncPorts;
  /** How many boundaries were passed before it died, or in all. */
  passed(): number;
  died(): boolean;
}

/**
 * The engine in a process that dies at a boundary: before a database statement ("database"), before a request to
 * sevdesk leaves ("before saveDraft"), or after its answer has come ("after saveDraft"). `where` is the n-th boundary, or
 * the name of one. From then on nothing works any more, as in a process that is gone.
 */
export function dieAt(ports: SyncPorts, where: number | string): Doomed {
  let passed = 0;
  let dead = false;
  const boundary = (name: string) => {
    if (dead || passed === where || name === where) {
      dead = true;
      throw new ProcessDied(`at ${name}`);
    }
    passed += 1;
  };
  const db = ports.db.$extends({
    query: {
      $allOperations: ({ args, query }: { args: unknown; query: (args: never) => Promise<unknown> }) => {
        boundary('database');
        return query(args as never);
      },
    },
  }) as unknown as Database;
  const openSevdesk: SyncPorts['openSevdesk'] = (access) =>
    new Proxy(ports.openSevdesk(access), {
      get:
        (client, name) =>
        async (...args: unknown[]) => {
          boundary(`before ${String(name)}`);
          const call = client[name as keyof SevdeskClient] as (...given: unknown[]) => Promise<unknown>;
          const answer = await call.apply(client, args);
          boundary(`after ${String(name)}`);
          return answer;
        },
    });
  return { ports: { ...ports, db, openSevdesk }, passed: () => passed, died: () => dead };
}
