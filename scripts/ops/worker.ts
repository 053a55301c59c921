// npm run worker: keeps one worker process running. graphile-worker ends its process when the database goes away in the
// wrong moment, and a process that is stuck ends itself; both are started again here.
import { fork, type ChildProcess } from 'node:child_process';

const WRONG_ENVIRONMENT = 78;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;
/** Having run this long, a process counts as sound. */
const SOUND_MS = 60_000;

const entry = new URL('../../app/worker/main.server.ts', import.meta.url);
let child: ChildProcess | null = null;
let stopping = false;
let pauseMs = FIRST_PAUSE_MS;

function start(): void {
  const startedAt = Date.now();
  child = fork(entry, { execArgv: ['--disable-warning=ExperimentalWarning'] });
  child.once('exit', (code) => {
    child = null;
    if (stopping || code === WRONG_ENVIRONMENT) process.exit(stopping ? 0 : WRONG_ENVIRONMENT);
    if (Date.now() - startedAt > SOUND_MS) pauseMs = FIRST_PAUSE_MS;
    setTimeout(start, pauseMs);
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
  });
}

// "disconnect": npm run worker was killed, and nobody else would end this process.
for (const signal of ['SIGTERM', 'SIGINT', 'disconnect'] as const) {
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    if (child) child.kill('SIGTERM');
    else process.exit(0);
  });
}

start();
