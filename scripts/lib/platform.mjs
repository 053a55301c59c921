// What differs between Linux, macOS and Windows, as functions of what they decide by. Plain JavaScript for scripts/run.mjs,
// which any Node from 20 on has to be able to run.
import path from 'node:path';

/** The oldest Node that runs TypeScript as it stands. */
const NODE_FLOOR = [22, 18];

/**
 * The Node to run on: the one that npm brought along (there is one for Linux), else the running one if it is new enough.
 * A sentence that says what to do when there is neither.
 */
export function chooseNode({ platform, arch, root, exists, running }) {
  const binary = path.join(root, 'node_modules', `node-linux-${arch}`, 'bin', 'node');
  if (platform === 'linux' && exists(binary)) return { node: binary };
  const [major = 0, minor = 0] = running.version.split('.').map(Number);
  if (major > NODE_FLOOR[0] || (major === NODE_FLOOR[0] && minor >= NODE_FLOOR[1]))
    return { node: running.path };
  const floor = NODE_FLOOR.join('.');
  return {
    message: `Node ${floor} or newer is needed on ${platform}-${arch}; this is ${running.version}. Install it from nodejs.org or with a version manager.`,
  };
}

/** How npm is started: on Windows it is a command file, which only a shell runs. */
export function npmCall(platform) {
  return { command: 'npm', shell: platform === 'win32' };
}
