// The worker process. Started and, when it ends by itself, started again by scripts/ops/worker.ts.
import { checkKeys, WrongKeyError } from '../platform/checkKeys.server.ts';
import { ConfigError } from '../platform/config.server.ts';
import { keepTime } from '../platform/databaseClock.server.ts';
import { tellWhyUnusable } from '../platform/databaseUnusable.server.ts';
import { log } from '../platform/log.server.ts';
import { runtime, type Runtime } from '../platform/runtime.server.ts';
import { checkSession } from '../platform/session.server.ts';
import { startTracing } from '../platform/tracing.server.ts';
import { startWorker, type Worker } from './startWorker.server.ts';

/** The environment is wrong: starting again would not help. */
const WRONG_ENVIRONMENT = 78;

const shared = readRuntime();
// A rejection that nobody handles leaves a process of which nobody knows what works. Jobs that it holds are unlocked by
// the others, and the orders are taken up where they were.
process.on('unhandledRejection', (error) => end('unhandled_rejection', error));
process.on('uncaughtException', (error) => end('uncaught_exception', error));

try {
  await checkSession(shared.config.databaseUrl);
  await checkKeys(shared.db, shared.config.encryptionKeys);
} catch (error) {
  if (!(error instanceof WrongKeyError)) {
    tellWhyUnusable(error);
    throw error;
  }
  process.stderr.write(`${error.message}\n`);
  process.exit(WRONG_ENVIRONMENT);
}
const tracing = await startTracing('sevdesk-connector-worker');
const time = await keepTime(shared.clock);
const worker: Worker = await startWorker(shared, { fail: (why, error) => end(why, error) });
log.info('worker started', { pid: process.pid, count: shared.config.workerConcurrency });

let stopping = false;
const stop = (signal: string) => {
  if (stopping) return;
  stopping = true;
  log.info('worker stopping', { signal });
  // Not `$disconnect`: it waits for ever for a connection that broke inside a transaction.
  void worker.stop().then(async () => {
    time.stop();
    await tracing.stop();
    log.info('worker stopped');
    process.exit(0);
  });
};
process.on('SIGTERM', () => stop('SIGTERM'));
process.on('SIGINT', () => stop('SIGINT'));
// The supervisor is gone: nobody would start this process again.
process.on('disconnect', () => stop('disconnect'));

function end(cause: string, error?: unknown): void {
  log.error('worker ended', { pid: process.pid, cause, error });
  process.exit(1);
}

function readRuntime(): Runtime {
  try {
    return runtime();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(WRONG_ENVIRONMENT);
  }
}
