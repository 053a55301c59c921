import { spawnSync } from 'node:child_process';
import path from 'node:path';

/** Runs a tool of node_modules with its output shown; the answer is its exit code. */
export function runTool(script: string, args: string[], env: Record<string, string> = {}): number {
  const file = path.resolve('node_modules', script);
  const result = spawnSync(process.execPath, [file, ...args], {
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  return result.status ?? 1;
}
