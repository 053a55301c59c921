import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { startPostgres, type OwnPostgres } from '../../../scripts/lib/postgres.ts';

// A file system of its own for one Postgres, small enough to be filled in a moment. Needs the right to mount (root).

const SIZE = '400m';
const FOLDER = '/tmp/sevdesk-connector-small-disk';

/** Whether this machine lets us mount. */
export function canMount(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0;
}

export async function onSmallDisk(): Promise<{ postgres: OwnPostgres; remove(): void }> {
  mkdirSync(FOLDER, { recursive: true });
  spawnSync('umount', [FOLDER]);
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE},mode=755`, 'tmpfs', FOLDER]);
  if (mounted.status !== 0) throw new Error(`no file system to fill: ${String(mounted.stderr)}`);
  const postgres = await startPostgres(path.join(FOLDER, 'postgres'));
  return {
    postgres,
    remove() {
      postgres.stop('immediate');
      spawnSync('umount', [FOLDER]);
    },
  };
}

/** Writes until nothing fits any more. */
export function fillDisk(dir: string): { remove(): void } {
  const file = path.join(dir, '..', 'ballast');
  const handle = openSync(file, 'w');
  const block = Buffer.alloc(1024 * 1024);
  for (let size = block.length; size >= 4096;) {
    try {
      writeSync(handle, block, 0, size);
    } catch {
      size /= 2;
    }
  }
  closeSync(handle);
  return { remove: () => rmSync(file, { force: true }) };
}
