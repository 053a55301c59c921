import { fork, type ChildProcess } from 'node:child_process';
import { log } from '../platform/log.server.ts';
import { counter, type ProcessMetrics } from '../platform/metrics.server.ts';
import { within } from '../platform/within.ts';
import type { FromPages, ToPages } from './pagesMessages.ts';
import type { Pages } from './pages.ts';

/** Starting again would not help. */
export const WRONG_ENVIRONMENT = 78;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;
/** Having run this long, a process counts as sound. */
const SOUND_MS = 60_000;
const METRICS_WITHIN_MS = 1_000;
const STOP_WITHIN_MS = 5_000;

const restarts = counter('pages_restarts_total', 'How often the process of the pages was started again.', []);

export interface KeepOptions {
  /** What runs in the process; it calls servePagesBehind. */
  entry: URL;
  /** The environment is wrong: this process has to end as well. */
  giveUp: (exitCode: number) => void;
  /** What the process may fill; one that fills more ends, and is started again. */
  memoryMb: number;
  /** How often the process is asked whether it still moves, and after how many questions without answer it is ended. */
  pulse?: { everyMs: number; most: number };
}

/**
 * Keeps the pages running in a process of their own. One that ends is started again, and so is one that stands still
 * for half a minute; meanwhile there are no pages, and nothing else suffers.
 */
export function keepPages({
  entry,
  giveUp,
  memoryMb,
  pulse = { everyMs: 5_000, most: 6 },
}: KeepOptions): Pages {
  let child: ChildProcess | null = null;
  let port: number | null = null;
  let stopping = false;
  let pauseMs = FIRST_PAUSE_MS;
  let unanswered = 0;
  let wanted: ((metrics: ProcessMetrics) => void)[] = [];
  const up = Promise.withResolvers<void>();
  const down = Promise.withResolvers<void>();
  const send = (message: ToPages) => void (child?.connected && child.send(message, () => undefined));

  function start(): void {
    const startedAt = performance.now();
    unanswered = 0;
    const bound = `--max-old-space-size=${memoryMb}`;
    child = fork(entry, { execArgv: ['--disable-warning=ExperimentalWarning', bound] });
    child.on('message', (message) => hear(message as FromPages));
    // Reported by "exit" as well; without a listener it would end this process.
    child.on('error', (error) => log.error('pages not reached', { error }));
    child.once('exit', (code, signal) => {
      child = null;
      port = null;
      if (stopping) return down.resolve();
      if (code === WRONG_ENVIRONMENT) return giveUp(WRONG_ENVIRONMENT);
      if (performance.now() - startedAt > SOUND_MS) pauseMs = FIRST_PAUSE_MS;
      // V8 ends a process that has filled its memory by SIGABRT (134 where a shell stands between).
      const full = signal === 'SIGABRT' || code === 134;
      log.error(full ? 'pages out of memory' : 'pages ended', { code, signal, waitMs: pauseMs });
      restarts.add({});
      setTimeout(() => !stopping && start(), pauseMs);
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    });
  }

  function hear(message: FromPages): void {
    if (message.says === 'listening') {
      port = message.port;
      up.resolve();
    } else if (message.says === 'alive') {
      unanswered = 0;
    } else {
      for (const resolve of wanted) resolve(message.metrics);
      wanted = [];
    }
  }

  function feelPulse(): void {
    if (port === null) return;
    if (unanswered >= pulse.most) {
      log.error('pages stand still');
      return void child?.kill('SIGKILL');
    }
    unanswered++;
    send({ asks: 'alive' });
  }

  start();
  const timer = setInterval(feelPulse, pulse.everyMs);
  return {
    port: () => port,
    ready: up.promise,
    async metrics() {
      if (port === null) return null;
      const late = new Promise<null>((resolve) => setTimeout(resolve, METRICS_WITHIN_MS, null).unref());
      const told = new Promise<ProcessMetrics>((resolve) => wanted.push(resolve));
      send({ asks: 'metrics' });
      return Promise.race([told, late]);
    },
    async stop() {
      stopping = true;
      clearInterval(timer);
      if (!child) return;
      send({ asks: 'stop' });
      await within(STOP_WITHIN_MS, down.promise);
      child?.kill('SIGKILL');
    },
  };
}
