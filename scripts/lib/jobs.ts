import { spawn } from 'node:child_process';
import { createWriteStream, readFileSync } from 'node:fs';
import path from 'node:path';

/** A part of a test run: a script of the project or of node_modules in a process of its own. */
export interface Job {
  name: string;
  /** Path from the root of the project. */
  script: string;
  args?: string[];
  env?: Record<string, string>;
  /** Jobs that have to be good before this one makes sense. */
  after?: string[];
}

export interface Ended {
  job: Job;
  good: boolean;
  seconds: number;
  /** All that it printed. */
  log: string;
}

/**
 * Runs all jobs, `atOnce` of them at a time, in their order as far as they need not wait for another. A job whose
 * predecessor failed does not run and counts as failed. Their output goes to `folder`; `tell` hears of each that ended.
 */
export async function runJobs(
  jobs: Job[],
  { atOnce, folder, tell }: { atOnce: number; folder: string; tell: (ended: Ended) => void },
): Promise<Ended[]> {
  const waiting = [...jobs];
  const running = new Map<Job, Promise<Ended>>();
  const ended: Ended[] = [];
  const note = (one: Ended) => {
    ended.push(one);
    tell(one);
  };
  const goodness = (name: string) => ended.find(({ job }) => job.name === name)?.good;
  while (waiting.length > 0 || running.size > 0) {
    const hopeless = waiting.find(({ after = [] }) => after.some((name) => goodness(name) === false));
    if (hopeless) {
      waiting.splice(waiting.indexOf(hopeless), 1);
      note({
        job: hopeless,
        good: false,
        seconds: 0,
        log: `not run: it needs ${hopeless.after!.join(', ')}\n`,
      });
      continue;
    }
    const next = waiting.find(({ after = [] }) => after.every((name) => goodness(name)));
    if (next && running.size < atOnce) {
      waiting.splice(waiting.indexOf(next), 1);
      running.set(next, runJob(next, folder));
      continue;
    }
    if (running.size === 0) throw new Error(`nothing can run: ${waiting.map(({ name }) => name).join(', ')}`);
    const first = await Promise.race(running.values());
    running.delete(first.job);
    note(first);
  }
  return ended;
}

function runJob(job: Job, folder: string): Promise<Ended> {
  const file = path.join(folder, `${job.name.replaceAll(/\W+/g, '-')}.log`);
  const output = createWriteStream(file);
  const began = performance.now();
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', path.resolve(job.script), ...(job.args ?? [])],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...job.env } },
  );
  child.stdout.pipe(output, { end: false });
  child.stderr.pipe(output, { end: false });
  const stop = () => child.kill('SIGTERM');
  process.once('exit', stop);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      process.removeListener('exit', stop);
      const seconds = Math.round((performance.now() - began) / 1000);
      output.end(() => resolve({ job, good: code === 0, seconds, log: readFileSync(file, 'utf8') }));
    });
  });
}
