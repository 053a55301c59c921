// The one door behind every npm script. Plain JavaScript for any Node from 20 on: it installs what is missing,
// then hands over to the Node that npm installed with the project (22), where TypeScript runs as it stands.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chooseNode, npmCall } from './lib/platform.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
process.chdir(root);

/** Does `make` unless it was done before from the same content of `file`. */
function onceFor(file, make) {
  const mark = path.join('node_modules', `.done-for-${path.basename(file)}`);
  const hash = createHash('sha256').update(readFileSync(file)).digest('hex');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === hash) return;
  make();
  mkdirSync('node_modules', { recursive: true });
  writeFileSync(mark, hash);
}

/** Installs the locked dependencies when they are absent or were installed from another lock file. */
function install() {
  console.log('Installing the locked dependencies with npm (once)…');
  const { command, shell } = npmCall(process.platform);
  const npm = spawnSync(command, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    stdio: ['ignore', 'inherit', 'inherit'],
    shell,
  });
  if (npm.status !== 0) fail('npm ci did not succeed; its message stands above.');
}

/** Makes the database client from the schema. */
function generate() {
  const prisma = path.join('node_modules', 'prisma', 'build', 'index.js');
  const made = spawnSync(node(), [prisma, 'generate', '--no-hints'], {
    encoding: 'utf8',
    env: { ...process.env, CHECKPOINT_DISABLE: '1' },
  });
  if (made.status !== 0) fail(`prisma generate did not succeed:\n${made.stdout}${made.stderr}`);
}

/** The Node to run on; ends the command where there is none. */
function node() {
  const running = { version: process.versions.node, path: process.execPath };
  const { platform, arch } = process;
  const chosen = chooseNode({ platform, arch, root, exists: existsSync, running });
  return chosen.node ?? fail(chosen.message);
}

function fail(message) {
  console.error(message);
  process.exit(1);
}

const [task, ...args] = process.argv.slice(2);
const script = ['dev', 'ops']
  .map((folder) => path.join(root, 'scripts', folder, `${task}.ts`))
  .find((file) => existsSync(file));
if (!task || !script) fail(`There is no task "${task}".`);
onceFor('package-lock.json', install);
onceFor(path.join('prisma', 'schema.prisma'), generate);

const binary = node();
const child = spawn(binary, ['--disable-warning=ExperimentalWarning', script, ...args], {
  // The channel breaks when this process is killed: what runs for long (web, worker) ends then.
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  env: {
    ...process.env,
    CHECKPOINT_DISABLE: '1',
    PATH: [path.dirname(binary), path.join(root, 'node_modules', '.bin'), process.env.PATH].join(
      path.delimiter,
    ),
  },
});
// npm passes a signal on to the shell in between, and the shell dies of it without a word to this process; killed, npm
// leaves even the shell behind. Whoever of the two is gone, what they started ends.
function ancestors() {
  const stat = `/proc/${process.ppid}/stat`;
  const text = existsSync(stat) ? readFileSync(stat, 'utf8') : '';
  return `${process.ppid} ${text.slice(text.lastIndexOf(')') + 4).split(' ', 1)[0]}`;
}
const born = ancestors();
setInterval(() => ancestors() !== born && child.kill('SIGTERM'), 500).unref();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));
