import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';

const folder = mkdtempSync(path.join(tmpdir(), 'behind-'));
let child: ChildProcess;
afterAll(() => {
  child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

/** Pages that are ready only when the intake is gone already. */
const LATE = `
import { once } from 'node:events';
import { servePagesBehind } from '${new URL('./servePagesBehind.server.ts', import.meta.url).href}';
setInterval(() => undefined, 1_000);
if (process.connected) await once(process, 'disconnect');
servePagesBehind({ port: () => 1, stop: async () => undefined }, async () => undefined);
`;

it('pages end by themselves when the intake ended while they were loading', async () => {
  const file = path.join(folder, 'late.mjs');
  writeFileSync(file, LATE);
  child = fork(file, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  child.disconnect();
  expect(await once(child, 'exit')).toEqual([0, null]);
});
