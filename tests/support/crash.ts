import type { SevdeskClient } from '../../app/sevdesk/client.ts';
import type { SyncPorts } from '../../app/sync/ports.server.ts';
import { beforeStatements } from './beforeStatements.ts';

class ProcessDied extends Error {
  override name = 'ProcessDied';
}

export interface Sleeping {
  ports: SyncPorts;
  /** Resolves when it has fallen asleep, or with false when it came to its end without. */
  asleep: Promise<boolean>;
  wake: () => void;
  /** To be called when its work is over. */
  ended: () => void;
}

/**
 * The engine in a process that stands still before its n-th database statement until it is woken. Statements inside a
 * transaction do not count: there the database itself ends it after a while.
 */
export function sleepAt(ports: SyncPorts, nth: number): Sleeping {
  let passed = 0;
  const fell = promise<boolean>();
  const woken = promise<void>();
  const db = beforeStatements(ports.db, async ({ inTransaction }) => {
    if (inTransaction || passed++ !== nth) return;
    fell.resolve(true);
    await woken.promise;
  });
  const ended = () => fell.resolve(false);
  return { ports: { ...ports, db }, asleep: fell.promise, wake: () => woken.resolve(), ended };
}

function promise<T>() {
  let resolve: (value: T) => void = () => undefined;
  const made = new Promise<T>((done) => (resolve = done));
  return { promise: made, resolve };
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
  const db = beforeStatements(ports.db, () => boundary('database'));
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
