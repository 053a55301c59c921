import { spawn, type ChildProcess } from 'node:child_process';

/** A web or worker process as an operator runs it, minus npm. */
export interface RunningProcess {
  /** Of the process that does the work; null while there is none. */
  pid(): number | null;
  output(): string;
  ended: Promise<number | null>;
  /** kill -9 of the process that does the work. */
  kill(): void;
  /** SIGTERM, and waits; kill -9 after `patienceMs`. Answers how long it took. */
  stop(patienceMs?: number): Promise<number>;
}

type Environment = Record<string, string>;

/** The worker under its supervisor, which starts it again when it ends. */
export function startWorker(env: Environment): RunningProcess {
  const running = launch('scripts/ops/worker.ts', env);
  const pid = () => {
    const last = [...running.output().matchAll(/"pid":(\d+),"count":\d+,"msg":"worker started"/g)].at(-1);
    return last ? Number(last[1]) : null;
  };
  return {
    ...running,
    pid,
    kill: () => killHard(pid()),
  };
}

/** The web process. It listens on env.PORT; nobody starts it again. */
export function startWeb(env: Environment): RunningProcess {
  const running = launch('scripts/ops/web.ts', env);
  return {
    ...running,
    pid: () => running.child.pid ?? null,
    kill: () => killHard(running.child.pid ?? null),
  };
}

/** How often the worker has come up, under whatever supervisor. */
export const starts = (worker: RunningProcess): number => worker.output().split('worker started').length - 1;

function killHard(pid: number | null): void {
  if (pid === null) return;
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself a moment ago.
  }
}

function launch(script: string, env: Environment) {
  const given: Record<string, string | undefined> = { PATH: process.env['PATH'], ...env };
  const child: ChildProcess = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script], {
    env: given as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // When the test itself breaks off, nothing of what it started stays behind and holds the database.
  const endToo = () => void child.kill('SIGTERM');
  process.once('exit', endToo);
  child.once('exit', () => process.off('exit', endToo));
  let output = '';
  for (const stream of [child.stdout!, child.stderr!])
    stream.on('data', (data: Buffer) => (output += String(data)));
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  return {
    child,
    output: () => output,
    ended,
    async stop(patienceMs = 60_000) {
      const began = Date.now();
      if (child.exitCode !== null || child.signalCode !== null) return 0;
      const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs);
      child.kill('SIGTERM');
      await ended;
      clearTimeout(timer);
      return Date.now() - began;
    },
  };
}
