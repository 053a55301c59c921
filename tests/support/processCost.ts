import { readdirSync, readFileSync } from 'node:fs';

// What a process and its children have cost so far, from Linux's /proc: not by the clock on the wall, which says more
// about the machine than about the process.

/** Milliseconds of processor time of all threads; the kernel counts them in nanoseconds. */
export function spentMs(pid: number): number {
  return sumOver(pid, (each) => {
    const threads = readdirSync(`/proc/${each}/task`);
    return (
      threads.reduce((sum, thread) => sum + nanoseconds(`/proc/${each}/task/${thread}/schedstat`), 0) / 1e6
    );
  });
}

/** Resident memory in megabytes. */
export const residentMb = (pid: number): number =>
  sumOver(
    pid,
    (each) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${each}/status`, 'utf8'))?.[1] ?? 0) / 1024,
  );

function sumOver(pid: number, read: (pid: number) => number): number {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
      .trim()
      .split(' ')
      .filter(Boolean);
    return read(pid) + children.reduce((sum, child) => sum + sumOver(Number(child), read), 0);
  } catch {
    // It ended a moment ago.
    return 0;
  }
}

function nanoseconds(file: string): number {
  try {
    return Number(readFileSync(file, 'utf8').split(' ', 1)[0]);
  } catch {
    return 0;
  }
}
