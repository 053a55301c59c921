import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { runJobs, type Job } from './jobs.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'jobs-'));
const script = (name: string, text: string): Job => {
  const file = path.join(folder, `${name}.mjs`);
  writeFileSync(file, text);
  return { name, script: file };
};
const run = async (jobs: Job[]) => {
  const ended = await runJobs(jobs, { atOnce: 2, folder, tell: () => undefined });
  return Object.fromEntries(ended.map(({ job, good, log }) => [job.name, { good, log: log.trim() }]));
};

it('runs all of them, and keeps what each printed', async () => {
  const ended = await run([
    script('fine', 'console.log("well"); console.error("nearly")'),
    script('wrong', 'console.log("oh"); process.exit(3)'),
    script('third', ''),
  ]);
  expect(ended['fine']!.good).toBe(true);
  expect(ended['fine']!.log.split('\n').sort()).toEqual(['nearly', 'well']);
  expect(ended['wrong']).toEqual({ good: false, log: 'oh' });
  expect(ended['third']).toEqual({ good: true, log: '' });
});

it('lets wait what builds on another, and does not run it when that failed', async () => {
  const ended = await run([
    { ...script('after good', 'console.log("ran")'), after: ['good'] },
    { ...script('after bad', 'console.log("ran")'), after: ['bad'] },
    script('bad', 'process.exit(1)'),
    script('good', ''),
  ]);
  expect(ended['after good']).toEqual({ good: true, log: 'ran' });
  expect(ended['after bad']).toEqual({ good: false, log: 'not run: it needs bad' });
});
