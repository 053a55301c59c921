import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

const call = (script: string, ...args: string[]) => {
  const run = spawnSync(process.execPath, [`scripts/dev/${script}.ts`, ...args], { encoding: 'utf8' });
  return { code: run.status, said: run.stderr.trim(), out: run.stdout };
};

describe('a command that is called wrongly starts nothing and says what is wrong', () => {
  it.each([
    ['demo', ['--prot', '1'], "Unknown option '--prot'."],
    ['demo', ['orders'], "Unexpected argument 'orders'."],
    ['demo', ['--port', 'abc'], '--port abc is no port: give a number from 1 to 65535.'],
    ['demo', ['--orders', 'nowhere'], '--orders nowhere: there is no such folder.'],
    ['demo', ['--report', 'nowhere/r.json'], '--report nowhere/r.json: the folder nowhere does not exist.'],
    ['dev', ['--port', '70000'], '--port 70000 is no port: give a number from 1 to 65535.'],
    ['bench', ['nothing'], 'There is no benchmark "nothing".'],
  ])('%s %j', (script, args, message) => {
    const { code, said, out } = call(script, ...args);
    expect(said).toContain(message);
    expect(said).not.toContain('    at ');
    expect(out).toBe('');
    expect(code).toBe(2);
  });
});
