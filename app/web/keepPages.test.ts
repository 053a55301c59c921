import { writeFileSync, mkdtempSync, rmSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, it, vi } from 'vitest';
import { systemClock } from '../platform/clock.ts';
import { log } from '../platform/log.server.ts';
import { keepPages } from './keepPages.server.ts';

const place = mkdtempSync(path.join(tmpdir(), 'pages-'));
afterAll(() => rmSync(place, { recursive: true }));

/** A process of pages that fills its memory the first time, and behaves when it is started again. */
const GREEDY = `
import { appendFileSync, existsSync } from 'node:fs';
const first = !existsSync('${place}/starts');
appendFileSync('${place}/starts', 'x');
process.send({ says: 'listening', port: first ? 1 : 2 });
if (first) { const kept = []; for (;;) kept.push(new Array(1e6).fill({})); }
process.on('message', ({ asks }) => asks === 'stop' ? process.exit(0) : process.send({ says: 'alive' }));
`;

it('pages that fill their memory end and are started again, and the log says so', async () => {
  const entry = path.join(place, 'pages.mjs');
  writeFileSync(entry, GREEDY);
  const said = vi.spyOn(log, 'error');
  const pages = keepPages({ entry: pathToFileURL(entry), giveUp: () => undefined, memoryMb: 128 });
  while (pages.port() !== 2) await systemClock.sleep(50);
  expect(readFileSync(path.join(place, 'starts'), 'utf8')).toBe('xx');
  expect(said.mock.calls.map(([event]) => event)).toEqual(['pages out of memory']);
  await pages.stop();
});
