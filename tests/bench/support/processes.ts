import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** A process under measurement. */
export interface Measured {
  pid: number;
  /** Milliseconds from its start to the line of output that was waited for. */
  startedMs: number;
  memoryMb(): number;
  /** Milliseconds of processor time so far. */
  cpuMs(): number;
  stop(): Promise<void>;
}

/** Starts a script as an operator would and resolves when its output says `until`. */
export async function startMeasured(
  script: string,
  env: Record<string, string>,
  until: string,
  nodeArgs: string[] = [],
): Promise<Measured> {
  const began = performance.now();
  const args = ['--disable-warning=ExperimentalWarning', ...nodeArgs, script];
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env['PATH'], ...env } as unknown as NodeJS.ProcessEnv,
    stdio: 'pipe',
  });
  child.stderr.pipe(process.stderr);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    let seen = '';
    const look = (data: Buffer) => {
      seen += String(data);
      if (!seen.includes(until)) return;
      child.stdout.off('data', look).resume();
      resolve();
    };
    child.stdout.on('data', look);
    child.once('exit', (code) => reject(new Error(`${script} ended (${code}): ${seen.slice(-500)}`)));
  });
  const pid = child.pid!;
  return {
    pid,
    startedMs: performance.now() - began,
    memoryMb: () => memoryOf(pid),
    cpuMs: () => cpuOf(pid),
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** Resident memory in megabytes. */
export function memoryOf(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024;
}

/** User and system time in milliseconds; the kernel counts in hundredths of a second. */
export function cpuOf(pid: number): number {
  const stat = statOf(pid);
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** Processor time in milliseconds of all living children of a process, e.g. the backends of a Postgres server. */
export const cpuOfChildren = (pid: number): number =>
  childrenOf(pid).reduce((sum, child) => sum + cpuOf(child), 0);

/** Children, their children and so on. */
export const descendantsOf = (pid: number): number[] =>
  childrenOf(pid).flatMap((child) => [child, ...descendantsOf(child)]);

export function childrenOf(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return children.split(' ').filter(Boolean).map(Number);
}

/** Empty for a process that has just ended. */
function statOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return ') 0 0 0 0 0 0 0 0 0 0 0 0 0';
  }
}

/** One for all processes of a run: what a database was written with, the next one must have as well. */
const KEY = randomBytes(32).toString('base64');

/** The environment of an app without twins, for what never leaves the machine. */
export function appEnv(databaseUrl: string, port: number, secret: string): Record<string, string> {
  return {
    NODE_ENV: 'development',
    APP_URL: `http://localhost:${port}`,
    PORT: String(port),
    DATABASE_URL: databaseUrl,
    SHOPIFY_API_KEY: 'bench-client-id',
    SHOPIFY_API_SECRET: secret,
    ENCRYPTION_KEYS: `k1:${KEY}`,
    LOG_LEVEL: 'info',
  };
}
